/* SPDX-License-Identifier: Apache-2.0 */
/* Each failure is a result of the right level, found again in the next run, and nothing else is. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static void expect_part(struct awp_report_result result, const char *part) {
    const struct rendered report = render_result("sarif", &result);
    cr_expect(contains(report, part), "%s is not in\n%s", part, report.data);
    free(report.data);
}

/* What follows the name in the log, up to the quote; empty where it is not there. */
static void value_of(const struct awp_report_result *result, const char *name, char value[128]) {
    const struct rendered report = render_result("sarif", result);
    const char *const found = strstr(report.data, name);
    value[0] = '\0';
    if (found != NULL) {
        const char *const start = found + strlen(name);
        (void)snprintf(value, 128, "%.*s", (int)strcspn(start, "\""), start);
    }
    free(report.data);
}

struct example {
    enum awp_verdict verdict;
    const char *part;
};

static const struct example examples[] = {
    {AWP_VERDICT_PASS, "\"results\":[],"},
    {AWP_VERDICT_FAIL, "\"level\":\"warning\",\"message\""},
    {AWP_VERDICT_CRASH, "\"level\":\"warning\",\"message\""},
    {AWP_VERDICT_HANG, "\"level\":\"warning\",\"message\""},
    {AWP_VERDICT_PROTOCOL_ERROR, "\"level\":\"warning\",\"message\""},
    {AWP_VERDICT_UNSUPPORTED, "\"level\":\"note\",\"message\":{\"text\":\"1 cases not asked"},
    {AWP_VERDICT_EXPECTED_FAILURE, "\"suppressions\":[{\"kind\":\"external\""},
    {AWP_VERDICT_UNEXPECTED_PASS, "\"ruleId\":\"awsproof-stale-expectation\",\"ruleIndex\":2"},
    {AWP_VERDICT_FLAKY, "\"level\":\"warning\",\"message\""},
    {AWP_VERDICT_NOT_RUN, "\"level\":\"error\",\"message\":{\"text\":\"1 cases not asked"},
    {AWP_VERDICT_INFRASTRUCTURE,
     "\"results\":[],\n\"invocations\":[{\"executionSuccessful\":false"},
};

Test(sarif, every_verdict_has_its_place) {
    cr_assert_eq(sizeof examples / sizeof *examples, AWP_VERDICT_COUNT);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        expect_part((struct awp_report_result){.id = TEXT("a"),
                                               .verdict = examples[i].verdict,
                                               .broken_level = AWP_LEVEL_SHOULD},
                    examples[i].part);
    }
}

Test(sarif, the_level_is_what_the_failure_breaks) {
    static const char *const levels[AWP_LEVEL_COUNT] = {"\"level\":\"note\",\"message\"",
                                                        "\"level\":\"warning\",\"message\"",
                                                        "\"level\":\"error\",\"message\""};
    for (size_t i = 0; i < AWP_LEVEL_COUNT; i++) {
        expect_part((struct awp_report_result){.verdict = AWP_VERDICT_FAIL,
                                               .level = AWP_LEVEL_MAY,
                                               .broken_level = (enum awp_level)i},
                    levels[i]);
    }
}

Test(sarif, the_rule_is_the_first_clause_and_its_index) {
    const struct awp_report_text known[] = {TEXT("R6.1"), TEXT("R5")};
    const struct awp_report_text unknown[] = {TEXT("R6")};
    struct awp_report_result result = {
        .verdict = AWP_VERDICT_FAIL, .rules = known, .rule_count = 2};
    expect_part(result, "{\"ruleId\":\"R6.1\",\"ruleIndex\":1,\"level\"");
    result.rules = unknown;
    result.rule_count = 1;
    expect_part(result, "{\"ruleId\":\"R6\",\"level\"");
    result.rule_count = 0;
    expect_part(result, "[\n{\"level\"");
}

Test(sarif, the_fingerprint_is_of_case_and_class_alone) {
    static const char name[] = "\"primaryLocationLineHash\":\"";
    char first[128];
    char other[128];
    struct awp_report_result result = {.id = TEXT("a"), .verdict = AWP_VERDICT_FAIL, .line = 7};
    value_of(&result, name, first);
    cr_expect_eq(strlen(first), 18, "%s", first);
    struct awp_report_result moved = result;
    moved.line = 8;
    moved.duration_us = 5;
    moved.file = (struct awp_report_text)TEXT("x.json");
    moved.reason = (struct awp_report_text)TEXT("other words");
    value_of(&moved, name, other);
    cr_expect_str_eq(first, other);
    moved.failure = (struct awp_report_text)TEXT("escape");
    value_of(&moved, name, other);
    cr_expect_str_neq(first, other);
    result.id = (struct awp_report_text)TEXT("b");
    value_of(&result, name, other);
    cr_expect_str_neq(first, other);
}

Test(sarif, a_path_is_a_uri_whatever_is_in_it) {
    struct awp_report_result result = {.verdict = AWP_VERDICT_FAIL,
                                       .file = TEXT("a b/c:d%?#\xff.json")};
    expect_part(result, "{\"uri\":\"a%20b/c%3Ad%25%3F%23%FF.json\",\"uriBaseId\":\"%SRCROOT%\"},"
                        "\"region\":{\"startLine\":1}");
    result.file = (struct awp_report_text)TEXT("/x/y.json");
    result.line = 9;
    expect_part(result, "{\"uri\":\"file:///x/y.json\"},\"region\":{\"startLine\":9}");
    result.file = (struct awp_report_text){NULL, 0};
    expect_part(result, "\"locations\":[{\"logicalLocations\"");
}

Test(sarif, an_exit_status_that_is_not_known_yet_is_left_out) {
    struct awp_report_totals totals = {.exit_status = 1};
    const struct rendered known = render_results("sarif", NULL, 0, &totals);
    cr_expect(contains(known, "\"executionSuccessful\":true,\"exitCode\":1,"));
    totals.exit_status = -1;
    const struct rendered unknown = render_results("sarif", NULL, 0, &totals);
    cr_expect(contains(unknown, "\"executionSuccessful\":true,\"startTimeUtc\""));
    totals.stopped = "a [link](1) {0}";
    const struct rendered stopped = render_results("sarif", NULL, 0, &totals);
    cr_expect(contains(stopped, "\"executionSuccessful\":false"));
    cr_expect(contains(stopped, "\"text\":\"a \\\\[link\\\\](1) {{0}}\""));
    free(known.data);
    free(unknown.data);
    free(stopped.data);
}
