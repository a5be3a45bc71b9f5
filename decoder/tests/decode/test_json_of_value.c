/* SPDX-License-Identifier: Apache-2.0 */
/* Values as JSON: by JSON names and in canonical form, and read back equal. */
#include <criterion/criterion.h>

#include "awsproof/value.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

static struct awp_value example(struct awp_arena *arena) {
    struct awp_value value;
    cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape,
                                        AWP_BYTES("{\"Children\":[{},{\"name\":\"b\"}],\"Flat\":[],"
                                                  "\"Tags\":[\"c\"],\"name\":\"a\\u0000\\n\"}"),
                                        arena, &value),
                 AWP_OK);
    return value;
}

Test(json_of_value, writes_members_in_model_order_under_their_json_names) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_value value = example(room.arena);
    struct awp_bytes json;
    cr_assert_eq(awp_json_of_value(&value, room.arena, &json), AWP_OK);
    cr_expect(awp_bytes_equal(json, AWP_BYTES("{\"name\":\"a\\u0000\\n\",\"Tags\":[\"c\"],\"Flat\":"
                                              "[],\"Children\":[{},{\"name\":\"b\"}]}")),
              "%.*s", AWP_TEST_SHOW(json));
    awp_test_room_close(&room);
}

Test(json_of_value, writes_the_canonical_form_under_model_names) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_value value = example(room.arena);
    const struct awp_bytes text = awp_test_canonical(&value, room.arena);
    cr_expect(awp_bytes_equal(text, AWP_BYTES("{\"Name\":\"a\\u0000\\n\",\"Tags\":[\"c\"],\"Flat\":"
                                              "[],\"Children\":[{},{\"Name\":\"b\"}]}")),
              "%.*s", AWP_TEST_SHOW(text));
    awp_test_room_close(&room);
}

Test(json_of_value, is_read_back_equal_or_says_that_json_cannot_hold_it) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(awp_test_string_count); i++) {
        const struct awp_test_string *string = &awp_test_strings[i];
        const struct awp_value value = awp_test_node_named(string->text, room.arena);
        struct awp_bytes json;
        struct awp_value back;
        awp_test_poison(&json, sizeof json);
        const enum awp_status status = awp_json_of_value(&value, room.arena, &json);
        cr_assert_eq(status, string->fits_json ? AWP_OK : AWP_NOT_REPRESENTABLE, "string %zu: %s",
                     i, awp_status_text(status));
        if (status != AWP_OK) {
            awp_test_expect_poison(&json, sizeof json);
            continue;
        }
        cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape, json, room.arena, &back), AWP_OK);
        cr_expect(awp_value_equal(&value, &back), "string %zu: %.*s", i, AWP_TEST_SHOW(json));
    }
    awp_test_room_close(&room);
}

Test(json_of_value, does_not_write_a_kind_that_is_not_interpreted) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_value integer = {.kind = AWP_SHAPE_INTEGER};
    const struct awp_value list = {.kind = AWP_SHAPE_LIST, .as.list = {&integer, 1}};
    struct awp_bytes json;
    cr_expect_eq(awp_json_of_value(&integer, room.arena, &json), AWP_UNSUPPORTED_SHAPE);
    cr_expect_eq(awp_json_of_value(&list, room.arena, &json), AWP_UNSUPPORTED_SHAPE);
    struct awp_buffer out = {.arena = room.arena};
    awp_value_write(&list, &out);
    cr_expect_eq(awp_buffer_finish(&out, &json), AWP_UNSUPPORTED_SHAPE);
    awp_test_room_close(&room);
}

Test(json_of_value, says_so_when_there_is_no_room_for_the_text) {
    struct awp_test_room values, room;
    awp_test_room_open(&values, 0);
    const struct awp_bytes text = awp_test_repeat(&values.heap, AWP_BYTES("0123456789"), 1000);
    const struct awp_value value = awp_test_node_named(text, values.arena);
    struct awp_bytes json;
    awp_test_poison(&json, sizeof json);
    awp_test_room_open(&room, 8192);
    cr_expect_eq(awp_json_of_value(&value, room.arena, &json), AWP_OVER_CEILING);
    awp_test_room_close(&room);
    awp_test_room_open(&room, 0);
    room.heap.fail_at = 2;
    cr_expect_eq(awp_json_of_value(&value, room.arena, &json), AWP_NO_MEMORY);
    awp_test_expect_poison(&json, sizeof json);
    awp_test_room_close(&room);
    awp_test_release(&values.heap, text);
    awp_test_room_close(&values);
}
