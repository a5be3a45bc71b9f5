/* SPDX-License-Identifier: Apache-2.0 */
/* Each verdict is the element that servers know it by, and the sums agree with the cases. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

struct example {
    enum awp_verdict verdict;
    const char *element; /* NULL: none */
    const char *sums;
};

static const struct example examples[] = {
    {AWP_VERDICT_PASS, NULL, "tests=\"1\" failures=\"0\" errors=\"0\""},
    {AWP_VERDICT_FAIL, "<failure type=\"fail\"", "failures=\"1\" errors=\"0\""},
    {AWP_VERDICT_CRASH, "<error type=\"crash\"", "failures=\"0\" errors=\"1\""},
    {AWP_VERDICT_HANG, "<error type=\"hang\"", "failures=\"0\" errors=\"1\""},
    {AWP_VERDICT_PROTOCOL_ERROR, "<error type=\"protocol_error\"", "failures=\"0\" errors=\"1\""},
    {AWP_VERDICT_UNSUPPORTED, "<skipped type=\"unsupported\"", " skipped=\"1\""},
    {AWP_VERDICT_EXPECTED_FAILURE, "<skipped type=\"expected_failure\"", " skipped=\"1\""},
    {AWP_VERDICT_UNEXPECTED_PASS, "<failure type=\"unexpected_pass\"",
     "failures=\"1\" errors=\"0\""},
    {AWP_VERDICT_FLAKY, "<failure type=\"flaky\"", "failures=\"1\" errors=\"0\""},
    {AWP_VERDICT_NOT_RUN, "<error type=\"not_run\"", "failures=\"0\" errors=\"1\""},
    {AWP_VERDICT_INFRASTRUCTURE, "<error type=\"infrastructure\"", "failures=\"0\" errors=\"1\""},
};

Test(junit, every_verdict_has_its_element_and_its_sum) {
    cr_assert_eq(sizeof examples / sizeof *examples, AWP_VERDICT_COUNT);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const struct awp_report_result result = {
            .id = {"a", 1}, .verdict = examples[i].verdict, .required = true};
        const struct rendered report = render_result("junit", &result);
        cr_expect(contains(report, examples[i].sums), "%zu:\n%s", i, report.data);
        const char *const element = examples[i].element;
        cr_expect(element == NULL ? !contains(report, " message=") : contains(report, element));
        free(report.data);
    }
}

Test(junit, a_fail_that_does_not_count_is_skipped_with_its_details) {
    const struct awp_report_result result = {.id = {"a", 1},
                                             .verdict = AWP_VERDICT_FAIL,
                                             .broken_level = AWP_LEVEL_SHOULD,
                                             .want = {"{}", 2}};
    const struct rendered report = render_result("junit", &result);
    cr_expect(contains(report, "<skipped type=\"fail\" "
                               "message=\"fail, not required (breaks should)\">"));
    cr_expect(contains(report, "want: {}\n"));
    cr_expect(contains(report, "failures=\"0\""));
    free(report.data);
}

static void expect_topic(const char *file, const char *attribute) {
    const struct awp_report_result result = {.file = {file, strlen(file)}};
    const struct rendered report = render_result("junit", &result);
    cr_expect(contains(report, attribute), "%s:\n%s", file, report.data);
    free(report.data);
}

Test(junit, the_class_is_the_case_files_topic) {
    expect_topic("conformance/cases/a/topic.json", "<testcase classname=\"topic\"");
    expect_topic("topic.json", "<testcase classname=\"topic\"");
    expect_topic("topic", "<testcase classname=\"topic\"");
    expect_topic("a.b/.json", "<testcase classname=\".json\"");
    expect_topic("", "<testcase classname=\"\"");
}
