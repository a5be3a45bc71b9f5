/* SPDX-License-Identifier: Apache-2.0 */
/* No text, whatever its bytes, gets out of the place where it stands. */
#include "escape.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"
#include "utf8.h"

static struct rendered escaped(enum awp_escape escape, const char *bytes, size_t len,
                               size_t max_bytes) {
    char *const copy = malloc(len > 0 ? len : 1);
    memcpy(copy, bytes, len);
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_escape_write_cut(out, escape, (struct awp_report_text){copy, len}, max_bytes);
    cr_assert_eq(fclose(out), 0);
    free(copy);
    return text;
}

struct example {
    const char *bytes;
    size_t len;
    const char *want[AWP_ESCAPE_COUNT];
};

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct example examples[] = {
    {BYTES(""), {"", "", "", "", "", "", "", ""}},
    {BYTES("caf\xc3\xa9"),
     {"caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9", "caf\xc3\xa9",
      "caf\xc3\xa9", "caf\xc3\xa9"}},
    {BYTES("a\0b"),
     {"a\\x00b", "a\\\\x00b", "a\\u0000b", "a\\u0000b", "a\\x00b", "a\\x00b", "a\\x00b",
      "a\\\\x00b"}},
    {BYTES("\x1b[2J"),
     {"\\x1b[2J", "\\\\x1b[2J", "\\u001b[2J", "\\u001b[2J", "\\x1b[2J", "\\x1b[2J", "\\x1b&#91;2J",
      "\\\\x1b\\\\[2J"}},
    {BYTES("\n\r\t"),
     {"\\n\\r\\t", "\\\\n\\\\r\\\\t", "\\n\\r\\t", "\\n\\r\\t", "\n\\r\t", "\\n\\r\\t", "\\n\\r\\t",
      "\\\\n\\\\r\\\\t"}},
    {BYTES("\x7f"),
     {"\\x7f", "\\\\x7f", "\\u007f", "\\u007f", "\\x7f", "\\x7f", "\\x7f", "\\\\x7f"}},
    {BYTES("\xc2\x85"),
     {"\\u{85}", "\\\\u{85}", "\\u0085", "\\u0085", "\\u{85}", "\\u{85}", "\\u{85}", "\\\\u{85}"}},
    {BYTES("\xe2\x80\xae"),
     {"\\u{202e}", "\\\\u{202e}", "\\u202e", "\\u202e", "\\u{202e}", "\\u{202e}", "\\u{202e}",
      "\\\\u{202e}"}},
    {BYTES("\xef\xbf\xbf"),
     {"\\u{ffff}", "\\\\u{ffff}", "\\uffff", "\\uffff", "\\u{ffff}", "\\u{ffff}", "\\u{ffff}",
      "\\\\u{ffff}"}},
    {BYTES("\xf3\xa0\x81\x81"),
     {"\\u{e0041}", "\\\\u{e0041}", "\\U000e0041", "\\udb40\\udc41", "\\u{e0041}", "\\u{e0041}",
      "\\u{e0041}", "\\\\u{e0041}"}},
    {BYTES("\xff("),
     {"\\xff(", "\\\\xff(", "\\\\xff(", "\xef\xbf\xbd(", "\\xff(", "\\xff(", "\\xff(", "\\\\xff("}},
    {BYTES("# \\ \""),
     {"# \\ \"", "\\# \\\\ \"", "# \\\\ \\\"", "# \\\\ \\\"", "# \\ &quot;", "# \\ &quot;",
      "#<!-- --> &#92; &quot;", "# \\\\ \\\""}},
    {BYTES("<a>&']]>"),
     {"<a>&']]>", "<a>&']]>", "<a>&']]>", "<a>&']]>", "&lt;a&gt;&amp;&apos;]]&gt;",
      "&lt;a&gt;&amp;&apos;]]&gt;", "&lt;a&gt;&amp;&apos;&#93;&#93;&gt;", "<a>&'\\\\]\\\\]>"}},
    {BYTES("*_`~|![@:$"),
     {"*_`~|![@:$", "*_`~|![@:$", "*_`~|![@:$", "*_`~|![@:$", "*_`~|![@:$", "*_`~|![@:$",
      "&#42;&#95;&#96;&#126;&#124;&#33;&#91;@<!-- -->&#58;&#36;", "*_`~|!\\\\[@:$"}},
    {BYTES("{0}"), {"{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{{0}}"}},
};

Test(escape, each_place_has_its_own_form_of_each_hostile_text) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        for (size_t place = 0; place < AWP_ESCAPE_COUNT; place++) {
            const struct rendered got = escaped((enum awp_escape)place, examples[i].bytes,
                                                examples[i].len, AWP_TEXT_MAX_BYTES);
            cr_expect_str_eq(got.data, examples[i].want[place], "example %zu in place %zu: %s", i,
                             place, got.data);
            cr_expect_eq(got.len, strlen(examples[i].want[place]));
            free(got.data);
        }
    }
}

/* Characters that end the text's place, where they stand alone. */
static const char *const forbidden[AWP_ESCAPE_COUNT] = {
    [AWP_ESCAPE_LINE] = "",
    [AWP_ESCAPE_TAP] = "",
    [AWP_ESCAPE_YAML] = "",
    [AWP_ESCAPE_JSON] = "",
    [AWP_ESCAPE_XML_TEXT] = "<>\"'",
    [AWP_ESCAPE_XML_ATTRIBUTE] = "<>\"'",
    [AWP_ESCAPE_MARKDOWN] = "|*_`~[]:$\"'",
    [AWP_ESCAPE_SARIF] = "",
};

static void expect_harmless(struct rendered got, enum awp_escape place, unsigned input) {
    size_t at = 0;
    while (at < got.len) {
        uint32_t code_point = 0;
        const size_t length =
            awp_utf8_read((struct awp_report_text){got.data, got.len}, at, &code_point);
        const bool kept =
            place == AWP_ESCAPE_XML_TEXT && (code_point == '\n' || code_point == '\t');
        cr_assert(length > 0, "%04x in place %d is no UTF-8", input, (int)place);
        cr_assert((code_point >= 0x20 || kept) && (code_point < 0x7f || code_point > 0x9f),
                  "%04x in place %d is raw", input, (int)place);
        cr_assert(code_point >= 0x80 || strchr(forbidden[place], (int)code_point) == NULL,
                  "%04x in place %d ends it", input, (int)place);
        at += length;
    }
}

Test(escape, no_pair_of_bytes_comes_out_raw) {
    for (size_t place = 0; place < AWP_ESCAPE_COUNT; place++) {
        for (unsigned pair = 0; pair < 0x10000; pair++) {
            const char bytes[2] = {(char)(pair >> 8), (char)(pair & 0xff)};
            const struct rendered got = escaped((enum awp_escape)place, bytes, 2, 2);
            expect_harmless(got, (enum awp_escape)place, pair);
            free(got.data);
        }
    }
}

Test(escape, a_quoted_text_has_no_quote_without_its_backslash) {
    const enum awp_escape quoted[] = {AWP_ESCAPE_YAML, AWP_ESCAPE_JSON, AWP_ESCAPE_SARIF};
    for (size_t i = 0; i < 3; i++) {
        const struct rendered got = escaped(quoted[i], "\\\"\\", 3, 3);
        cr_expect_str_eq(got.data, "\\\\\\\"\\\\");
        free(got.data);
    }
}

Test(escape, a_long_text_loses_its_middle_and_says_how_much) {
    const struct rendered whole = escaped(AWP_ESCAPE_LINE, "0123456789", 10, 10);
    cr_expect_str_eq(whole.data, "0123456789");
    const struct rendered cut = escaped(AWP_ESCAPE_LINE, "0123456789", 10, 5);
    cr_expect_str_eq(cut.data, "012[... 5 bytes cut ...]89");
    free(whole.data);
    free(cut.data);
}

Test(escape, the_mark_of_a_cut_makes_no_link_of_what_follows) {
    const struct rendered markdown = escaped(AWP_ESCAPE_MARKDOWN, "012345(1)", 9, 6);
    cr_expect_str_eq(markdown.data, "012&#91;... 3 bytes cut ...&#93;(1)");
    const struct rendered sarif = escaped(AWP_ESCAPE_SARIF, "012345(1)", 9, 6);
    cr_expect_str_eq(sarif.data, "012\\\\[... 3 bytes cut ...\\\\](1)");
    free(markdown.data);
    free(sarif.data);
}

Test(escape, a_cut_goes_through_no_character) {
    static const char text[] = "\xf0\x9f\x92\xa5\xf0\x9f\x92\xa5\xf0\x9f\x92\xa5";
    for (size_t max_bytes = 0; max_bytes < sizeof text - 1; max_bytes++) {
        const struct rendered got = escaped(AWP_ESCAPE_LINE, text, sizeof text - 1, max_bytes);
        cr_expect_not(contains(got, "\\x"), "cut to %zu: %s", max_bytes, got.data);
        cr_expect(contains(got, "bytes cut"));
        free(got.data);
    }
}
