/* SPDX-License-Identifier: Apache-2.0 */
/* The line comes late, stays on its line, makes room for failures, and goes. */
#include "progress.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_run.h"

/* A hundred cases, one each 60 ms, every fortieth a failure. */
Test(progress, on_a_terminal_it_is_its_golden_file) {
    struct rendered report = {NULL, 0};
    FILE *const out = open_memstream(&report.data, &report.len);
    struct awp_progress progress = {.total = 100, .begun_ms = 5000};
    for (unsigned i = 1; i <= 100; i++) {
        const enum awp_verdict verdict = i % 40 == 0 ? AWP_VERDICT_FAIL : AWP_VERDICT_PASS;
        awp_progress_step(&progress, verdict, 5000 + 60 * (uint64_t)i, out);
    }
    awp_progress_erase(&progress, out);
    cr_assert_eq(fclose(out), 0);
    assert_golden("progress-terminal.txt", report);
    free(report.data);
}

static size_t bytes_after(struct awp_progress *progress, enum awp_verdict verdict,
                          uint64_t now_ms) {
    struct rendered report = {NULL, 0};
    FILE *const out = open_memstream(&report.data, &report.len);
    awp_progress_step(progress, verdict, now_ms, out);
    cr_assert_eq(fclose(out), 0);
    free(report.data);
    return report.len;
}

Test(progress, nothing_is_drawn_before_two_seconds_have_passed) {
    struct awp_progress progress = {.total = 10, .begun_ms = 100};
    cr_expect_eq(bytes_after(&progress, AWP_VERDICT_PASS, 2099), 0);
    cr_expect_gt(bytes_after(&progress, AWP_VERDICT_PASS, 2100), 0);
}

Test(progress, it_is_not_drawn_again_at_once) {
    struct awp_progress progress = {.total = 10};
    cr_expect_gt(bytes_after(&progress, AWP_VERDICT_PASS, 3000), 0);
    cr_expect_eq(bytes_after(&progress, AWP_VERDICT_PASS, 3099), 0);
    cr_expect_gt(bytes_after(&progress, AWP_VERDICT_PASS, 3100), 0);
}

Test(progress, a_failure_erases_it_and_only_once) {
    struct awp_progress progress = {.total = 10};
    cr_expect_gt(bytes_after(&progress, AWP_VERDICT_PASS, 3000), 0);
    cr_expect(progress.visible);
    cr_expect_gt(bytes_after(&progress, AWP_VERDICT_CRASH, 3500), 0);
    cr_expect_not(progress.visible);
    cr_expect_eq(bytes_after(&progress, AWP_VERDICT_CRASH, 4000), 0);
    cr_expect_eq(progress.failures, 2);
}

Test(progress, more_results_than_announced_do_no_harm) {
    struct awp_progress progress = {.total = 1};
    for (uint64_t now_ms = 3000; now_ms < 4000; now_ms += 100) {
        cr_expect_gt(bytes_after(&progress, AWP_VERDICT_PASS, now_ms), 0);
    }
    cr_expect_eq(progress.done, 1);
    struct awp_progress none = {.total = 0};
    cr_expect_eq(bytes_after(&none, AWP_VERDICT_PASS, 3000), 0);
}

Test(progress, nothing_is_written_where_there_is_no_terminal_or_every_case_has_a_line) {
    const struct awp_report_style styles[] = {{.colour = true},
                                              {.is_terminal = true, .verbose = true},
                                              {.is_terminal = true, .quiet = true}};
    for (size_t i = 0; i < 3; i++) {
        const struct rendered report = render_fixed_run("progress", styles[i]);
        cr_expect_eq(report.len, 0);
        free(report.data);
    }
}
