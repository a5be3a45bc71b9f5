/* SPDX-License-Identifier: Apache-2.0 */
/* A report's life, its names, and the write errors that it must not hide. */
#include "sink.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "fixed_run.h"

Test(sink, verdicts_have_the_names_of_the_protocol) {
    cr_expect_eq(AWP_VERDICT_COUNT, 11);
    cr_expect_str_eq(awp_verdict_name(AWP_VERDICT_PASS), "pass");
    cr_expect_str_eq(awp_verdict_name(AWP_VERDICT_PROTOCOL_ERROR), "protocol_error");
    cr_expect_str_eq(awp_verdict_name(AWP_VERDICT_INFRASTRUCTURE), "infrastructure");
}

Test(sink, levels_have_names) {
    cr_expect_str_eq(awp_level_name(AWP_LEVEL_MAY), "may");
    cr_expect_str_eq(awp_level_name(AWP_LEVEL_SHOULD), "should");
    cr_expect_str_eq(awp_level_name(AWP_LEVEL_MUST), "must");
}

Test(sink, only_pass_unsupported_and_not_run_are_no_failures) {
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const bool none =
            i == AWP_VERDICT_PASS || i == AWP_VERDICT_UNSUPPORTED || i == AWP_VERDICT_NOT_RUN;
        cr_expect_eq(awp_verdict_is_failure((enum awp_verdict)i), !none, "verdict %zu", i);
    }
}

Test(sink, a_stale_expectation_and_a_broken_set_up_break_no_rule) {
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const bool none = i == AWP_VERDICT_UNEXPECTED_PASS || i == AWP_VERDICT_INFRASTRUCTURE ||
                          !awp_verdict_is_failure((enum awp_verdict)i);
        cr_expect_eq(awp_verdict_breaks_rule((enum awp_verdict)i), !none, "verdict %zu", i);
    }
}

Test(sink, a_crash_is_never_excused_and_a_required_fail_neither) {
    struct awp_report_result result = {.verdict = AWP_VERDICT_CRASH, .required = false};
    cr_expect_not(awp_result_is_excused(&result));
    result.verdict = AWP_VERDICT_FAIL;
    cr_expect(awp_result_is_excused(&result));
    result.required = true;
    cr_expect_not(awp_result_is_excused(&result));
}

static bool write_fixed_run(const struct awp_report_writer *writer, FILE *out) {
    struct awp_report_sink *const sink =
        awp_report_open(writer, &fixed_run, out, (struct awp_report_style){0});
    cr_assert_not_null(sink);
    for (size_t i = 0; i < fixed_run.selected; i++) {
        awp_report_add(sink, &fixed_results[i]);
    }
    return awp_report_close(sink, &fixed_totals);
}

Test(sink, a_full_disk_makes_close_return_false) {
    size_t count = 0;
    size_t tried = 0;
    const struct awp_report_writer *const *const writers = awp_report_writer_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(writers[i]->name, "progress") == 0) {
            continue; /* writes nothing where there is no terminal */
        }
        FILE *const full = fopen("/dev/full", "w");
        cr_assert_not_null(full);
        cr_expect_not(write_fixed_run(writers[i], full), "%s", writers[i]->name);
        (void)fclose(full);
        tried++;
    }
    cr_expect_eq(tried, 7);
}

Test(sink, a_disk_with_room_makes_close_return_true) {
    size_t count = 0;
    const struct awp_report_writer *const *const writers = awp_report_writer_list(&count);
    for (size_t i = 0; i < count; i++) {
        FILE *const out = tmpfile();
        cr_assert_not_null(out);
        cr_expect(write_fixed_run(writers[i], out), "%s", writers[i]->name);
        (void)fclose(out);
    }
    cr_expect_eq(count, 8);
}

Test(sink, junit_without_its_temporary_file_makes_close_return_false) {
    FILE *const out = fopen("/dev/null", "w");
    cr_assert_not_null(out);
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 0;
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    const bool written = write_fixed_run(awp_report_writer_find("junit"), out);
    limit.rlim_cur = before;
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    cr_expect_not(written);
    (void)fclose(out);
}
