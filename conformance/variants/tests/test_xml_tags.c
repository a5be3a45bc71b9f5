/* SPDX-License-Identifier: Apache-2.0 */
/* Tags are written in other ways, and the elements stay. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "support.h"

#define EVERY                                                                                      \
    "<?xml version='1.0'?><a b='1' xmlns=\"urn:x\" c = '\"'><p:d xmlns:p='urn:y' p:q=\">\"/>"      \
    "<e></e><f>t</f><!-- <g/> --></a>"

Test(xml_tags, white_space_may_stand_in_them) {
    cr_expect_eq(awp_test_keeps("xml-white-space", AWP_BYTES(EVERY), "<f\n>t</f\t>"),
                 AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-white-space", AWP_BYTES("<a b='1'/>"), "b =\t'1'");
}

Test(xml_tags, attributes_change_places_and_quotes_and_get_more) {
    cr_expect_eq(awp_test_keeps("xml-attributes", AWP_BYTES(EVERY), "<a c='\"' "), AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-attributes", AWP_BYTES(EVERY), "xmlns='urn:x'");
    (void)awp_test_keeps("xml-attributes", AWP_BYTES("<a/>"), "<a xml:lang='en'/>");
    (void)awp_test_keeps("xml-attributes", AWP_BYTES("<a/>"), "<a type=\">/>\"/>");
    /* An attribute that is there already is not given again. */
    cr_expect_eq(
        awp_test_keeps("xml-attributes",
                       AWP_BYTES("<a awsproof='' Code='' xml:lang='' Message='' type=''/>"),
                       "type=\"\""),
        AWP_TEST_SEEDS);
}

Test(xml_tags, a_prefix_goes_to_what_has_none) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const struct awp_specimen from =
        awp_test_document(AWP_VARIANT_XML, AWP_BYTES("<a><b:c xmlns:b='u'/><d></d></a>"));
    struct awp_specimen variant;
    char want[160];
    cr_assert_eq(awp_test_make("xml-prefixes", &from, 3, arena, &variant), AWP_VARIANT_MADE);
    const int digits = (int)(variant.body.len -
                             sizeof "<v:a xmlns:v=\"urn:awsproof:variant\">"
                                    "<b:c xmlns:b='u'/><v:d></v:d></v:a>" +
                             1) /
                       5;
    cr_assert(digits >= 1 && digits <= 3);
    const char *number = (const char *)variant.body.ptr + 2;
    snprintf(want, sizeof want,
             "<v%.*s:a xmlns:v%.*s=\"urn:awsproof:variant\"><b:c xmlns:b='u'/><v%.*s:d></v%.*s:d>"
             "</v%.*s:a>",
             digits, number, digits, number, digits, number, digits, number, digits, number);
    cr_expect(awp_bytes_equal(variant.body, awp_bytes_of_string(want)), "%s", want);
    awp_arena_destroy(arena);
    cr_expect_eq(awp_test_keeps("xml-prefixes", AWP_BYTES(EVERY), ":f>t</v"), AWP_TEST_SEEDS);
    cr_expect_eq(awp_test_keeps("xml-prefixes", AWP_BYTES("<a/>"), "\"urn:awsproof:variant\"/>"),
                 AWP_TEST_SEEDS);
}

Test(xml_tags, a_prefix_that_is_taken_is_not_given_again) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text;
    char name[16];
    awp_buffer_append_string(&out, "<a>");
    for (unsigned i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "v%u: ", i);
        awp_buffer_append_string(&out, name);
    }
    awp_buffer_append_string(&out, "</a>");
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    awp_test_makes_none("xml-prefixes", text, AWP_VARIANT_NEAR_BOUND);
    awp_arena_destroy(arena);
}

Test(xml_tags, empty_elements_are_written_in_the_other_way) {
    cr_expect_eq(awp_test_keeps("xml-empty-tags", AWP_BYTES("<a><b /><c d='e'></c><f> </f></a>"),
                                "<a><b ></b><c d='e'/><f> </f></a>"),
                 AWP_TEST_SEEDS);
    (void)awp_test_keeps("xml-empty-tags", AWP_BYTES("<a></a>"), "<a/>");
    (void)awp_test_keeps("xml-empty-tags", AWP_BYTES("<a/>"), "<a></a>");
    (void)awp_test_keeps("xml-empty-tags", AWP_BYTES("<a><a></a></a>"), "<a><a/></a>");
    awp_test_makes_none("xml-empty-tags", AWP_BYTES("<a>x</a>"), AWP_VARIANT_NOTHING_THERE);
    awp_test_makes_none("xml-empty-tags", AWP_BYTES("<a><!----></a>"), AWP_VARIANT_NOTHING_THERE);
}

/* 129 attributes on one element. */
Test(xml_tags, nothing_is_added_near_the_bounds) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text;
    char attribute[16];
    awp_buffer_append_string(&out, "<a");
    for (unsigned i = 0; i < 129; i++) {
        snprintf(attribute, sizeof attribute, " b%u=''", i);
        awp_buffer_append_string(&out, attribute);
    }
    awp_buffer_append_string(&out, "/>");
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    awp_test_makes_none("xml-attributes", text, AWP_VARIANT_NEAR_BOUND);
    awp_test_makes_none("xml-prefixes", text, AWP_VARIANT_NEAR_BOUND);
    awp_test_makes_none("xml-white-space", text, AWP_VARIANT_NEAR_BOUND);
    awp_arena_destroy(arena);
}
