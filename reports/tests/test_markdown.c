/* SPDX-License-Identifier: Apache-2.0 */
/* A page fits into a comment whatever failed, says what it leaves out, and no text gets loose. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

enum { MANY = 3000, LIMIT = 65536 };

static size_t occurrences(struct rendered report, const char *text) {
    size_t count = 0;
    for (const char *at = strstr(report.data, text); at != NULL; at = strstr(at + 1, text)) {
        count++;
    }
    return count;
}

/* How many failures the page says it leaves out. */
static size_t left_out(struct rendered report) {
    const char *const end = strstr(report.data, " left out: a comment holds no more.");
    if (end == NULL) {
        return 0;
    }
    const char *start = end;
    while (start[-1] != '\n') {
        start--;
    }
    return strtoul(start, NULL, 10);
}

static struct rendered render_many(const struct awp_report_text *classes, size_t class_count,
                                   struct awp_report_text text) {
    struct awp_report_result *const results = calloc(MANY, sizeof *results);
    cr_assert_not_null(results);
    for (size_t i = 0; i < MANY; i++) {
        results[i] = (struct awp_report_result){.id = text,
                                                .title = text,
                                                .verdict = AWP_VERDICT_FAIL,
                                                .broken_level = AWP_LEVEL_MUST,
                                                .failure = classes[i % class_count],
                                                .difference_path = text,
                                                .difference = text,
                                                .replay = text};
    }
    const struct awp_report_totals totals = {.required_failures = MANY};
    const struct rendered report = render_results("markdown", results, MANY, &totals);
    free(results);
    return report;
}

Test(markdown, thousands_of_failures_fit_and_are_counted) {
    const struct awp_report_text classes[] = {TEXT("escape"), TEXT("crash"), TEXT("lost-error")};
    const struct rendered report = render_many(classes, 3, (struct awp_report_text)TEXT("a-case"));
    cr_expect_lt(report.len, LIMIT);
    cr_expect_gt(report.len, LIMIT / 2);
    cr_expect_eq(occurrences(report, "<b>a-case</b>") + left_out(report), MANY);
    cr_expect_gt(left_out(report), 0);
    cr_expect_eq(occurrences(report, "<details>"), 4);
    free(report.data);
}

Test(markdown, hostile_texts_without_end_fit_too) {
    static char hostile[4096];
    memset(hostile, '@', sizeof hostile);
    const struct awp_report_text classes[] = {TEXT("escape")};
    const struct rendered report =
        render_many(classes, 1, (struct awp_report_text){hostile, sizeof hostile});
    cr_expect_lt(report.len, LIMIT);
    cr_expect_gt(left_out(report), 0);
    cr_expect(contains(report, "<code>too long for this page</code>"));
    free(report.data);
}

Test(markdown, few_failures_are_all_there) {
    const struct awp_report_result result = {
        .id = TEXT("one"), .verdict = AWP_VERDICT_CRASH, .replay = TEXT("awsproof run one")};
    const struct rendered report = render_result("markdown", &result);
    cr_expect_eq(left_out(report), 0);
    cr_expect(contains(report, "<summary>crash: 1 of 1</summary>"));
    cr_expect(contains(report, "<code>awsproof run one</code>"));
    free(report.data);
}

Test(markdown, no_hostile_text_leaves_its_cell) {
    const struct awp_report_result result = {.id = TEXT("x|y"),
                                             .title = TEXT("</b></details><script>"),
                                             .verdict = AWP_VERDICT_FAIL,
                                             .failure = TEXT("a|`<b>"),
                                             .difference =
                                                 TEXT("`|\n# head\n[a](http://b) @all #1"),
                                             .replay = TEXT("run '</code><img src=x>' `id` | sh")};
    const struct rendered report = render_result("markdown", &result);
    const char *const row = strstr(report.data, "| <b>x");
    cr_assert_not_null(row);
    size_t bars = 0;
    for (const char *at = row; *at != '\n'; at++) {
        bars += *at == '|';
        cr_expect_neq(*at, '`');
        cr_expect_neq(*at, '[');
    }
    cr_expect_eq(bars, 5);
    cr_expect_not(contains(report, "<script"));
    cr_expect_not(contains(report, "<img"));
    cr_expect_not(contains(report, "\n# head"));
    cr_expect(contains(report, "| a---b- | "), "%s", report.data);
    free(report.data);
}

Test(markdown, a_run_without_failures_has_no_table_of_them) {
    const struct awp_report_result result = {.verdict = AWP_VERDICT_PASS};
    const struct rendered report = render_result("markdown", &result);
    cr_expect(contains(report, ": no failure that counts\n"));
    cr_expect_not(contains(report, "class of failure"));
    free(report.data);
}
