/* SPDX-License-Identifier: Apache-2.0 */
/* Where the points of a chart lie, computed by hand. */
#include "page_chart.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_run.h"

static const struct awp_history_run runs[] = {
    {.number = 1, .started_at = {"2026-01-31T00:00:00Z", 20}, .version = {"1", 1}},
    {.number = 2, .version = {"1", 1}},
    {.number = 5, .version = {"2", 1}},
};

static struct rendered draw(bool is_share, size_t *values, size_t count) {
    struct rendered page = {NULL, 0};
    const struct awp_chart_series series = {"MUST", values};
    const struct awp_chart chart = {.id = "x",
                                    .title = "T",
                                    .is_share = is_share,
                                    .series = &series,
                                    .series_count = 1,
                                    .runs = runs,
                                    .run_count = count};
    FILE *const out = open_memstream(&page.data, &page.len);
    awp_chart_write(out, &chart);
    cr_assert_eq(fclose(out), 0);
    return page;
}

/* 108 to 816 across, 404 up to 56; shares from the tenth below the lowest: 500 of 500 to 1000. */
Test(page_chart, shares_are_drawn_from_a_tenth_to_the_whole) {
    size_t values[] = {550, 1000, 750};
    const struct rendered page = draw(true, values, 3);
    cr_expect(contains(page, "<path class=\"line s0\" d=\"M108 370L462 56L816 230\"/>"));
    cr_expect(contains(page, "y=\"412\">50 %</text>"));
    cr_expect(contains(page, "y=\"325\">62.5 %</text>"));
    cr_expect(contains(page, "y=\"64\">100 %</text>"));
    cr_expect(contains(page, "MUST 55 % in run 1, 75 % in run 5."));
    cr_expect(contains(page, "<b>75 %</b>"));
    free(page.data);
}

Test(page_chart, all_of_everything_is_a_line_at_the_top) {
    size_t values[] = {1000, 1000, 1000};
    const struct rendered page = draw(true, values, 3);
    cr_expect(contains(page, "d=\"M108 56L462 56L816 56\"/>"));
    cr_expect(contains(page, ">90 %</text>"));
    free(page.data);
}

Test(page_chart, counts_are_drawn_from_nothing_in_whole_steps) {
    size_t values[] = {0, 5, 8};
    const struct rendered page = draw(false, values, 3);
    cr_expect(contains(page, "d=\"M108 404L462 187L816 56\"/>"));
    cr_expect(contains(page, ">2</text>"));
    cr_expect(contains(page, ">run 1, 2026-01-31</text>"));
    free(page.data);
    size_t many[] = {0, 103, 90};
    const struct rendered high = draw(false, many, 3);
    cr_expect(contains(high, ">30</text>"));
    cr_expect(contains(high, ">120</text>"));
    free(high.data);
    size_t none[] = {0, 0, 0};
    const struct rendered flat = draw(false, none, 3);
    cr_expect(contains(flat, "d=\"M108 404L462 404L816 404\"/>"));
    cr_expect(contains(flat, ">4</text>"));
    free(flat.data);
}

Test(page_chart, a_run_without_a_value_leaves_a_gap) {
    size_t values[] = {500, AWP_CHART_NONE, 1000};
    const struct rendered page = draw(true, values, 3);
    cr_expect(contains(page, "d=\"M108 404M816 56\"/>"));
    cr_expect(contains(page, "MUST 50 % in run 1, 100 % in run 5."));
    free(page.data);
    size_t nothing[] = {AWP_CHART_NONE, AWP_CHART_NONE, AWP_CHART_NONE};
    const struct rendered empty = draw(true, nothing, 3);
    cr_expect(contains(empty, "<path class=\"line s0\" d=\"\"/>"));
    cr_expect(contains(empty, "MUST nothing in run 1, nothing in run 5."));
    free(empty.data);
}

Test(page_chart, one_run_stands_in_the_middle) {
    size_t values[] = {1000};
    const struct rendered page = draw(true, values, 1);
    cr_expect(contains(page, "d=\"M462 56\"/>"));
    cr_expect(contains(page, "MUST 100 % in run 1. All"));
    free(page.data);
}

Test(page_chart, a_version_is_marked_where_it_begins) {
    size_t values[] = {1, 2, 3};
    const struct rendered page = draw(false, values, 3);
    cr_expect(
        contains(page, "<path class=\"version\" d=\"M108 32V404\"/><text x=\"114\" y=\"26\">1<"));
    cr_expect(contains(page, "d=\"M816 32V404\"/><text class=\"end\" x=\"810\" y=\"26\">2<"));
    cr_expect_not(contains(page, "M462 32"));
    free(page.data);
}
