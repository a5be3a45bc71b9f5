/* SPDX-License-Identifier: Apache-2.0 */
/* Which rows are worth a line, which figures stand at the head, and how they are written. */
#include "matrix_view.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_matrix.h"

static void expect_share(struct awp_matrix_sums sums, const char *want) {
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_matrix_write_share(out, &sums, AWP_LEVEL_MUST);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text.data, want);
    free(text.data);
}

Test(matrix_view, a_row_tells_where_somebody_fails_or_chooses) {
    static const enum awp_matrix_row wanted[FIXED_CASES] = {
        [FIXED_ALL_PASS] = AWP_MATRIX_ROW_ALL_PASS,
        [FIXED_MAY_REFERENCE] = AWP_MATRIX_ROW_ALL_PASS,
        [FIXED_UNASKED] = AWP_MATRIX_ROW_UNASKED,
        [FIXED_STALE] = AWP_MATRIX_ROW_ALL_PASS,
        [FIXED_NOT_RUN] = AWP_MATRIX_ROW_ALL_PASS};
    for (size_t i = 0; i < FIXED_CASES; i++) {
        cr_expect_eq(awp_matrix_row(&fixed_matrix, i), wanted[i], "case %zu", i);
    }
    cr_expect_eq(AWP_MATRIX_ROW_TELLS, 0);
}

Test(matrix_view, a_choice_tells_where_nobody_fails) {
    struct awp_matrix alone = fixed_matrix;
    alone.testee_count = 1;
    cr_expect_eq(awp_matrix_row(&alone, FIXED_MAY_CHOSEN), AWP_MATRIX_ROW_TELLS);
    cr_expect_eq(awp_matrix_row(&alone, FIXED_MAY_REFERENCE), AWP_MATRIX_ROW_ALL_PASS);
}

Test(matrix_view, the_rows_of_a_rule_are_counted) {
    size_t counts[AWP_MATRIX_ROW_COUNT];
    awp_matrix_count_rows(&fixed_matrix, 0, counts);
    cr_expect_eq(counts[AWP_MATRIX_ROW_TELLS], 8);
    cr_expect_eq(counts[AWP_MATRIX_ROW_ALL_PASS], 4);
    cr_expect_eq(counts[AWP_MATRIX_ROW_UNASKED], 1);
    awp_matrix_count_rows(&fixed_matrix, 1, counts);
    cr_expect_eq(counts[AWP_MATRIX_ROW_TELLS] + counts[AWP_MATRIX_ROW_ALL_PASS], 0);
}

static void expect_detail(size_t testee, size_t golden, const char *want) {
    const struct awp_report_text detail = awp_matrix_detail(&fixed_matrix, testee, golden);
    cr_expect_eq(detail.len, strlen(want));
    cr_expect(detail.len == 0 || memcmp(detail.ptr, want, detail.len) == 0, "%s", want);
}

Test(matrix_view, a_cell_says_the_class_of_a_failure_and_the_choice_of_a_may) {
    expect_detail(FIXED_BAD, FIXED_FAIL, "lost-error");
    expect_detail(FIXED_BAD, FIXED_KNOWN_FAIL, "other-outcome");
    expect_detail(FIXED_BAD, FIXED_CRASH, "");
    expect_detail(FIXED_GOOD, FIXED_MAY_CHOSEN, "first-member");
    expect_detail(FIXED_GOOD, FIXED_MAY_REFERENCE, "reference");
    expect_detail(FIXED_GOOD, FIXED_ALL_PASS, "");
    expect_detail(FIXED_BAD, FIXED_UNASKED, "");
}

Test(matrix_view, a_share_is_never_rounded_up) {
    struct awp_matrix_sums sums = {.seen = {[AWP_VERDICT_PASS] = 1}};
    sums.passed[AWP_LEVEL_MUST] = 9999;
    sums.claimed[AWP_LEVEL_MUST] = 10000;
    expect_share(sums, "9999 of 10000 (99.9 %)");
    sums.passed[AWP_LEVEL_MUST] = 10000;
    expect_share(sums, "10000 of 10000 (100.0 %)");
    sums.claimed[AWP_LEVEL_MUST] = 0;
    expect_share(sums, "none claimed");
    sums.seen[AWP_VERDICT_PASS] = 0;
    expect_share(sums, "not asked");
}

Test(matrix_view, figures_are_those_of_the_sums) {
    const struct awp_matrix_sums sums = awp_matrix_sum(&fixed_matrix, FIXED_BAD);
    static const struct {
        const char *title;
        size_t value;
    } wanted[] = {{"escapes", 1},       {"crashes", 2},     {"hangs", 1},      {"lost errors", 1},
                  {"silent losses", 1}, {"MUST broken", 7}, {"not claimed", 1}};
    cr_assert_eq(awp_matrix_figure_count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        cr_expect_str_eq(awp_matrix_figures[i].title, wanted[i].title);
        cr_expect_eq(awp_matrix_figure_of(&sums, &awp_matrix_figures[i]), wanted[i].value, "%s",
                     wanted[i].title);
    }
}

Test(matrix_view, every_verdict_that_can_be_seen_has_a_mark_of_its_own) {
    size_t explained = 0;
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        cr_assert_not_null(awp_matrix_marks[i].text);
        explained += awp_matrix_marks[i].meaning != NULL;
        for (size_t j = 0; j < i; j++) {
            cr_expect_str_neq(awp_matrix_marks[i].text, awp_matrix_marks[j].text);
        }
    }
    cr_expect_eq(explained, AWP_VERDICT_COUNT - 2);
}

Test(matrix_view, a_link_has_no_scheme_and_no_end_of_its_own) {
    static const char path[] = "javascript:a(\"'<>&\x80 \0b)../c.json#L5?%";
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_matrix_write_link(out, (struct awp_report_text){path, sizeof path - 1});
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text.data, "javascript%3Aa%28%22%27%3C%3E%26%80%20%00b%29../c.json#L5%3F%25");
    free(text.data);
}
