/* SPDX-License-Identifier: Apache-2.0 */
/* What became of a case since it was judged last. */
#include "awsproof/history.h"

#include <criterion/criterion.h>
#include <string.h>

#include "fixed_history.h"

static struct awp_diff_side side(enum awp_verdict verdict, const char *failure) {
    return (struct awp_diff_side){
        .is_there = true, .verdict = verdict, .failure = {failure, strlen(failure)}};
}

static const char *kind(struct awp_diff_side before, struct awp_diff_side after) {
    const struct awp_history_line line = {.before = before, .after = after};
    return awp_history_kind_name(awp_history_kind(&line));
}

Test(history, a_case_fails_newly_where_it_passed_whether_that_is_known_or_not) {
    const struct awp_diff_side pass = side(AWP_VERDICT_PASS, "");
    cr_expect_str_eq(kind(pass, side(AWP_VERDICT_FAIL, "escape")), "newly failing");
    cr_expect_str_eq(kind(pass, side(AWP_VERDICT_EXPECTED_FAILURE, "escape")), "newly failing");
    cr_expect_str_eq(kind(pass, side(AWP_VERDICT_FLAKY, "flaky")), "newly failing");
    cr_expect_str_eq(kind(side(AWP_VERDICT_UNEXPECTED_PASS, ""), side(AWP_VERDICT_HANG, "hang")),
                     "newly failing");
}

Test(history, a_case_passes_newly_where_it_failed) {
    cr_expect_str_eq(kind(side(AWP_VERDICT_CRASH, "crash"), side(AWP_VERDICT_PASS, "")),
                     "newly passing");
    cr_expect_str_eq(
        kind(side(AWP_VERDICT_EXPECTED_FAILURE, "escape"), side(AWP_VERDICT_UNEXPECTED_PASS, "")),
        "newly passing");
}

Test(history, another_class_or_verdict_of_a_failure_is_a_change_of_its_own) {
    const struct awp_diff_side escape = side(AWP_VERDICT_FAIL, "escape");
    cr_expect_str_eq(kind(escape, side(AWP_VERDICT_FAIL, "lost-error")), "failing otherwise");
    cr_expect_str_eq(kind(escape, side(AWP_VERDICT_CRASH, "crash")), "failing otherwise");
    cr_expect_str_eq(kind(escape, side(AWP_VERDICT_EXPECTED_FAILURE, "escape")), "the same");
    cr_expect_str_eq(kind(escape, escape), "the same");
}

Test(history, another_alternative_of_a_pass_is_the_same) {
    struct awp_diff_side other = side(AWP_VERDICT_PASS, "");
    other.choice = (struct awp_report_text){"first", 5};
    cr_expect_str_eq(kind(side(AWP_VERDICT_PASS, ""), other), "the same");
}

Test(history, a_case_that_was_never_judged_is_new_and_fails_not_newly) {
    const struct awp_diff_side none = {.is_there = false};
    cr_expect_str_eq(kind(none, side(AWP_VERDICT_FAIL, "escape")), "new");
    cr_expect_str_eq(kind(none, side(AWP_VERDICT_PASS, "")), "new");
}

Test(history, a_report_without_classes_says_of_no_failure_that_it_is_another) {
    cr_expect_str_eq(kind(side(AWP_VERDICT_FAIL, ""), side(AWP_VERDICT_FAIL, "escape")),
                     "the same");
    cr_expect_str_eq(kind(side(AWP_VERDICT_FAIL, ""), side(AWP_VERDICT_HANG, "hang")),
                     "failing otherwise");
}

Test(history, a_run_that_judged_nothing_where_one_before_did_is_seen) {
    struct awp_history history = fixed_history;
    cr_expect_eq(awp_history_mute(&history), &fixed_history.testees[1]);
    history.testee_count = 1;
    cr_expect_null(awp_history_mute(&history));
}

Test(history, every_line_is_counted_once) {
    size_t counts[AWP_HISTORY_KIND_COUNT];
    size_t new_failing;
    awp_history_count(&fixed_history.testees[0], counts, &new_failing);
    const size_t wanted[AWP_HISTORY_KIND_COUNT] = {2, 1, 1, 2, 2};
    for (size_t i = 0; i < AWP_HISTORY_KIND_COUNT; i++) {
        cr_expect_eq(counts[i], wanted[i], "%s: %zu",
                     awp_history_kind_name((enum awp_history_kind)i), counts[i]);
    }
    cr_expect_eq(new_failing, 1);
    cr_expect_eq(awp_history_newly_failing(&fixed_history), 2);
}

Test(history, writers_are_found_by_name) {
    static const char *const names[] = {"text", "markdown", "jsonl", "html"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cr_assert_not_null(awp_history_writer_find(names[i]));
        cr_expect_str_eq(awp_history_writer_find(names[i])->name, names[i]);
    }
    cr_expect_null(awp_history_writer_find("tap"));
}
