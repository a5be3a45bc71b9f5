/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes on XML elements: X3 for members and strings, X5 for lists, over every trait. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "awsproof/value.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

struct row {
    const struct awp_shape *shape;
    const char *xml;
    enum awp_status status;
    const char *value; /* canonical */
};

static void expect_rows(const struct row *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        struct awp_value value;
        awp_test_poison(&value, sizeof value);
        const enum awp_status status = awp_test_value_of_xml(
            rows[i].shape, awp_bytes_of_string(rows[i].xml), room.arena, &value);
        cr_assert_eq(status, rows[i].status, "%s: %s", rows[i].xml, awp_status_text(status));
        if (status != AWP_OK) {
            awp_test_expect_poison(&value, sizeof value);
            continue;
        }
        const struct awp_bytes text = awp_test_canonical(&value, room.arena);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(rows[i].value)),
                  "%s\n  expected: %s\n  came:     %.*s", rows[i].xml, rows[i].value,
                  AWP_TEST_SHOW(text));
    }
    awp_test_room_close(&room);
}

#define NODE &awp_test_node_shape

Test(value_of_xml, reads_members_by_their_xml_names_in_model_order) {
    static const struct row rows[] = {
        {NODE, "<r/>", AWP_OK, "{}"},
        {NODE, "<r>only text</r>", AWP_OK, "{}"},
        {NODE, "<r><n>x</n></r>", AWP_OK, "{\"Name\":\"x\"}"},
        {NODE, "<r><Name>x</Name><name>y</name><N>z</N></r>", AWP_OK, "{}"},
        {NODE, "<r><p:n xmlns:p='u' a='b'>x</p:n></r>", AWP_OK, "{\"Name\":\"x\"}"},
        {NODE, "<r><Words/><n/></r>", AWP_OK, "{\"Name\":\"\",\"Words\":[]}"},
        {NODE, "<r><Next><Next><n>deep</n></Next></Next></r>", AWP_OK,
         "{\"Next\":{\"Next\":{\"Name\":\"deep\"}}}"},
        {NODE, "<r><Other><n>x</n></Other></r>", AWP_OK, "{}"},
        {NODE, "<r> <n>x</n> text <Next/> </r>", AWP_OK, "{\"Name\":\"x\",\"Next\":{}}"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, reads_a_string_as_its_character_data) {
    static const struct row rows[] = {
        {NODE, "<r><n> a\tb </n></r>", AWP_OK, "{\"Name\":\" a\\tb \"}"},
        {NODE, "<r><n>a<![CDATA[<b>]]>c<!-- d -->e</n></r>", AWP_OK, "{\"Name\":\"a<b>ce\"}"},
        {NODE, "<r><n>&#34;&amp;&#x5C;</n></r>", AWP_OK, "{\"Name\":\"\\\"&\\\\\"}"},
        {NODE, "<r><n><!-- d --></n></r>", AWP_OK, "{\"Name\":\"\"}"},
        {NODE, "<r><n>a<b/></n></r>", AWP_MISFIT, NULL},
        {NODE, "<r><n><n>x</n></n></r>", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, refuses_two_children_where_the_model_has_one) {
    static const struct row rows[] = {
        {NODE, "<r><n>x</n><n>x</n></r>", AWP_MISFIT, NULL},
        {NODE, "<r><n/><Next/><p:n xmlns:p='u'/></r>", AWP_MISFIT, NULL},
        {NODE, "<r><Words/><Words/></r>", AWP_MISFIT, NULL},
        {NODE, "<r><Next/><Next/></r>", AWP_MISFIT, NULL},
        {NODE, "<r><Next><n/><n/></Next></r>", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, reads_lists_by_their_items_names_and_ignores_other_children) {
    static const struct row rows[] = {
        {NODE, "<r><Words><member>a</member><member/><member>b</member></Words></r>", AWP_OK,
         "{\"Words\":[\"a\",\"\",\"b\"]}"},
        {NODE, "<r><Words><x>0</x><member>a</member><Member>1</Member>t</Words></r>", AWP_OK,
         "{\"Words\":[\"a\"]}"},
        {NODE, "<r><Words><item>a</item></Words></r>", AWP_OK, "{\"Words\":[]}"},
        {NODE, "<r><Words>text</Words></r>", AWP_OK, "{\"Words\":[]}"},
        {NODE, "<r><Tags><Tag>a</Tag><member>b</member><Tag>c</Tag></Tags></r>", AWP_OK,
         "{\"Tags\":[\"a\",\"c\"]}"},
        {NODE, "<r><Grid><member/><member><member>b</member><member>a</member></member></Grid></r>",
         AWP_OK, "{\"Grid\":[[],[\"b\",\"a\"]]}"},
        {NODE, "<r><Children><member><n>a</n></member><member/></Children></r>", AWP_OK,
         "{\"Children\":[{\"Name\":\"a\"},{}]}"},
        {NODE, "<r><Words><member><a/></member></Words></r>", AWP_MISFIT, NULL},
        {NODE, "<r><Children><member><n/><n/></member></Children></r>", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, reads_a_flattened_list_from_the_structures_own_children) {
    static const struct row rows[] = {
        {NODE, "<r><F>a</F></r>", AWP_OK, "{\"Flat\":[\"a\"]}"},
        {NODE, "<r><F>a</F><n>x</n><F/><F>b</F></r>", AWP_OK,
         "{\"Name\":\"x\",\"Flat\":[\"a\",\"\",\"b\"]}"},
        {NODE, "<r><Flat><member>a</member></Flat></r>", AWP_OK, "{}"},
        {NODE, "<r><F><member>a</member></F></r>", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, says_that_a_kind_is_not_interpreted_only_where_it_is_met) {
    static const struct row rows[] = {
        {&awp_test_mixed_shape, "<r/>", AWP_OK, "{}"},
        {&awp_test_mixed_shape, "<r><Fine>a</Fine></r>", AWP_OK, "{\"Fine\":\"a\"}"},
        {&awp_test_mixed_shape, "<r><Fine>a</Fine><Count>1</Count></r>", AWP_UNSUPPORTED_SHAPE,
         NULL},
        {&awp_test_integers_shape, "<r/>", AWP_OK, "[]"},
        {&awp_test_integers_shape, "<r><member>1</member></r>", AWP_UNSUPPORTED_SHAPE, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_xml, gives_back_what_was_encoded) {
    struct awp_test_room room;
    uint64_t seed = 20180127;
    size_t filled = 0;
    for (unsigned i = 0; i < 2000; i++) {
        awp_test_room_open(&room, 0);
        const struct awp_value value = awp_test_node_drawn(&seed, 4, false, room.arena);
        struct awp_bytes xml;
        struct awp_value back;
        cr_assert_eq(awp_xml_of_value(&value, AWP_BYTES("Root"), room.arena, &xml), AWP_OK);
        cr_assert_eq(awp_test_value_of_xml(NODE, xml, room.arena, &back), AWP_OK);
        cr_assert(awp_value_equal(&value, &back), "draw %u: %.*s", i, AWP_TEST_SHOW(xml));
        filled += value.as.structure.count > 2 ? 1 : 0;
        awp_test_room_close(&room);
    }
    cr_expect_gt(filled, 500, "the draws are too poor: %zu", filled);
}
