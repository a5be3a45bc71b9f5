/* SPDX-License-Identifier: Apache-2.0 */
/* A badge has the colour that the figures deserve, and no figure where there is none. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_run.h"

enum { MOST = 1100 };

/* The badge of a run with so many passes and failures of MUST, then of SHOULD cases. */
static struct rendered badge(const size_t counts[2][2], const struct awp_report_result *more,
                             const char *stopped) {
    static struct awp_report_result results[MOST];
    size_t count = 0;
    for (size_t level = 0; level < 2; level++) {
        for (size_t i = 0; i < counts[level][0] + counts[level][1]; i++) {
            const enum awp_level of = level == 0 ? AWP_LEVEL_MUST : AWP_LEVEL_SHOULD;
            cr_assert_lt(count, MOST);
            results[count++] = (struct awp_report_result){
                .level = of,
                .broken_level = of,
                .verdict = i < counts[level][0] ? AWP_VERDICT_PASS : AWP_VERDICT_FAIL};
        }
    }
    if (more != NULL) {
        results[count++] = *more;
    }
    return render_results("shields", results, count,
                          &(struct awp_report_totals){.stopped = stopped});
}

struct example {
    size_t counts[2][2];
    const char *end;
};

static const struct example examples[] = {
    {{{9, 0}, {9, 0}}, "\"MUST 100 % | SHOULD 100 %\",\"color\":\"brightgreen\"}\n"},
    {{{9, 0}, {95, 5}}, "\"MUST 100 % | SHOULD 95.0 %\",\"color\":\"green\"}\n"},
    {{{9, 0}, {949, 51}}, "\"MUST 100 % | SHOULD 94.9 %\",\"color\":\"yellow\"}\n"},
    {{{90, 10}, {9, 0}}, "\"MUST 90.0 % | SHOULD 100 %\",\"color\":\"orange\"}\n"},
    {{{89, 11}, {9, 0}}, "\"MUST 89.0 % | SHOULD 100 %\",\"color\":\"red\"}\n"},
    {{{9, 0}, {0, 0}}, "\"MUST 100 %\",\"color\":\"brightgreen\"}\n"},
    {{{0, 0}, {1, 1}}, "\"SHOULD 50.0 %\",\"color\":\"yellow\"}\n"},
    {{{0, 0}, {0, 0}}, "\"not judged\",\"color\":\"lightgrey\",\"isError\":true}\n"},
};

Test(shields, the_colour_follows_the_figures) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct rendered report = badge(examples[i].counts, NULL, NULL);
        cr_expect(contains(report, examples[i].end), "%zu: %s", i, report.data);
        free(report.data);
    }
}

Test(shields, a_must_broken_in_a_may_case_is_no_green) {
    const size_t counts[2][2] = {{9, 0}, {9, 0}};
    const struct awp_report_result crash = {
        .verdict = AWP_VERDICT_CRASH, .level = AWP_LEVEL_MAY, .broken_level = AWP_LEVEL_MUST};
    const struct rendered report = badge(counts, &crash, NULL);
    cr_expect(contains(report, "\"color\":\"orange\""), "%s", report.data);
    free(report.data);
}

Test(shields, a_run_that_broke_off_has_no_figure) {
    const size_t counts[2][2] = {{9, 0}, {9, 0}};
    const struct rendered report = badge(counts, NULL, "--fail-fast: a case failed");
    cr_expect(contains(report, "\"not finished\",\"color\":\"lightgrey\",\"isError\":true}"));
    free(report.data);
}

Test(shields, may_cases_alone_are_counted) {
    const size_t counts[2][2] = {{0, 0}, {0, 0}};
    const struct awp_report_result pass = {.verdict = AWP_VERDICT_PASS, .level = AWP_LEVEL_MAY};
    const struct rendered report = badge(counts, &pass, NULL);
    cr_expect(contains(report, "\"message\":\"1 MAY cases\""), "%s", report.data);
    free(report.data);
}
