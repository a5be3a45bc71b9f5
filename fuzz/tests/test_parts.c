/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/mutators/parts*.c: what is seen in a text, and that the text is all of it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutators/dice.h"
#include "mutators/parts.h"
#include "parts_check.h"

typedef void read_fn(struct awp_bytes text, struct awp_parts *tree);

static read_fn *const readers[] = {awp_parts_of_json, awp_parts_of_xml, awp_parts_of_http};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Reads a text from a block of exactly its size, into one of exactly `capacity` nodes. */
static void check(read_fn *read, struct awp_bytes text, uint32_t capacity) {
    uint8_t *exact = malloc(text.len == 0 ? 1 : text.len);
    uint8_t *out = malloc(text.len == 0 ? 1 : text.len);
    struct awp_parts tree = {.nodes = malloc(capacity * sizeof(struct awp_node)),
                             .capacity = capacity};
    cr_assert(exact != NULL && out != NULL && tree.nodes != NULL);
    if (text.len > 0) {
        memcpy(exact, text.ptr, text.len);
    }
    const struct awp_bytes copy = {exact, text.len};
    read(copy, &tree);
    const char *wrong = awp_parts_check(&tree, copy, out);
    cr_expect_null(wrong, "%s: %.*s", wrong, (int)text.len, (const char *)text.ptr);
    free(tree.nodes);
    free(out);
    free(exact);
}

/* The tree as a text: kind and bytes of each node, in order. */
static void expect(read_fn *read, const char *text, const char *wanted) {
    static const char *const names[] = {
        "root",   "object",      "array",        "member", "name",      "string",
        "number", "word",        "element",      "start",  "attribute", "end",
        "text",   "cdata",       "comment",      "pi",     "doctype",   "status",
        "header", "header-name", "header-value", "empty",  "body"};
    struct awp_node nodes[64];
    struct awp_parts tree = {.nodes = nodes, .capacity = COUNT(nodes)};
    char seen[2048] = "";
    size_t len = 0;
    const struct awp_bytes bytes = awp_bytes_of_string(text);
    read(bytes, &tree);
    for (uint32_t i = 1; i < tree.count; i++) {
        const struct awp_bytes part = awp_parts_text(&tree, bytes, i);
        len += (size_t)snprintf(seen + len, sizeof seen - len, "%u %s |%.*s|\n", nodes[i].depth,
                                names[nodes[i].kind], (int)part.len, (const char *)part.ptr);
    }
    cr_expect_str_eq(seen, wanted, "%s gives\n%s", text, seen);
}

Test(parts, json_is_members_and_values) {
    expect(awp_parts_of_json, "{\"a\": [1,null] , \"b\":\"\\\"\"}",
           "0 object |{\"a\": [1,null] , \"b\":\"\\\"\"}|\n"
           "1 member |\"a\": [1,null]|\n1 name |\"a\"|\n1 array |[1,null]|\n"
           "2 number |1|\n2 word |null|\n1 member |\"b\":\"\\\"\"|\n"
           "1 name |\"b\"|\n1 string |\"\\\"\"|\n");
}

Test(parts, what_is_no_json_has_parts_as_well) {
    expect(awp_parts_of_json, "}{\"a\":,\"b\"]x",
           "0 object |{\"a\":,\"b\"]|\n1 member |\"a\":|\n"
           "1 name |\"a\"|\n1 string |\"b\"|\n"
           "0 word |x|\n");
    expect(awp_parts_of_json, "[\"a", "0 array |[\"a|\n1 string |\"a|\n");
}

Test(parts, xml_is_elements_tags_and_what_is_between) {
    expect(awp_parts_of_xml, "<?p?><a b='>' c><!--<d>--><p:d/>x<![CDATA[<]]></a>",
           "0 pi |<?p?>|\n"
           "0 element |<a b='>' c><!--<d>--><p:d/>x<![CDATA[<]]></a>|\n"
           "1 start |<a b='>' c>|\n1 attribute | b='>'|\n1 attribute | c|\n"
           "1 comment |<!--<d>-->|\n1 element |<p:d/>|\n2 start |<p:d/>|\n"
           "1 text |x|\n1 cdata |<![CDATA[<]]>|\n1 end |</a>|\n");
}

Test(parts, an_end_tag_ends_what_was_never_ended_inside) {
    expect(awp_parts_of_xml, "<a><b></a></c>",
           "0 element |<a><b></a>|\n1 start |<a>|\n1 element |<b>|\n2 start |<b>|\n"
           "1 end |</a>|\n0 end |</c>|\n");
}

Test(parts, a_doctype_ends_with_its_subset) {
    expect(awp_parts_of_xml, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>",
           "0 doctype |<!DOCTYPE a [<!ENTITY b 'c'>]>|\n0 element |<a>|\n1 start |<a>|\n");
}

Test(parts, a_response_is_lines_and_a_body) {
    expect(awp_parts_of_http, "HTTP/1.1 503 x\r\na: b\r\nc:d\nno\r\n\r\n{}\n",
           "0 status |HTTP/1.1 503 x\r\n|\n0 header |a: b\r\n|\n0 header-name |a|\n"
           "0 header-value |b|\n0 header |c:d\n|\n0 header-name |c|\n0 header-value |d|\n"
           "0 header |no\r\n|\n0 empty |\r\n|\n0 body |{}\n|\n");
    expect(awp_parts_of_http, "200", "0 status |200|\n");
}

static const char *const texts[] = {
    "{\"Message\":\"a\\u0000b\",\"Code\":[{\"__type\":\"x#y:z\"},-1.5e3,tru],\"\":{}}  \n",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><p:E xmlns:p=\"u\" q='>'><C>A&amp;<!--x-->",
    "<a><![CDATA[]]]]><![CDATA[>]]></Code><Message/></p:Error><?p?>",
    "HTTP/1.1 400\r\nx-amzn-errortype: A:b,c\nfolded\r\n : \r\n\r\n<Error><Code>A</Code></Error>",
};

Test(parts, every_prefix_and_every_suffix_is_read_whole) {
    for (size_t i = 0; i < COUNT(texts); i++) {
        const struct awp_bytes text = awp_bytes_of_string(texts[i]);
        for (size_t cut = 0; cut <= text.len; cut++) {
            for (size_t r = 0; r < COUNT(readers); r++) {
                check(readers[r], (struct awp_bytes){text.ptr, cut}, 256);
                check(readers[r], (struct awp_bytes){text.ptr + cut, text.len - cut}, 256);
            }
        }
    }
}

Test(parts, with_room_for_few_nodes_the_text_is_still_all_there) {
    for (size_t i = 0; i < COUNT(texts); i++) {
        for (uint32_t capacity = 1; capacity < 32; capacity++) {
            for (size_t r = 0; r < COUNT(readers); r++) {
                check(readers[r], awp_bytes_of_string(texts[i]), capacity);
            }
        }
    }
}

Test(parts, any_bytes_are_read_whole) {
    static const char letters[] = "<>/!?[]{}\":,=' -a&;#\r\n\t\\C";
    uint8_t bytes[64];
    struct awp_dice dice = awp_dice_of(7);
    for (int i = 0; i < 30000; i++) {
        const size_t len = awp_dice_below(&dice, sizeof bytes + 1);
        for (size_t j = 0; j < len; j++) {
            bytes[j] = (uint8_t)letters[awp_dice_below(&dice, sizeof letters)];
        }
        check(readers[i % 3], (struct awp_bytes){bytes, len}, 160);
    }
}

Test(parts, what_lies_deeper_than_the_bound_is_not_told_apart) {
    enum { DEPTH = 3000 };
    static uint8_t json[DEPTH];
    static uint8_t xml[DEPTH * 3];
    memset(json, '[', sizeof json);
    for (size_t i = 0; i < sizeof xml; i++) {
        xml[i] = (uint8_t) "<a>"[i % 3];
    }
    check(awp_parts_of_json, (struct awp_bytes){json, sizeof json}, AWP_PARTS_NODES);
    check(awp_parts_of_xml, (struct awp_bytes){xml, sizeof xml}, 2 * AWP_PARTS_NODES);
    static struct awp_node nodes[AWP_PARTS_NODES];
    struct awp_parts tree = {.nodes = nodes, .capacity = AWP_PARTS_NODES};
    awp_parts_of_json((struct awp_bytes){json, sizeof json}, &tree);
    /* The root, and arrays of depth 0 to the bound. */
    cr_expect_eq(tree.count, AWP_PARTS_DEPTH + 2);
}
