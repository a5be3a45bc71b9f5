/* SPDX-License-Identifier: Apache-2.0 */
/* Shapes on JSON values: R4, R11, R13 and R14, over every trait of the tables. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "awsproof/value.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/values.h"

struct row {
    const struct awp_shape *shape;
    const char *json;
    enum awp_status status;
    const char *value; /* canonical */
};

static void expect_rows(const struct row *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        struct awp_value value;
        awp_test_poison(&value, sizeof value);
        const enum awp_status status = awp_test_value_of_json(
            rows[i].shape, awp_bytes_of_string(rows[i].json), room.arena, &value);
        cr_assert_eq(status, rows[i].status, "%s: %s", rows[i].json, awp_status_text(status));
        if (status != AWP_OK) {
            awp_test_expect_poison(&value, sizeof value);
            continue;
        }
        const struct awp_bytes text = awp_test_canonical(&value, room.arena);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(rows[i].value)),
                  "%s\n  expected: %s\n  came:     %.*s", rows[i].json, rows[i].value,
                  AWP_TEST_SHOW(text));
    }
    awp_test_room_close(&room);
}

#define NODE &awp_test_node_shape

Test(value_of_json, reads_members_by_their_json_names_in_model_order) {
    static const struct row rows[] = {
        {NODE, "{}", AWP_OK, "{}"},
        {NODE, "{\"name\":\"x\"}", AWP_OK, "{\"Name\":\"x\"}"},
        {NODE, "{\"Name\":\"x\",\"NAME\":\"y\",\"n\":\"z\"}", AWP_OK, "{}"},
        {NODE, "{\"Tags\":[],\"name\":\"\",\"Words\":[]}", AWP_OK,
         "{\"Name\":\"\",\"Words\":[],\"Tags\":[]}"},
        {NODE, "{\"Tags\":[\"a\",\"b\"],\"Tag\":[\"c\"],\"Flat\":[\"d\"],\"F\":[\"e\"]}", AWP_OK,
         "{\"Tags\":[\"a\",\"b\"],\"Flat\":[\"d\"]}"},
        {NODE, "{\"Grid\":[[],[\"b\",\"a\"],[\"b\"]]}", AWP_OK,
         "{\"Grid\":[[],[\"b\",\"a\"],[\"b\"]]}"},
        {NODE, "{\"Next\":{\"Next\":{\"name\":\"deep\"}},\"Children\":[{},{\"name\":\"c\"}]}",
         AWP_OK, "{\"Next\":{\"Next\":{\"Name\":\"deep\"}},\"Children\":[{},{\"Name\":\"c\"}]}"},
        {NODE, "{\"x\":1,\"y\":[{}],\"name\":\"a\",\"z\":null}", AWP_OK, "{\"Name\":\"a\"}"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_json, lets_the_last_of_a_repeated_name_count) {
    static const struct row rows[] = {
        {NODE, "{\"name\":1,\"name\":\"b\"}", AWP_OK, "{\"Name\":\"b\"}"},
        {NODE, "{\"name\":\"a\",\"name\":1}", AWP_MISFIT, NULL},
        {NODE, "{\"name\":\"a\",\"name\":null}", AWP_OK, "{}"},
        {NODE, "{\"name\":\"a\",\"\\u006eame\":\"b\"}", AWP_OK, "{\"Name\":\"b\"}"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_json, takes_null_for_an_absent_member_and_for_nothing_else) {
    static const struct row rows[] = {
        {NODE, "{\"name\":null,\"Words\":null,\"Next\":null}", AWP_OK, "{}"},
        {NODE, "null", AWP_MISFIT, NULL},
        {NODE, "{\"Words\":[null]}", AWP_MISFIT, NULL},
        {NODE, "{\"Words\":[\"a\",null]}", AWP_MISFIT, NULL},
        {NODE, "{\"Children\":[null]}", AWP_MISFIT, NULL},
        {NODE, "{\"Grid\":[null]}", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_json, refuses_every_other_type_than_the_models) {
    static const char *const others[] = {"true", "false", "0", "1.5", "\"s\"", "[]", "{}"};
    static const struct {
        const char *member;
        size_t own; /* the one of others that fits */
    } members[] = {{"name", 4}, {"Words", 5}, {"Flat", 5}, {"Grid", 5}, {"Next", 6}};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(members); i++) {
        for (size_t j = 0; j < AWP_TEST_COUNT(others); j++) {
            struct awp_buffer out = {.arena = room.arena};
            struct awp_bytes json;
            struct awp_value value;
            awp_buffer_append_string(&out, "{\"");
            awp_buffer_append_string(&out, members[i].member);
            awp_buffer_append_string(&out, "\":");
            awp_buffer_append_string(&out, others[j]);
            awp_buffer_append_string(&out, "}");
            cr_assert_eq(awp_buffer_finish(&out, &json), AWP_OK);
            const enum awp_status status = awp_test_value_of_json(NODE, json, room.arena, &value);
            cr_expect_eq(status, j == members[i].own ? AWP_OK : AWP_MISFIT, "%.*s: %s",
                         AWP_TEST_SHOW(json), awp_status_text(status));
        }
    }
    awp_test_room_close(&room);
}

Test(value_of_json, refuses_a_root_that_is_no_object) {
    static const struct row rows[] = {
        {NODE, "[]", AWP_MISFIT, NULL},   {NODE, "\"\"", AWP_MISFIT, NULL},
        {NODE, "0", AWP_MISFIT, NULL},    {NODE, "true", AWP_MISFIT, NULL},
        {NODE, "[{}]", AWP_MISFIT, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_json, says_that_a_kind_is_not_interpreted_only_where_it_is_met) {
    static const struct row rows[] = {
        {&awp_test_mixed_shape, "{}", AWP_OK, "{}"},
        {&awp_test_mixed_shape, "{\"Fine\":\"a\",\"Count\":null}", AWP_OK, "{\"Fine\":\"a\"}"},
        {&awp_test_mixed_shape, "{\"Fine\":\"a\",\"Count\":1}", AWP_UNSUPPORTED_SHAPE, NULL},
        {&awp_test_mixed_shape, "{\"Count\":\"a\"}", AWP_UNSUPPORTED_SHAPE, NULL},
        {&awp_test_integers_shape, "[]", AWP_OK, "[]"},
        {&awp_test_integers_shape, "[1]", AWP_UNSUPPORTED_SHAPE, NULL},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(value_of_json, keeps_a_string_whatever_it_holds) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_value value;
    cr_assert_eq(awp_test_value_of_json(NODE,
                                        AWP_BYTES("{\"name\":\"\\u0000a\\u0000\",\"Words\":"
                                                  "[\"\",\" \",\"\\ud83d\\ude00\"]}"),
                                        room.arena, &value),
                 AWP_OK);
    const struct awp_value *name = awp_value_member(&value, AWP_BYTES("Name"));
    cr_expect(awp_bytes_equal(name->as.string, AWP_BYTES("\0a\0")));
    const struct awp_value *words = awp_value_member(&value, AWP_BYTES("Words"));
    cr_expect(awp_bytes_equal(words->as.list.items[2].as.string, AWP_BYTES("\xF0\x9F\x98\x80")));
    awp_test_room_close(&room);
}

Test(value_of_json, gives_back_what_was_encoded) {
    struct awp_test_room room;
    uint64_t seed = 20180126;
    size_t filled = 0;
    for (unsigned i = 0; i < 2000; i++) {
        awp_test_room_open(&room, 0);
        const struct awp_value value = awp_test_node_drawn(&seed, 4, true, room.arena);
        struct awp_bytes json;
        struct awp_value back;
        cr_assert_eq(awp_json_of_value(&value, room.arena, &json), AWP_OK);
        cr_assert_eq(awp_test_value_of_json(NODE, json, room.arena, &back), AWP_OK);
        cr_assert(awp_value_equal(&value, &back), "draw %u: %.*s", i, AWP_TEST_SHOW(json));
        filled += value.as.structure.count > 2 ? 1 : 0;
        awp_test_room_close(&room);
    }
    cr_expect_gt(filled, 500, "the draws are too poor: %zu", filled);
}

Test(value_of_json, reads_a_recursive_shape_to_the_parsers_depth) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes parts[] = {
        awp_test_repeat(&room.heap, AWP_BYTES("{\"Next\":"), AWP_MAX_DEPTH - 1), AWP_BYTES("{}"),
        awp_test_repeat(&room.heap, AWP_BYTES("}"), AWP_MAX_DEPTH - 1)};
    const struct awp_bytes json = awp_test_join(&room.heap, parts, 3);
    struct awp_value value;
    cr_assert_eq(awp_test_value_of_json(NODE, json, room.arena, &value), AWP_OK);
    size_t depth = 1;
    const struct awp_value *node = &value;
    while ((node = awp_value_member(node, AWP_BYTES("Next"))) != NULL) {
        depth++;
    }
    cr_expect_eq(depth, AWP_MAX_DEPTH);
    awp_test_release(&room.heap, json);
    awp_test_release(&room.heap, parts[0]);
    awp_test_release(&room.heap, parts[2]);
    awp_test_room_close(&room);
}
