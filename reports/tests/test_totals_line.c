/* SPDX-License-Identifier: Apache-2.0 */
/* A run on one line, whatever the testee calls itself. */
#include "totals_line.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static char *line_of(const struct awp_report_run *run, const struct awp_report_totals *totals) {
    char *line = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&line, &len);
    awp_totals_line_write(out, run, totals);
    cr_assert_eq(fclose(out), 0);
    return line;
}

Test(totals_line, it_names_the_testee_the_verdicts_the_levels_and_the_time) {
    const struct awp_report_run run = {.suite_version = {"0.1.0", 5},
                                       .testee_name = {"botocore", 8},
                                       .testee_version = {"1.44.5", 6}};
    const struct awp_report_totals totals = {
        .verdicts =
            {[AWP_VERDICT_PASS] = 280, [AWP_VERDICT_FAIL] = 30, [AWP_VERDICT_UNSUPPORTED] = 2},
        .passed = {[AWP_LEVEL_MUST] = 150, [AWP_LEVEL_SHOULD] = 100, [AWP_LEVEL_MAY] = 30},
        .selected = {[AWP_LEVEL_MUST] = 160, [AWP_LEVEL_SHOULD] = 120, [AWP_LEVEL_MAY] = 32},
        .duration_us = 12345678};
    char *const line = line_of(&run, &totals);
    cr_expect_str_eq(line, "awsproof 0.1.0 | botocore 1.44.5 | 312 cases: 280 pass, 30 fail, "
                           "2 unsupported | MUST 150/160 SHOULD 100/120 MAY 30/32 | 12.3 s");
    free(line);
}

Test(totals_line, one_case_is_not_called_cases_and_tenths_round) {
    const struct awp_report_run run = {.suite_version = {"0.1.0", 5}, .testee_name = {"a\nb", 3}};
    const struct awp_report_totals totals = {.verdicts = {[AWP_VERDICT_PASS] = 1},
                                             .duration_us = 950000};
    char *const line = line_of(&run, &totals);
    cr_expect_str_eq(line, "awsproof 0.1.0 | a\\nb | 1 case: 1 pass | "
                           "MUST 0/0 SHOULD 0/0 MAY 0/0 | 1.0 s");
    free(line);
}
