/* SPDX-License-Identifier: Apache-2.0 */
/* Members of a JSON object on one line, whatever their texts hold. */
#include "json_line.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

#define TEXT(literal) ((struct awp_report_text){literal, sizeof(literal) - 1})

static FILE *begin(struct rendered *text) {
    FILE *const out = open_memstream(&text->data, &text->len);
    cr_assert_not_null(out);
    return out;
}

static void expect(FILE *out, struct rendered *text, const char *want) {
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text->data, want);
    free(text->data);
}

Test(json_line, strings_are_escaped_and_members_named) {
    struct rendered text;
    FILE *const out = begin(&text);
    awp_json_line_member(out, "{", "a", TEXT("\"\\\n\0\xff"));
    awp_json_line_optional(out, "nothing", TEXT(""));
    awp_json_line_optional(out, "b", TEXT("c"));
    awp_json_line_end(out);
    expect(out, &text, "{\"a\":\"\\\"\\\\\\n\\u0000\xef\xbf\xbd\",\"b\":\"c\"}\n");
}

Test(json_line, lists_and_counts_have_all_their_items) {
    const struct awp_report_text items[] = {TEXT("a"), TEXT("b\"")};
    const size_t counts[AWP_VERDICT_COUNT] = {[AWP_VERDICT_CRASH] = 7};
    struct rendered text;
    FILE *const out = begin(&text);
    awp_json_line_list(out, "l", items, 2);
    awp_json_line_list(out, "m", NULL, 0);
    awp_json_line_verdicts(out, "v", counts);
    expect(out, &text,
           ",\"l\":[\"a\",\"b\\\"\"],\"m\":[],\"v\":{\"pass\":0,\"fail\":0,\"crash\":7,\"hang\":0,"
           "\"protocol_error\":0,\"unsupported\":0,\"expected_failure\":0,\"unexpected_pass\":0,"
           "\"flaky\":0,\"not_run\":0,\"infrastructure\":0}");
}

Test(json_line, an_outcome_is_json_only_where_it_is_json) {
    struct rendered text;
    FILE *const out = begin(&text);
    awp_json_line_outcome(out, "none", TEXT(""));
    awp_json_line_outcome(out, "a", TEXT("{ \"b\" : 1 }"));
    awp_json_line_outcome(out, "c", TEXT("{ \"b\" : 1"));
    expect(out, &text, ",\"a\":{\"b\":1},\"c_text\":\"{ \\\"b\\\" : 1\"");
}
