/* SPDX-License-Identifier: Apache-2.0 */
/* Test points say what the run's exit status says. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_run.h"

static struct awp_report_result case_of(enum awp_verdict verdict) {
    return (struct awp_report_result){.id = {"a", 1},
                                      .title = {"T", 1},
                                      .reason = {"r # s", 5},
                                      .verdict = verdict,
                                      .broken_level = AWP_LEVEL_SHOULD};
}

static void expect_point(struct awp_report_result result, const char *point, bool diagnosed) {
    const struct rendered report = render_result("tap", &result);
    cr_expect(contains(report, point), "%s is not in\n%s", point, report.data);
    cr_expect_eq(contains(report, "\n  ---\n"), diagnosed);
    cr_expect_eq(contains(report, "\n  ...\n"), diagnosed);
    free(report.data);
}

Test(tap, a_pass_is_ok_and_needs_no_words) {
    expect_point(case_of(AWP_VERDICT_PASS), "\nok 1 - a: T\n", false);
}

Test(tap, unsupported_is_skipped) {
    expect_point(case_of(AWP_VERDICT_UNSUPPORTED), "\nok 1 - a: T # SKIP unsupported: r \\# s\n",
                 false);
}

Test(tap, an_expected_failure_is_to_do) {
    expect_point(case_of(AWP_VERDICT_EXPECTED_FAILURE),
                 "\nnot ok 1 - a: T # TODO expected_failure: r \\# s\n", true);
}

Test(tap, a_fail_that_does_not_count_is_to_do) {
    expect_point(case_of(AWP_VERDICT_FAIL),
                 "\nnot ok 1 - a: T # TODO fail, not required (breaks should): r \\# s\n", true);
}

Test(tap, all_other_verdicts_fail) {
    const enum awp_verdict failing[] = {AWP_VERDICT_FAIL,           AWP_VERDICT_CRASH,
                                        AWP_VERDICT_HANG,           AWP_VERDICT_PROTOCOL_ERROR,
                                        AWP_VERDICT_FLAKY,          AWP_VERDICT_UNEXPECTED_PASS,
                                        AWP_VERDICT_INFRASTRUCTURE, AWP_VERDICT_NOT_RUN};
    for (size_t i = 0; i < sizeof failing / sizeof *failing; i++) {
        struct awp_report_result result = case_of(failing[i]);
        result.required = true;
        expect_point(result, "\nnot ok 1 - a: T\n", true);
    }
}
