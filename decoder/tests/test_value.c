/* SPDX-License-Identifier: Apache-2.0 */
/* Values: finding members, and equality that tells everything apart. */
#include "awsproof/value.h"

#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

Test(value, finds_a_member_by_its_model_name) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_value value;
    cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape,
                                        AWP_BYTES("{\"name\":\"a\",\"Words\":[\"b\"]}"), room.arena,
                                        &value),
                 AWP_OK);
    const struct awp_value *name = awp_value_member(&value, AWP_BYTES("Name"));
    cr_assert_not_null(name);
    cr_expect(awp_bytes_equal(name->as.string, AWP_BYTES("a")));
    cr_expect_null(awp_value_member(&value, AWP_BYTES("name")), "the JSON name");
    cr_expect_null(awp_value_member(&value, AWP_BYTES("n")), "the XML name");
    cr_expect_null(awp_value_member(&value, AWP_BYTES("Tags")), "an absent member");
    cr_expect_null(awp_value_member(name, AWP_BYTES("Name")), "of a string");
    cr_expect_null(awp_value_member(awp_value_member(&value, AWP_BYTES("Words")), AWP_BYTES("")));
    awp_test_room_close(&room);
}

Test(value, is_equal_to_itself_and_to_no_other) {
    static const char *const values[] = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\"a\"}",
        "{\"name\":\"a\\u0000\"}",
        "{\"name\":\"a\\u0000b\"}",
        "{\"Words\":[]}",
        "{\"Words\":[\"\"]}",
        "{\"Words\":[\"\",\"\"]}",
        "{\"Words\":[\"a\",\"b\"]}",
        "{\"Words\":[\"b\",\"a\"]}",
        "{\"Tags\":[]}",
        "{\"Flat\":[\"a\",\"b\"]}",
        "{\"name\":\"a\",\"Words\":[]}",
        "{\"Grid\":[[]]}",
        "{\"Grid\":[[],[]]}",
        "{\"Next\":{}}",
        "{\"Next\":{\"name\":\"\"}}",
        "{\"Next\":{\"Next\":{}}}",
        "{\"Children\":[{}]}",
        "{\"Children\":[{},{}]}",
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(values); i++) {
        for (size_t j = 0; j < AWP_TEST_COUNT(values); j++) {
            struct awp_value a, b;
            cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape,
                                                awp_bytes_of_string(values[i]), room.arena, &a),
                         AWP_OK);
            cr_assert_eq(awp_test_value_of_json(&awp_test_node_shape,
                                                awp_bytes_of_string(values[j]), room.arena, &b),
                         AWP_OK);
            cr_expect_eq(awp_value_equal(&a, &b), i == j, "%s and %s", values[i], values[j]);
        }
    }
    awp_test_room_close(&room);
}

Test(value, of_another_kind_is_another_value) {
    const struct awp_value values[] = {
        {.kind = AWP_SHAPE_STRING, .as.string = AWP_BYTES("")},
        {.kind = AWP_SHAPE_LIST},
        {.kind = AWP_SHAPE_STRUCTURE},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(values); i++) {
        for (size_t j = 0; j < AWP_TEST_COUNT(values); j++) {
            cr_expect_eq(awp_value_equal(&values[i], &values[j]), i == j, "%zu and %zu", i, j);
        }
    }
}

Test(value, is_equal_over_tables_that_name_its_members_alike) {
    static const struct awp_shape string = {.kind = AWP_SHAPE_STRING};
    static const struct awp_member one = {.name = AWP_BYTES_INIT("Name"), .target = &string};
    static const struct awp_member other = {.name = AWP_BYTES_INIT("Name"), .target = &string};
    const struct awp_value text = {.kind = AWP_SHAPE_STRING, .as.string = AWP_BYTES("a")};
    const struct awp_member_value of_one = {&one, text};
    const struct awp_member_value of_other = {&other, text};
    const struct awp_value a = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&of_one, 1}};
    const struct awp_value b = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&of_other, 1}};
    cr_expect(awp_value_equal(&a, &b));
}
