/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of XML: what each is, where it stands, its attributes and its characters. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "support.h"
#include "xml_tokens.h"

static struct awp_arena *arena;
static struct awp_bytes exact; /* of the last text */
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) {
    awp_test_release(exact);
    awp_arena_destroy(arena);
}
TestSuite(xml_tokens, .init = set_up, .fini = tear_down);

static struct awp_xml_tokens tokens_of(const char *text) {
    struct awp_xml_tokens tokens;
    awp_test_release(exact);
    exact = awp_test_exact(awp_bytes_of_string(text));
    cr_assert_eq(awp_xml_tokens_of(exact, arena, &tokens), AWP_OK);
    return tokens;
}

Test(xml_tokens, are_what_the_document_is_made_of) {
    const struct awp_xml_tokens tokens =
        tokens_of("\xEF\xBB\xBF<?xml version='1.0'?>\n<!--<x>--><a b='>'>t&lt;<c:d /><![CDATA[<]]>"
                  "<?p ?></a >");
    static const struct {
        enum awp_xml_token_kind kind;
        const char *text;
        size_t start;
    } want[] = {{AWP_XML_MARK, "\xEF\xBB\xBF", AWP_XML_OUTSIDE},
                {AWP_XML_DECLARATION, "<?xml version='1.0'?>", AWP_XML_OUTSIDE},
                {AWP_XML_DATA, "\n", AWP_XML_OUTSIDE},
                {AWP_XML_REMARK, "<!--<x>-->", AWP_XML_OUTSIDE},
                {AWP_XML_START, "<a b='>'>", AWP_XML_OUTSIDE},
                {AWP_XML_DATA, "t&lt;", 4},
                {AWP_XML_EMPTY, "<c:d />", 4},
                {AWP_XML_CDATA, "<![CDATA[<]]>", 4},
                {AWP_XML_REMARK, "<?p ?>", 4},
                {AWP_XML_END, "</a >", 4}};
    cr_assert_eq(tokens.count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < tokens.count; i++) {
        cr_expect_eq(tokens.items[i].kind, want[i].kind, "%zu", i);
        cr_expect_eq(tokens.items[i].start, want[i].start, "%zu", i);
        cr_expect(awp_bytes_equal(tokens.items[i].text, awp_bytes_of_string(want[i].text)));
    }
    cr_expect_eq(tokens.root, 4);
    cr_expect_eq(tokens.prolog, 2);
    cr_expect(tokens.items[4].has_children && tokens.items[4].has_data);
    cr_expect(awp_bytes_equal(tokens.items[6].name, AWP_BYTES("c:d")));
    cr_expect(awp_bytes_equal(tokens.items[9].name, AWP_BYTES("a")));
}

Test(xml_tokens, text_is_what_stands_in_an_element_without_elements) {
    const struct awp_xml_tokens tokens =
        tokens_of("<a> <b>x</b><c> </c>\xEF\xBB\xBF<d><![CDATA[y]]> </d></a>");
    static const size_t texts[] = {3, 10, 11};
    size_t found = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        if (awp_xml_token_is_text(&tokens, &tokens.items[i])) {
            cr_assert_lt(found, 3);
            cr_expect_eq(i, texts[found++]);
        }
    }
    cr_expect_eq(found, 3);
    cr_expect_eq(tokens.prolog, 0);
}

Test(xml_tokens, attributes_are_names_and_quoted_values) {
    const struct awp_xml_tokens tokens = tokens_of("<a  b = 'c\"/>'\n\td:e=\"f'\"/>");
    struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES];
    cr_assert_eq(tokens.count, 1);
    cr_assert_eq(awp_xml_token_attributes(&tokens.items[0], attributes), 2);
    cr_expect(awp_bytes_equal(attributes[0].name, AWP_BYTES("b")));
    cr_expect(awp_bytes_equal(attributes[0].value, AWP_BYTES("'c\"/>'")));
    cr_expect(awp_bytes_equal(attributes[1].name, AWP_BYTES("d:e")));
    cr_expect(awp_bytes_equal(attributes[1].value, AWP_BYTES("\"f'\"")));
}

Test(xml_tokens, characters_are_what_the_parser_makes_of_them) {
    struct awp_bytes data = AWP_BYTES("a&lt;&#13;&#x1F600;\r\n\r\n\xC3\xA9&#0010;");
    static const uint32_t want[] = {'a', '<', '\r', 0x1F600, '\n', '\n', 0xE9, '\n'};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        cr_assert_gt(data.len, 0);
        cr_expect_eq(awp_xml_character_take(&data, false).scalar, want[i], "%zu", i);
    }
    cr_expect_eq(data.len, 0);
    data = AWP_BYTES("&\r");
    cr_expect_eq(awp_xml_character_take(&data, true).scalar, '&');
    cr_expect_eq(awp_xml_character_take(&data, true).scalar, '\n');
}

/* Enough attributes for the bound, in one tag or in many. */
static struct awp_bytes with_attributes(size_t tags, size_t attributes) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    char attribute[32];
    awp_buffer_append_string(&out, "<r>");
    for (size_t i = 0; i < tags; i++) {
        awp_buffer_append_string(&out, "<a");
        for (size_t j = 0; j < attributes; j++) {
            snprintf(attribute, sizeof attribute, " a%zu=''", j);
            awp_buffer_append_string(&out, attribute);
        }
        awp_buffer_append_string(&out, "/>");
    }
    awp_buffer_append_string(&out, "</r>");
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return text;
}

Test(xml_tokens, there_is_no_room_near_the_bounds) {
    static const struct {
        size_t tags;
        size_t attributes;
        bool has_room;
    } rows[] = {{1, 128, true}, {1, 129, false}, {3, 128, true}, {4, 128, false}, {2, 129, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awp_xml_tokens tokens;
        const struct awp_bytes text = with_attributes(rows[i].tags, rows[i].attributes);
        cr_assert_eq(awp_xml_tokens_of(text, arena, &tokens), AWP_OK);
        cr_expect_eq(awp_xml_tokens_have_room(&tokens), rows[i].has_room, "%zu", i);
    }
}
