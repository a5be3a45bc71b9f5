/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes are embedded as JSON where they are JSON, and nothing makes a line endless. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static void expect_line(struct awp_report_result result, const char *part) {
    const struct rendered report = render_result("jsonl", &result);
    cr_expect(contains(report, part), "%s is not in\n%s", part, report.data);
    free(report.data);
}

Test(jsonl, an_outcome_that_is_json_is_embedded) {
    expect_line((struct awp_report_result){.want = TEXT("{ \"kind\": \"result\" }")},
                ",\"want\":{\"kind\":\"result\"},");
}

Test(jsonl, a_raw_line_that_is_no_json_is_a_text) {
    expect_line((struct awp_report_result){.got = TEXT("{\"kind\"")},
                ",\"got_text\":\"{\\\"kind\\\"\",");
}

Test(jsonl, input_beyond_printable_ascii_is_also_in_base64) {
    const struct rendered plain =
        render_result("jsonl", &(struct awp_report_result){.input = TEXT("a\n\tb")});
    cr_expect_not(contains(plain, "input_base64"));
    free(plain.data);
    expect_line((struct awp_report_result){.input = TEXT("a\0\xff")},
                ",\"input_bytes\":3,\"input\":\"a\\u0000\xef\xbf\xbd\",\"input_base64\":\"YQD/\",");
}

/* Long enough for several blocks, with a length that needs padding. */
Test(jsonl, base64_of_many_blocks_has_its_padding_at_the_end_alone) {
    char zeroes[3 * 256 * 2 + 1] = {0};
    const struct rendered report =
        render_result("jsonl", &(struct awp_report_result){.input = {zeroes, sizeof zeroes}});
    const char *const start = strstr(report.data, "\"input_base64\":\"");
    cr_assert_not_null(start);
    const char *const text = start + strlen("\"input_base64\":\"");
    const size_t len = strspn(text, "A");
    cr_expect_eq(len, 256 * 4 * 2 + 2);
    cr_expect_eq(strncmp(text + len, "==\",", 4), 0);
    free(report.data);
}

Test(jsonl, huge_texts_are_cut_and_an_outcome_that_was_cut_is_a_text) {
    const size_t len = (size_t)16 * 1024 * 1024;
    char *const huge = malloc(len);
    cr_assert_not_null(huge);
    memset(huge, 'x', len);
    huge[0] = huge[len - 1] = '"';
    const struct awp_report_result result = {
        .want = {huge, len}, .got = {huge, len}, .input = {huge, len}};
    const struct rendered report = render_result("jsonl", &result);
    cr_expect_lt(report.len, 4 * 64 * 1024);
    cr_expect(contains(report, ",\"want_text\":\"\\\"x"));
    cr_expect(contains(report, "x[... 16711680 bytes cut ...]x"));
    cr_expect(contains(report, ",\"input_bytes\":16777216,"));
    cr_expect_not(contains(report, "\"got\":"));
    free(report.data);
    free(huge);
}

Test(jsonl, every_line_is_flushed_when_it_is_whole) {
    FILE *const out = tmpfile();
    cr_assert_not_null(out);
    struct awp_report_sink *const sink = awp_report_open(
        awp_report_writer_find("jsonl"), &fixed_run, out, (struct awp_report_style){0});
    awp_report_add(sink, &fixed_results[0]);
    char *data = NULL;
    size_t capacity = 0;
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(out));
    FILE *const second = fopen(path, "r");
    cr_assert_not_null(second);
    cr_expect_gt(getline(&data, &capacity, second), 0);
    cr_expect_gt(getline(&data, &capacity, second), 0);
    cr_expect_not_null(strstr(data, "plain-pass"));
    cr_expect_eq(data[strlen(data) - 1], '\n');
    (void)fclose(second);
    free(data);
    cr_expect(awp_report_close(sink, &fixed_totals));
    (void)fclose(out);
}
