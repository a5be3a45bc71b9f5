/* SPDX-License-Identifier: Apache-2.0 */
/* JSON documents: what cJSON accepts too freely or loses is right through awp_json_parse. */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "awsproof/document.h"
#include "support/describe.h"
#include "support/heap.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

/* Parses an exact copy, which is scribbled over and gone before the document is looked at. */
static const struct awp_json_node *parse(struct awp_test_room *room, struct awp_bytes text,
                                         struct awp_fault *fault) {
    const struct awp_json_node *root;
    const struct awp_bytes copy = awp_test_copy(&room->heap, text);
    cr_assert_eq(awp_json_parse(copy, room->arena, &root, fault), AWP_OK);
    if (copy.len != 0) {
        memset((void *)(uintptr_t)copy.ptr, '#', copy.len);
    }
    awp_test_release(&room->heap, copy);
    return root;
}

static const struct awp_json_node *parse_document(struct awp_test_room *room,
                                                  struct awp_bytes text) {
    struct awp_fault fault = {"left over", 7};
    const struct awp_json_node *root = parse(room, text, &fault);
    cr_assert_not_null(root, "%.*s: %s", AWP_TEST_SHOW(text), fault.reason);
    cr_assert_null(fault.reason);
    return root;
}

static void expect_string(struct awp_test_room *room, const struct awp_json_node *node,
                          struct awp_bytes wanted) {
    struct awp_bytes text;
    cr_assert_not_null(node);
    cr_assert_eq(awp_json_kind(node), AWP_JSON_STRING);
    cr_assert_eq(awp_json_string(node, room->arena, &text), AWP_OK);
    cr_expect(awp_bytes_equal(text, wanted), "%.*s, not %.*s", AWP_TEST_SHOW(text),
              AWP_TEST_SHOW(wanted));
}

static void expect_written(struct awp_test_room *room, const struct awp_json_node *node,
                           struct awp_bytes wanted) {
    struct awp_buffer out = {.arena = room->arena};
    struct awp_bytes text;
    awp_json_write(node, &out);
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    cr_expect(awp_bytes_equal(text, wanted), "%.*s, not %.*s", AWP_TEST_SHOW(text),
              AWP_TEST_SHOW(wanted));
}

Test(json_document, refuses_what_cjson_accepts_too_freely) {
    static const struct {
        struct awp_bytes text;
        size_t offset;
    } rows[] = {
        {TEXT("[1.]"), 3},
        {TEXT("[01]"), 2},
        {TEXT("[-]"), 2},
        {TEXT("[1e]"), 3},
        {TEXT("{} x"), 3},
        {TEXT("{}\0"), 2},
        {TEXT("\"a\nb\""), 2},
        {TEXT("\"\x01\""), 1},
        {TEXT("\"\xFF\""), 1},
        {TEXT("\"\xC0\x80\""), 1},
        {TEXT("\"\xC1"
              "5\""),
         1},
        {TEXT("\xEF\xBB\xBF{}"), 0},
        {TEXT("\v[]"), 0},
        {TEXT("\"\\uD800\""), 7},
        {TEXT("\x01 1"), 0},
        {TEXT("nullnull"), 4},
        {TEXT(""), 0},
        {TEXT(" "), 1},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_fault fault = {0};
        cr_expect_null(parse(&room, rows[i].text, &fault), "%.*s", AWP_TEST_SHOW(rows[i].text));
        cr_expect_not_null(fault.reason, "%.*s", AWP_TEST_SHOW(rows[i].text));
        cr_expect_eq(fault.offset, rows[i].offset, "%.*s: at %zu", AWP_TEST_SHOW(rows[i].text),
                     fault.offset);
        cr_expect_null(parse(&room, rows[i].text, NULL), "without a fault to write to");
    }
    awp_test_room_close(&room);
}

Test(json_document, keeps_strings_whole_that_hold_u_0000) {
    static const struct {
        struct awp_bytes text;
        struct awp_bytes string;
    } rows[] = {
        {TEXT("\"x\\u0000y\""), TEXT("x\0y")},
        {TEXT("\"\\u0000\""), TEXT("\0")},
        {TEXT("\"\\u0000\\u0000z\""), TEXT("\0\0z")},
        {TEXT("\"end\\u0000\""), TEXT("end\0")},
        {TEXT("\"\\\\u0000\""), TEXT("\\u0000")},
        {TEXT("\"\\\\u0000\\u0000\""), TEXT("\\u0000\0")},
        {TEXT("\"\\u0000\\\\\""), TEXT("\0\\")},
        {TEXT("\"\\\\\\u0000\""), TEXT("\\\0")},
        {TEXT("\"\\\\\\\\u0000\""), TEXT("\\\\u0000")},
        {TEXT("\"\\\"\\u0000\\\"\""), TEXT("\"\0\"")},
        {TEXT("\"\\u00000\""), TEXT("\0"
                                    "0")},
        {TEXT("\"\\u0001\""), TEXT("\x01")},
        {TEXT("\"\\u0080\""), TEXT("\xC2\x80")},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        expect_string(&room, parse_document(&room, rows[i].text), rows[i].string);
    }
    awp_test_room_close(&room);
}

Test(json_document, unescapes_every_escape) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    expect_string(
        &room,
        parse_document(&room, AWP_BYTES("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\uFFFF"
                                        "\\ud83d\\ude00\\uDBFF\\uDFFF\"")),
        AWP_BYTES("\"\\/\b\f\n\r\t\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBF\xF0\x9F\x98\x80"
                  "\xF4\x8F\xBF\xBF"));
    awp_test_room_close(&room);
}

Test(json_document, tells_names_with_u_0000_apart) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *root = parse_document(
        &room, AWP_BYTES("{\"Message\\u0000\":\"with\",\"\\u0000\":\"alone\",\"\":\"empty\"}"));
    cr_expect_null(awp_json_member(root, AWP_BYTES("Message")));
    expect_string(&room, awp_json_member(root, AWP_BYTES("Message\0")), AWP_BYTES("with"));
    expect_string(&room, awp_json_member(root, AWP_BYTES("\0")), AWP_BYTES("alone"));
    expect_string(&room, awp_json_member(root, AWP_BYTES("")), AWP_BYTES("empty"));
    cr_expect_null(awp_json_member(root, AWP_BYTES("\0\0")));
    cr_expect_null(awp_json_member(root, AWP_BYTES("Message\0x")));
    struct awp_bytes name;
    cr_assert_eq(awp_json_name(awp_json_first(root), room.arena, &name), AWP_OK);
    cr_expect(awp_bytes_equal(name, AWP_BYTES("Message\0")));
    cr_assert_eq(awp_json_name(root, room.arena, &name), AWP_OK);
    cr_expect_eq(name.len, 0, "the root is no member");
    cr_expect_not(awp_json_name_is(root, AWP_BYTES("")), "nor is it one with an empty name");
    awp_test_room_close(&room);
}

Test(json_document, looks_names_up_by_letter_case_and_after_unescaping) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *root =
        parse_document(&room, AWP_BYTES("{\"code\":\"low\",\"\\u0043ode\":\"cap\"}"));
    expect_string(&room, awp_json_member(root, AWP_BYTES("code")), AWP_BYTES("low"));
    expect_string(&room, awp_json_member(root, AWP_BYTES("Code")), AWP_BYTES("cap"));
    cr_expect_null(awp_json_member(root, AWP_BYTES("CODE")));
    cr_expect_null(awp_json_member(root, AWP_BYTES("cod")));
    cr_expect_null(awp_json_member(root, AWP_BYTES("code2")));
    awp_test_room_close(&room);
}

Test(json_document, lets_the_last_of_a_repeated_name_count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *root =
        parse_document(&room, AWP_BYTES("{\"a\":\"1\",\"b\":\"2\",\"\\u0061\":\"3\",\"A\":\"4\"}"));
    expect_string(&room, awp_json_member(root, AWP_BYTES("a")), AWP_BYTES("3"));
    awp_test_room_close(&room);
}

Test(json_document, finds_members_in_objects_alone) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    cr_expect_null(
        awp_json_member(parse_document(&room, AWP_BYTES("[{\"a\":1}]")), AWP_BYTES("a")));
    cr_expect_null(awp_json_member(parse_document(&room, AWP_BYTES("\"a\"")), AWP_BYTES("a")));
    cr_expect_null(awp_json_first(parse_document(&room, AWP_BYTES("\"a\""))));
    cr_expect_null(awp_json_first(parse_document(&room, AWP_BYTES("5"))));
    cr_expect_null(awp_json_first(parse_document(&room, AWP_BYTES("{}"))));
    awp_test_room_close(&room);
}

Test(json_document, keeps_the_digits_of_every_number) {
    static const struct awp_bytes rows[] = {
        TEXT("0"),
        TEXT("-0"),
        TEXT("-0.0"),
        TEXT("1.50"),
        TEXT("1e5"),
        TEXT("1E+05"),
        TEXT("1e999"),
        TEXT("-1e-999"),
        TEXT("9007199254740993"),
        TEXT("100000000000000000000000.10"),
        TEXT("0.1000000000000000055511151231257827"),
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_json_node *node = parse_document(&room, rows[i]);
        cr_assert_eq(awp_json_kind(node), AWP_JSON_NUMBER, "%.*s", AWP_TEST_SHOW(rows[i]));
        cr_expect(awp_bytes_equal(awp_json_number(node), rows[i]), "%.*s",
                  AWP_TEST_SHOW(awp_json_number(node)));
    }
    awp_test_room_close(&room);
}

Test(json_document, keeps_a_number_of_400_digits) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes digits = awp_test_repeat(&room.heap, AWP_BYTES("1234567890"), 40);
    const struct awp_bytes parts[] = {AWP_BYTES("[-"), digits, AWP_BYTES("."), digits,
                                      AWP_BYTES("]")};
    const struct awp_bytes text = awp_test_join(&room.heap, parts, 5);
    const struct awp_json_node *number = awp_json_first(parse_document(&room, text));
    cr_expect_eq(awp_json_number(number).len, 802);
    cr_expect(
        awp_bytes_equal(awp_json_number(number), (struct awp_bytes){text.ptr + 1, text.len - 2}));
    awp_test_release(&room.heap, text);
    awp_test_release(&room.heap, digits);
    awp_test_room_close(&room);
}

Test(json_document, takes_no_string_for_a_number) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    expect_string(&room, parse_document(&room, AWP_BYTES("\"12\"")), AWP_BYTES("12"));
    expect_string(&room, parse_document(&room, AWP_BYTES("\"\\u00C1\"")), AWP_BYTES("\xC3\x81"));
    expect_string(&room, parse_document(&room, AWP_BYTES("\"\"")), AWP_BYTES(""));
    awp_test_room_close(&room);
}

Test(json_document, knows_every_kind_and_keeps_the_order) {
    static const enum awp_json_kind kinds[] = {AWP_JSON_NULL,   AWP_JSON_FALSE,  AWP_JSON_TRUE,
                                               AWP_JSON_NUMBER, AWP_JSON_STRING, AWP_JSON_ARRAY,
                                               AWP_JSON_OBJECT};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *item =
        awp_json_first(parse_document(&room, AWP_BYTES("[null,false,true,0,\"\",[],{}]")));
    for (size_t i = 0; i < AWP_TEST_COUNT(kinds); i++) {
        cr_assert_not_null(item, "item %zu", i);
        cr_expect_eq(awp_json_kind(item), kinds[i], "item %zu", i);
        item = awp_json_next(item);
    }
    cr_expect_null(item);
    awp_test_room_close(&room);
}

Test(json_document, writes_what_it_parsed_digit_for_digit) {
    static const struct {
        struct awp_bytes text;
        struct awp_bytes written;
    } rows[] = {
        {TEXT(" [ 1.50 , -0 , 1E+5 ] "), TEXT("[1.50,-0,1E+5]")},
        {TEXT("{\"b\":1,\"a\":{},\"b\":[]}"), TEXT("{\"b\":1,\"a\":{},\"b\":[]}")},
        {TEXT("{\"\":\"\",\"\\u0000\":\"\\u0000\"}"), TEXT("{\"\":\"\",\"\\u0000\":\"\\u0000\"}")},
        {TEXT("\"\\u0001\\n\\/\\u00e9\\u007f\""), TEXT("\"\\u0001\\n/\xC3\xA9\x7F\"")},
        {TEXT("[null,true,false]"), TEXT("[null,true,false]")},
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_json_node *root = parse_document(&room, rows[i].text);
        expect_written(&room, root, rows[i].written);
        expect_written(&room, parse_document(&room, rows[i].written), rows[i].written);
    }
    awp_test_room_close(&room);
}

Test(json_document, says_where_each_value_begins) {
    static const size_t offsets[] = {1, 6, 7, 10, 21};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes text = AWP_BYTES(" {\"a\":[1, 22], \"b\" : \"x\"}");
    const struct awp_json_node *root = parse_document(&room, text);
    const struct awp_json_node *array = awp_json_first(root);
    const struct awp_json_node *one = awp_json_first(array);
    const struct awp_json_node *nodes[] = {root, array, one, awp_json_next(one),
                                           awp_json_next(array)};
    const struct awp_json_place *places = NULL;
    size_t count = 0;
    cr_assert_eq(awp_json_places(text, root, room.arena, &places, &count), AWP_OK);
    cr_assert_eq(count, AWP_TEST_COUNT(nodes));
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(places[i].node, nodes[i], "value %zu", i);
        cr_expect_eq(places[i].offset, offsets[i], "value %zu: %zu", i, places[i].offset);
    }
    awp_test_room_close(&room);
}

Test(json_document, says_so_where_places_have_no_room) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes text = awp_test_repeat(&room.heap, AWP_BYTES("0,"), 5000);
    const struct awp_bytes parts[] = {AWP_BYTES("["), text, AWP_BYTES("0]")};
    const struct awp_bytes whole = awp_test_join(&room.heap, parts, 3);
    const struct awp_json_node *root = parse_document(&room, whole);
    struct awp_arena *small = awp_arena_create(NULL, AWP_ARENA_MIN_BYTES);
    const struct awp_json_place *places = NULL;
    size_t count = 0;
    cr_expect_eq(awp_json_places(whole, root, small, &places, &count), AWP_OVER_CEILING);
    cr_expect_null(places);
    cr_expect_eq(count, 0);
    awp_arena_destroy(small);
    awp_test_release(&room.heap, whole);
    awp_test_release(&room.heap, text);
    awp_test_room_close(&room);
}

Test(json_document, takes_512_levels_and_refuses_the_513th) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t depth = AWP_MAX_DEPTH; depth <= AWP_MAX_DEPTH + 1; depth++) {
        const struct awp_bytes open = awp_test_repeat(&room.heap, AWP_BYTES("["), depth);
        const struct awp_bytes close = awp_test_repeat(&room.heap, AWP_BYTES("]"), depth);
        const struct awp_bytes text =
            awp_test_join(&room.heap, (const struct awp_bytes[]){open, close}, 2);
        struct awp_fault fault = {0};
        const struct awp_json_node *root = parse(&room, text, &fault);
        cr_expect_eq(root != NULL, depth == AWP_MAX_DEPTH, "%zu levels", depth);
        if (root != NULL) {
            expect_written(&room, root, text);
        }
        awp_test_release(&room.heap, text);
        awp_test_release(&room.heap, open);
        awp_test_release(&room.heap, close);
    }
    awp_test_room_close(&room);
}

Test(json_document, reads_no_byte_behind_the_text) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_json_node *root;
    const struct awp_bytes behind = {(const uint8_t *)"1234", 2};
    cr_assert_eq(awp_json_parse(behind, room.arena, &root, NULL), AWP_OK);
    cr_assert_not_null(root);
    cr_expect(awp_bytes_equal(awp_json_number(root), AWP_BYTES("12")));
    awp_test_room_close(&room);
}

Test(json_document, refuses_two_gibibytes_without_reading_them) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes huge = {(const uint8_t *)"{", AWP_MAX_TEXT_BYTES};
    const struct awp_json_node *root;
    awp_test_poison(&root, sizeof root);
    cr_expect_eq(awp_json_parse(huge, room.arena, &root, NULL), AWP_TOO_LARGE);
    awp_test_expect_poison(&root, sizeof root);
    awp_test_room_close(&room);
}

/* The bytes that an arena holds after `times` units were parsed. */
static size_t held_for(struct awp_bytes unit, size_t times) {
    struct awp_test_room room;
    awp_test_room_open(&room, 64 << 20); /* or a fault would take all memory there is */
    const struct awp_bytes units = awp_test_repeat(&room.heap, unit, times);
    const struct awp_bytes parts[] = {AWP_BYTES("["), units, AWP_BYTES("0]")};
    const struct awp_bytes text = awp_test_join(&room.heap, parts, 3);
    (void)parse_document(&room, text);
    const size_t held = awp_arena_held_bytes(room.arena);
    awp_test_release(&room.heap, text);
    awp_test_release(&room.heap, units);
    awp_test_room_close(&room);
    return held;
}

Test(json_document, takes_memory_linear_in_the_text) {
    static const struct awp_bytes units[] = {
        TEXT("[],"),           TEXT("\"\\u0000\","), TEXT("1,"), TEXT("{\"a\":\"b\"},"),
        TEXT("\"\xC3\xA9\","),
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(units); i++) {
        const size_t once = held_for(units[i], 50000);
        const size_t twice = held_for(units[i], 100000);
        cr_expect_lt(twice, once * 9 / 4, "unit %zu: %zu, then %zu bytes", i, once, twice);
    }
}

#ifndef NDEBUG
Test(json_document, does_not_give_the_string_of_what_is_none, .signal = SIGABRT) {
    struct awp_test_room room;
    struct awp_bytes text;
    awp_test_room_open(&room, 0);
    cr_expect_neq(awp_json_string(parse_document(&room, AWP_BYTES("5")), room.arena, &text),
                  AWP_OK);
}

Test(json_document, does_not_give_the_digits_of_what_is_no_number, .signal = SIGABRT) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    (void)awp_json_number(parse_document(&room, AWP_BYTES("\"5\"")));
}
#endif
