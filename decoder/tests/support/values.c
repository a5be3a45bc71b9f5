/* SPDX-License-Identifier: Apache-2.0 */
/* Building the values by hand, as an application would. */
#include "support/values.h"

#include <criterion/criterion.h>

#include "support/heap.h"
#include "support/model.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

const struct awp_test_string awp_test_strings[] = {
    {TEXT(""), true, true},
    {TEXT(" "), true, true},
    {TEXT("  leading and trailing\t"), true, true},
    {TEXT("\n\r\n\r"), true, true},
    {TEXT("\t"), true, true},
    {TEXT("a\rb"), true, true},
    {TEXT("\"quotes\" 'and' \\ / \\u0000 \\n"), true, true},
    {TEXT("<a b=\"c\">&amp;&#0;</a><!-- x --><?y z?>"), true, true},
    {TEXT("]]>"), true, true},
    {TEXT("<![CDATA[x]]>"), true, true},
    {TEXT("&lt;"), true, true},
    {TEXT("\x7F"), true, true},
    {TEXT("\xC2\x85\xE2\x80\xA8"), true, true},
    {TEXT("\xC3\xA9\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD"), true, true},
    {TEXT("\xEF\xBB\xBF"), true, true},
    {TEXT("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), true, true},
    {TEXT("null"), true, true},
    {TEXT("9007199254740993"), true, true},
    {TEXT("\xEF\xBF\xBE"), false, true},
    {TEXT("\xEF\xBF\xBF"), false, true},
    {TEXT("\x01"), false, true},
    {TEXT("\x1F\b\f"), false, true},
    {TEXT("a\0b"), false, true},
    {TEXT("\0"), false, true},
    {TEXT("\0\0\0"), false, true},
    {TEXT("\xFF"), false, false},
    {TEXT("\xC0\x80"), false, false},
    {TEXT("\xED\xA0\x80"), false, false},
    {TEXT("cut \xE2\x82"), false, false},
};

const size_t awp_test_string_count = sizeof awp_test_strings / sizeof awp_test_strings[0];

void *awp_test_new(struct awp_arena *arena, size_t count, size_t size_bytes) {
    void *room = awp_arena_allocate_array(arena, count, size_bytes);
    cr_assert_not_null(room);
    return room;
}

struct awp_value awp_test_node_named(struct awp_bytes text, struct awp_arena *arena) {
    struct awp_member_value *member = awp_test_new(arena, 1, sizeof *member);
    *member = (struct awp_member_value){
        .member = &awp_test_node_shape.members[0],
        .value = {.kind = AWP_SHAPE_STRING, .as.string = text},
    };
    return (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {member, 1}};
}

/* xorshift64: the same draw on every machine. */
static unsigned draw(uint64_t *seed, unsigned below) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (unsigned)(*seed % below);
}

static struct awp_value draw_string(uint64_t *seed) {
    const struct awp_test_string *string;
    do {
        string = &awp_test_strings[draw(seed, (unsigned)awp_test_string_count)];
    } while (!string->fits_xml || !string->fits_json);
    return (struct awp_value){.kind = AWP_SHAPE_STRING, .as.string = string->text};
}

static struct awp_value draw_value(const struct awp_shape *shape, uint64_t *seed, unsigned depth,
                                   bool empty_flat, size_t least, struct awp_arena *arena) {
    if (shape->kind == AWP_SHAPE_STRING) {
        return draw_string(seed);
    }
    if (shape->kind == AWP_SHAPE_STRUCTURE) {
        return awp_test_node_drawn(seed, depth - 1, empty_flat, arena);
    }
    const size_t count = least + draw(seed, 3);
    struct awp_value *items = awp_test_new(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = draw_value(shape->members[0].target, seed, depth, empty_flat, 0, arena);
    }
    return (struct awp_value){.kind = AWP_SHAPE_LIST, .as.list = {items, count}};
}

static bool holds_nodes(const struct awp_shape *shape) {
    return shape == &awp_test_node_shape ||
           (shape->kind == AWP_SHAPE_LIST && shape->members[0].target == &awp_test_node_shape);
}

struct awp_value awp_test_node_drawn(uint64_t *seed, unsigned depth, bool empty_flat,
                                     struct awp_arena *arena) {
    const struct awp_shape *shape = &awp_test_node_shape;
    struct awp_member_value *members = awp_test_new(arena, shape->member_count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < shape->member_count; i++) {
        const struct awp_member *member = &shape->members[i];
        if (draw(seed, 2) == 0 || (depth == 0 && holds_nodes(member->target))) {
            continue;
        }
        const size_t least = member->xml_flattened && !empty_flat ? 1 : 0;
        members[count++] = (struct awp_member_value){
            .member = member,
            .value = draw_value(member->target, seed, depth, empty_flat, least, arena)};
    }
    return (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
}

enum awp_status awp_test_value_of_json(const struct awp_shape *shape, struct awp_bytes text,
                                       struct awp_arena *arena, struct awp_value *value) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes copy = awp_test_copy(&heap, text);
    const struct awp_json_node *root;
    struct awp_fault fault;
    cr_assert_eq(awp_json_parse(copy, arena, &root, &fault), AWP_OK);
    cr_assert_not_null(root, "%.*s: %s at %zu", AWP_TEST_SHOW(text), fault.reason, fault.offset);
    awp_test_release(&heap, copy);
    awp_test_heap_expect_empty(&heap, "the text");
    return awp_value_of_json(shape, root, arena, value);
}

enum awp_status awp_test_value_of_xml(const struct awp_shape *shape, struct awp_bytes text,
                                      struct awp_arena *arena, struct awp_value *value) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes copy = awp_test_copy(&heap, text);
    const struct awp_xml_node *root;
    struct awp_fault fault;
    cr_assert_eq(awp_xml_parse(copy, arena, &root, &fault), AWP_OK);
    cr_assert_not_null(root, "%.*s: %s at %zu", AWP_TEST_SHOW(text), fault.reason, fault.offset);
    awp_test_release(&heap, copy);
    awp_test_heap_expect_empty(&heap, "the text");
    return awp_value_of_xml(shape, root, arena, value);
}

struct awp_bytes awp_test_canonical(const struct awp_value *value, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text;
    awp_value_write(value, &out);
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return text;
}
