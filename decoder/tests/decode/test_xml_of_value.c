/* SPDX-License-Identifier: Apache-2.0 */
/* Values as XML: by XML names, flattened or not, and read back equal. */
#include <criterion/criterion.h>

#include "awsproof/value.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

Test(xml_of_value, writes_members_by_their_xml_names) {
    static const struct {
        const char *json; /* the value */
        const char *xml;
    } rows[] = {
        {"{}", "<Root></Root>"},
        {"{\"name\":\"a<\\r\"}", "<Root><n>a&lt;&#13;</n></Root>"},
        {"{\"Words\":[]}", "<Root><Words></Words></Root>"},
        {"{\"Words\":[\"a\",\"\"]}",
         "<Root><Words><member>a</member><member></member></Words></Root>"},
        {"{\"Tags\":[\"a\"]}", "<Root><Tags><Tag>a</Tag></Tags></Root>"},
        {"{\"Flat\":[\"a\",\"\"],\"name\":\"b\"}", "<Root><n>b</n><F>a</F><F></F></Root>"},
        {"{\"Grid\":[[],[\"a\"]]}",
         "<Root><Grid><member></member><member><member>a</member></member></Grid></Root>"},
        {"{\"Children\":[{\"name\":\"a\"},{}],\"Next\":{}}",
         "<Root><Next></Next><Children><member><n>a</n></member><member></member></Children>"
         "</Root>"},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_value value;
        struct awp_bytes xml;
        cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape, awp_bytes_of_string(rows[i].json),
                                            room.arena, &value),
                     AWP_OK);
        cr_assert_eq(awp_xml_of_value(&value, AWP_BYTES("Root"), room.arena, &xml), AWP_OK);
        cr_expect(awp_bytes_equal(xml, awp_bytes_of_string(rows[i].xml)),
                  "%s\n  expected: %s\n  came:     %.*s", rows[i].json, rows[i].xml,
                  AWP_TEST_SHOW(xml));
    }
    awp_test_room_close(&room);
}

Test(xml_of_value, is_read_back_equal_or_says_that_xml_cannot_hold_it) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(awp_test_string_count); i++) {
        const struct awp_test_string *string = &awp_test_strings[i];
        const struct awp_value value = awp_test_node_named(string->text, room.arena);
        struct awp_bytes xml;
        struct awp_value back;
        awp_test_poison(&xml, sizeof xml);
        const enum awp_status status =
            awp_xml_of_value(&value, AWP_BYTES("Root"), room.arena, &xml);
        cr_assert_eq(status, string->fits_xml ? AWP_OK : AWP_NOT_REPRESENTABLE, "string %zu: %s", i,
                     awp_status_text(status));
        if (status != AWP_OK) {
            awp_test_expect_poison(&xml, sizeof xml);
            continue;
        }
        cr_assert_eq(awp_test_value_of_xml(&awp_test_node_shape, xml, room.arena, &back), AWP_OK);
        cr_expect(awp_value_equal(&value, &back), "string %zu: %.*s", i, AWP_TEST_SHOW(xml));
    }
    awp_test_room_close(&room);
}

Test(xml_of_value, does_not_write_a_flattened_list_that_is_present_but_empty) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_value value;
    struct awp_bytes xml;
    cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape, AWP_BYTES("{\"Flat\":[]}"),
                                        room.arena, &value),
                 AWP_OK);
    cr_expect_eq(awp_xml_of_value(&value, AWP_BYTES("Root"), room.arena, &xml),
                 AWP_NOT_REPRESENTABLE);
    awp_test_room_close(&room);
}

Test(xml_of_value, writes_structures_alone) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_value string = {.kind = AWP_SHAPE_STRING, .as.string = AWP_BYTES("a")};
    const struct awp_value list = {.kind = AWP_SHAPE_LIST, .as.list = {&string, 1}};
    struct awp_bytes xml;
    awp_test_poison(&xml, sizeof xml);
    cr_expect_eq(awp_xml_of_value(&string, AWP_BYTES("Root"), room.arena, &xml), AWP_MISFIT);
    cr_expect_eq(awp_xml_of_value(&list, AWP_BYTES("Root"), room.arena, &xml), AWP_MISFIT);
    awp_test_expect_poison(&xml, sizeof xml);
    awp_test_room_close(&room);
}

Test(xml_of_value, does_not_write_a_kind_that_is_not_interpreted) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_member_value count = {.member = &awp_test_mixed_shape.members[1],
                                           .value = {.kind = AWP_SHAPE_INTEGER}};
    const struct awp_value value = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&count, 1}};
    struct awp_bytes xml;
    cr_expect_eq(awp_xml_of_value(&value, AWP_BYTES("Root"), room.arena, &xml),
                 AWP_UNSUPPORTED_SHAPE);
    awp_test_room_close(&room);
}

Test(xml_of_value, says_so_when_there_is_no_room_for_the_text) {
    struct awp_test_room values, room;
    awp_test_room_open(&values, 0);
    const struct awp_bytes text = awp_test_repeat(&values.heap, AWP_BYTES("0123456789"), 1000);
    const struct awp_value value = awp_test_node_named(text, values.arena);
    struct awp_bytes xml;
    awp_test_room_open(&room, 8192);
    cr_expect_eq(awp_xml_of_value(&value, AWP_BYTES("R"), room.arena, &xml), AWP_OVER_CEILING);
    awp_test_room_close(&room);
    awp_test_room_open(&room, 0);
    room.heap.fail_at = 2;
    cr_expect_eq(awp_xml_of_value(&value, AWP_BYTES("R"), room.arena, &xml), AWP_NO_MEMORY);
    awp_test_room_close(&room);
    awp_test_release(&values.heap, text);
    awp_test_room_close(&values);
}
