/* SPDX-License-Identifier: Apache-2.0 */
/* What a run did not test of the MUST cases is counted, and its share is right. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "coverage_line.h"

static void expect_line(struct awp_report_totals totals, const char *want) {
    char *line = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&line, &len);
    cr_assert_not_null(out);
    const bool written = awp_coverage_line_write(out, &totals);
    cr_assert_eq(fclose(out), 0);
    cr_expect_eq(written, len > 0);
    cr_expect_str_eq(line, want);
    free(line);
}

Test(coverage_line, a_run_that_tested_everything_lost_nothing) {
    expect_line(
        (struct awp_report_totals){.selected = {[AWP_LEVEL_MUST] = 234},
                                   .must = {[AWP_VERDICT_PASS] = 230, [AWP_VERDICT_FAIL] = 4}},
        "lost coverage: 0 of 234 MUST cases (0.0 %)");
}

Test(coverage_line, each_verdict_that_tests_nothing_is_counted_by_its_name) {
    expect_line(
        (struct awp_report_totals){.selected = {[AWP_LEVEL_MUST] = 16, [AWP_LEVEL_SHOULD] = 100},
                                   .must = {[AWP_VERDICT_PASS] = 1,
                                            [AWP_VERDICT_UNSUPPORTED] = 2,
                                            [AWP_VERDICT_NOT_RUN] = 3,
                                            [AWP_VERDICT_INFRASTRUCTURE] = 4,
                                            [AWP_VERDICT_EXPECTED_FAILURE] = 5,
                                            [AWP_VERDICT_UNEXPECTED_PASS] = 1}},
        "lost coverage: 14 of 16 MUST cases (87.5 %): 2 unsupported, 3 not_run, "
        "4 infrastructure, 5 expected_failure");
}

Test(coverage_line, the_share_is_rounded_to_the_nearest_tenth) {
    expect_line((struct awp_report_totals){.selected = {[AWP_LEVEL_MUST] = 3},
                                           .must = {[AWP_VERDICT_NOT_RUN] = 2}},
                "lost coverage: 2 of 3 MUST cases (66.7 %): 2 not_run");
    expect_line((struct awp_report_totals){.selected = {[AWP_LEVEL_MUST] = 1},
                                           .must = {[AWP_VERDICT_UNSUPPORTED] = 1}},
                "lost coverage: 1 of 1 MUST case (100.0 %): 1 unsupported");
}

Test(coverage_line, without_must_cases_there_is_no_line) {
    expect_line((struct awp_report_totals){.selected = {[AWP_LEVEL_MAY] = 3}}, "");
}
