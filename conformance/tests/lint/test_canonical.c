/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of lint/canonical.c: the one way to write a document, and that it is a fixed point. */
#include <criterion/criterion.h>
#include <string.h>

#include "canonical.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(canonical, .init = set_up, .fini = tear_down);

static struct awp_bytes canonical(const char *text) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes written = {0};
    awp_canonical_write(awp_test_json(arena, text), &out);
    awp_need(awp_buffer_finish(&out, &written));
    return written;
}

/* As wanted; and what is canonical stays as it is. */
static void expect(const char *text, const char *want) {
    const struct awp_bytes written = canonical(text);
    cr_expect(awp_bytes_equal(written, awp_bytes_of_string(want)), "want %s got %.*s", want,
              AWP_TEXT_ARGS(written));
    const struct awp_bytes again = canonical(want);
    cr_expect(awp_bytes_equal(again, written), "not a fixed point: %s", want);
}

Test(canonical, writes_short_containers_on_one_line) {
    expect("{ }", "{}\n");
    expect("[\n]", "[]\n");
    expect("[1,  -0.50e+9 ,true,null,\"x\"]", "[1, -0.50e+9, true, null, \"x\"]\n");
    expect("{\"a\":{\"b\":[{}]}}", "{ \"a\": { \"b\": [{}] } }\n");
}

Test(canonical, breaks_at_the_hundredth_column_and_not_before) {
    char text[256];
    char want[256];
    const char *word =
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxx";
    snprintf(text, sizeof(text), "[\"%.94s\",1]", word);
    snprintf(want, sizeof(want), "[\n  \"%.94s\",\n  1\n]\n", word);
    expect(text, want);
    snprintf(text, sizeof(text), "[\"%.93s\",1]", word);
    snprintf(want, sizeof(want), "[\"%.93s\", 1]\n", word);
    expect(text, want);
}

Test(canonical, counts_the_name_before_a_value_and_the_comma_behind_it) {
    char text[256];
    char want[256];
    const char *word =
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxx";
    snprintf(text, sizeof(text), "{\"a\":[\"%.88s\"],\"b\":1}", word);
    snprintf(want, sizeof(want), "{\n  \"a\": [\"%.88s\"],\n  \"b\": 1\n}\n", word);
    expect(text, want);
    snprintf(text, sizeof(text), "{\"a\":[\"%.89s\"],\"b\":1}", word);
    snprintf(want, sizeof(want), "{\n  \"a\": [\n    \"%.89s\"\n  ],\n  \"b\": 1\n}\n", word);
    expect(text, want);
}

Test(canonical, puts_the_fields_of_the_format_in_its_order) {
    expect("{\"body\":\"x\",\"status\":500,\"protocol\":\"restXml\"}",
           "{ \"protocol\": \"restXml\", \"status\": 500, \"body\": \"x\" }\n");
    expect("{\"Message\":\"x\",\"Code\":\"y\"}", "{ \"Message\": \"x\", \"Code\": \"y\" }\n");
    expect("{\"why\":1,\"id\":2,\"mine\":3}", "{ \"why\": 1, \"id\": 2, \"mine\": 3 }\n");
}

Test(canonical, writes_strings_in_ascii) {
    expect("\"\\u0041\\/\\b\\f\\n\\r\\t\\\\\\\"\"", "\"A/\\b\\f\\n\\r\\t\\\\\\\"\"\n");
    expect("\"\\u0000\\u001f\x7f\"", "\"\\u0000\\u001f\\u007f\"\n");
    expect("\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\\uD83D\\uDE00\"",
           "\"\\u00e9\\u20ac\\ud83d\\ude00\\ud83d\\ude00\"\n");
    expect("\"\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"",
           "\"\\uffff\\ud800\\udc00\\udbff\\udfff\"\n");
    expect("{\"\xc3\xa9\":1}", "{ \"\\u00e9\": 1 }\n");
}
