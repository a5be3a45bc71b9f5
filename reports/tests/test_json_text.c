/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand in a report as JSON, and how it gets there. */
#include "json_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static bool is_valid(const char *bytes, size_t len) {
    char *const copy = malloc(len > 0 ? len : 1);
    memcpy(copy, bytes, len);
    const bool valid = awp_json_text_is_valid((struct awp_report_text){copy, len});
    free(copy);
    return valid;
}

Test(json_text, json_is_accepted) {
    static const char *const texts[] = {
        "0",
        "-0",
        "10.25e+3",
        "1E9",
        "-1e-9",
        "true",
        "false",
        "null",
        "\"\"",
        "[]",
        "{}",
        " [ 1 , {\"a\" : [ ] } ] ",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00aF\\ud83d\\uDE00\"",
        "{\"a\":1,\"a\":2}",
        "\"\xc3\xa9\x7f\"",
        "1e999999",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect(is_valid(texts[i], strlen(texts[i])), "%s", texts[i]);
    }
}

Test(json_text, what_is_no_json_is_refused) {
    static const char *const texts[] = {
        "",
        " ",
        "01",
        "+1",
        "-",
        "1.",
        ".1",
        "1e",
        "1e+",
        "0x1",
        "tru",
        "truex",
        "NaN",
        "nul",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud800x\"",
        "\"\n\"",
        "\"\xff\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{1:2}",
        "{]",
        "[}",
        "1 2",
        "\xef\xbb\xbf{}",
        "//x\n1",
        "'a'",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cr_expect_not(is_valid(texts[i], strlen(texts[i])), "%s", texts[i]);
    }
    cr_expect_not(is_valid("\"\\\0\"", 4));
    cr_expect_not(is_valid("1\0", 2));
}

Test(json_text, no_prefix_of_an_object_is_json) {
    static const char text[] = "{\"a\":[1,-2.5e3,\"\\u00e9\\n\xc3\xa9\",true,null],\"b\":{}}";
    for (size_t len = 0; len < sizeof text - 1; len++) {
        cr_expect_not(is_valid(text, len), "%zu bytes", len);
    }
    cr_expect(is_valid(text, sizeof text - 1));
}

Test(json_text, nesting_ends_at_its_limit) {
    char text[2 * (AWP_JSON_TEXT_MAX_DEPTH + 1)];
    for (size_t depth = AWP_JSON_TEXT_MAX_DEPTH; depth <= AWP_JSON_TEXT_MAX_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        cr_expect_eq(is_valid(text, 2 * depth), depth == AWP_JSON_TEXT_MAX_DEPTH);
    }
}

static void expect_written(const char *text, const char *want) {
    char *got = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&got, &len);
    cr_assert(is_valid(text, strlen(text)));
    awp_json_text_write(out, (struct awp_report_text){text, strlen(text)});
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(got, want);
    free(got);
}

Test(json_text, it_is_written_on_one_line) {
    expect_written(" {\n\t\"a b\" :\r\n [ 1 , \" \" ] }\n", "{\"a b\":[1,\" \"]}");
}

Test(json_text, its_escapes_stay_and_its_hidden_characters_get_some) {
    expect_written("\"\\\\\\\"\\u0000\x7f\xc2\x9b\xe2\x80\xae\\\"\xc3\xa9\"",
                   "\"\\\\\\\"\\u0000\\u007f\\u009b\\u202e\\\"\xc3\xa9\"");
}
