/* SPDX-License-Identifier: Apache-2.0 */
/* What changed between two reports, and what of it is worse. */
#include "awsproof/diff.h"

#include <criterion/criterion.h>
#include <string.h>

#include "fixed_diff.h"

static struct awp_diff_side side(enum awp_verdict verdict, const char *failure) {
    return (struct awp_diff_side){
        .is_there = true, .verdict = verdict, .failure = {failure, strlen(failure)}};
}

static const char *class_of(enum awp_verdict verdict) {
    static const char *const classes[AWP_VERDICT_COUNT] = {
        [AWP_VERDICT_FAIL] = "escape",
        [AWP_VERDICT_CRASH] = "crash",
        [AWP_VERDICT_HANG] = "hang",
        [AWP_VERDICT_PROTOCOL_ERROR] = "protocol_error",
        [AWP_VERDICT_EXPECTED_FAILURE] = "escape",
        [AWP_VERDICT_FLAKY] = "flaky",
    };
    return classes[verdict] == NULL ? "" : classes[verdict];
}

static enum awp_diff_way way(enum awp_verdict before, enum awp_verdict after) {
    const struct awp_diff_line line = {.before = side(before, class_of(before)),
                                       .after = side(after, class_of(after))};
    return awp_diff_way(&line);
}

Test(diff, of_two_verdicts_each_is_better_where_the_other_is_worse) {
    for (unsigned a = 0; a < AWP_VERDICT_COUNT; a++) {
        for (unsigned b = 0; b < AWP_VERDICT_COUNT; b++) {
            const enum awp_diff_way there = way((enum awp_verdict)a, (enum awp_verdict)b);
            const enum awp_diff_way back = way((enum awp_verdict)b, (enum awp_verdict)a);
            cr_expect_eq(there == AWP_DIFF_WORSE, back == AWP_DIFF_BETTER, "%u %u", a, b);
            cr_expect(a != b || there == AWP_DIFF_NEITHER);
        }
    }
}

Test(diff, nothing_but_a_pass_is_as_good_as_a_pass) {
    for (unsigned i = 0; i < AWP_VERDICT_COUNT; i++) {
        const bool is_pass = i == AWP_VERDICT_PASS || i == AWP_VERDICT_UNEXPECTED_PASS;
        cr_expect_eq(way(AWP_VERDICT_PASS, (enum awp_verdict)i),
                     is_pass ? AWP_DIFF_NEITHER : AWP_DIFF_WORSE, "%u", i);
    }
}

Test(diff, a_known_failure_is_as_bad_as_what_was_seen) {
    const struct awp_diff_line line = {
        .before = side(AWP_VERDICT_EXPECTED_FAILURE, "crash"),
        .after = side(AWP_VERDICT_FAIL, "escape"),
    };
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_BETTER);
    cr_expect_eq(way(AWP_VERDICT_EXPECTED_FAILURE, AWP_VERDICT_FAIL), AWP_DIFF_NEITHER);
}

Test(diff, a_failure_of_a_new_case_is_worse_unless_it_is_known) {
    struct awp_diff_line line = {.after = side(AWP_VERDICT_FAIL, "escape")};
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_WORSE);
    line.after.verdict = AWP_VERDICT_EXPECTED_FAILURE;
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_NEITHER);
    line.after.verdict = AWP_VERDICT_PASS;
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_NEITHER);
}

Test(diff, another_class_or_choice_is_a_change_and_not_worse) {
    struct awp_diff_line line = {.before = side(AWP_VERDICT_PASS, ""),
                                 .after = side(AWP_VERDICT_PASS, "")};
    cr_expect_eq(awp_diff_kind(&line), AWP_DIFF_UNCHANGED);
    line.after.choice = (struct awp_report_text){"first", 5};
    cr_expect_eq(awp_diff_kind(&line), AWP_DIFF_CHANGED);
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_NEITHER);
    line.before = side(AWP_VERDICT_FAIL, "escape");
    line.after = side(AWP_VERDICT_FAIL, "lost-error");
    cr_expect_eq(awp_diff_kind(&line), AWP_DIFF_CHANGED);
    cr_expect_eq(awp_diff_way(&line), AWP_DIFF_NEITHER);
}

Test(diff, the_sums_count_each_line_once) {
    const struct awp_diff_sums sums = awp_diff_sum(&fixed_diff.testees[0]);
    static const size_t kinds[] = {4, 2, 1, 1};
    for (size_t i = 0; i < AWP_DIFF_KIND_COUNT; i++) {
        cr_expect_eq(sums.kinds[i], kinds[i], "%zu", i);
    }
    cr_expect_eq(sums.ways[AWP_DIFF_CHANGED][AWP_DIFF_WORSE], 2);
    cr_expect_eq(sums.ways[AWP_DIFF_CHANGED][AWP_DIFF_BETTER], 1);
    cr_expect_eq(sums.ways[AWP_DIFF_ADDED][AWP_DIFF_WORSE], 1);
    cr_expect_eq(sums.ways[AWP_DIFF_REMOVED][AWP_DIFF_NEITHER], 1);
    cr_expect_eq(sums.worse, 3);
}

Test(diff, nothing_of_a_decoder_on_one_side_alone_is_worse) {
    cr_expect_eq(awp_diff_sum(&fixed_diff.testees[2]).worse, 0);
    cr_expect_eq(awp_diff_sum(&fixed_diff.testees[3]).worse, 0);
}

Test(diff, a_writer_is_found_by_its_name_alone) {
    cr_expect_str_eq(awp_diff_writer_find("text")->name, "text");
    cr_expect_str_eq(awp_diff_writer_find("markdown")->name, "markdown");
    cr_expect_null(awp_diff_writer_find("html"));
    cr_expect_null(awp_diff_writer_find(""));
}
