/* SPDX-License-Identifier: Apache-2.0 */
/* Taking JSON apart: what is structure, what is a text, and that no text is more than it was. */
#include "document/json_parts.h"

#include <criterion/criterion.h>
#include <string.h>

#include "document/json_run.h"
#include "support/heap.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)
enum { MOST_SCALARS = 6 };

struct row {
    struct awp_bytes text;
    struct awp_bytes structure;
    struct awp_json_scalar scalars[MOST_SCALARS];
    size_t count;
};

#define STRING(literal)                                                                            \
    { AWP_JSON_STRING, TEXT(literal) }
#define NUMBER(literal)                                                                            \
    { AWP_JSON_NUMBER, TEXT(literal) }

static void expect_parts(const struct row *row, const struct awp_json_scan *scan,
                         const struct awp_json_parts *parts) {
    cr_expect(awp_bytes_equal(parts->structure, row->structure), "%.*s gives %.*s",
              AWP_TEST_SHOW(row->text), AWP_TEST_SHOW(parts->structure));
    cr_assert_eq(scan->name_count + scan->scalar_count, row->count, "%.*s",
                 AWP_TEST_SHOW(row->text));
    for (size_t i = 0; i < row->count; i++) {
        const struct awp_json_scalar *got = &parts->scalars[i];
        cr_expect_eq(got->kind, row->scalars[i].kind, "%.*s: scalar %zu", AWP_TEST_SHOW(row->text),
                     i);
        cr_expect(awp_bytes_equal(got->text, row->scalars[i].text), "%.*s: scalar %zu is %.*s",
                  AWP_TEST_SHOW(row->text), i, AWP_TEST_SHOW(got->text));
    }
}

static void expect_split(const struct row *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < count; i++) {
        struct awp_json_scan scan;
        struct awp_json_parts parts;
        const struct awp_bytes copy = awp_test_copy(&room.heap, rows[i].text);
        awp_json_scan(copy, &scan);
        cr_assert_null(scan.fault.reason, "%.*s: %s", AWP_TEST_SHOW(copy), scan.fault.reason);
        cr_assert_eq(awp_json_split(copy, &scan, room.arena, &parts), AWP_OK);
        memset((void *)(uintptr_t)copy.ptr, '#', copy.len);
        expect_parts(&rows[i], &scan, &parts);
        awp_test_release(&room.heap, copy);
    }
    awp_test_room_close(&room);
}

Test(json_parts, keeps_brackets_and_commas_and_takes_names_and_scalars_out) {
    static const struct row rows[] = {
        {TEXT("[]"), TEXT("[]"), {{0}}, 0},
        {TEXT(" \t\r\n{ } "), TEXT("{}"), {{0}}, 0},
        {TEXT("\"\""), TEXT("null"), {STRING("")}, 1},
        {TEXT("null"), TEXT("null"), {{AWP_JSON_NULL, TEXT("")}}, 1},
        {TEXT("[true, false]"),
         TEXT("[null,null]"),
         {{AWP_JSON_TRUE, TEXT("")}, {AWP_JSON_FALSE, TEXT("")}},
         2},
        {TEXT("-0"), TEXT("null"), {NUMBER("-0")}, 1},
        {TEXT("[1.50,2E+05,-3e-1]"),
         TEXT("[null,null,null]"),
         {NUMBER("1.50"), NUMBER("2E+05"), NUMBER("-3e-1")},
         3},
        {TEXT("{\"a\":\"b\",\"c\" \n: [ {} , \"d\" ]}"),
         TEXT("{\"\":null,\"\":[{},null]}"),
         {STRING("a"), STRING("b"), STRING("c"), STRING("d")},
         4},
        {TEXT("{\"[{:,\":\"]}\"}"), TEXT("{\"\":null}"), {STRING("[{:,"), STRING("]}")}, 2},
        {TEXT("[\":\"]"), TEXT("[null]"), {STRING(":")}, 1},
        {TEXT("{\"null\":null}"),
         TEXT("{\"\":null}"),
         {STRING("null"), {AWP_JSON_NULL, TEXT("")}},
         2},
    };
    expect_split(rows, AWP_TEST_COUNT(rows));
}

Test(json_parts, unescapes) {
    static const struct row rows[] = {
        {TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), TEXT("null"), {STRING("\"\\/\b\f\n\r\t")}, 1},
        {TEXT("\"\\\\u0041\\u0041\""), TEXT("null"), {STRING("\\u0041A")}, 1},
        {TEXT("\"a\\u0000b\""), TEXT("null"), {STRING("a\0b")}, 1},
        {TEXT("{\"\\u0000\":\"\\u0000\"}"), TEXT("{\"\":null}"), {STRING("\0"), STRING("\0")}, 2},
        {TEXT("\"\\u007F\\u0080\\u07fF\\u0800\\uFfFf\""),
         TEXT("null"),
         {STRING("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF")},
         1},
        {TEXT("\"\\uD800\\uDC00\\udbff\\udfff\""),
         TEXT("null"),
         {STRING("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")},
         1},
        {TEXT("\"\\uD83D\\uDE00x\xF0\x9F\x98\x80\""),
         TEXT("null"),
         {STRING("\xF0\x9F\x98\x80x\xF0\x9F\x98\x80")},
         1},
        {TEXT("\"0123456789\\n0123456789\\\"\""),
         TEXT("null"),
         {STRING("0123456789\n0123456789\"")},
         1},
    };
    expect_split(rows, AWP_TEST_COUNT(rows));
}

/* At every place of a word, and in the tail behind the last whole one. */
Test(json_parts, ends_runs_at_every_byte_that_ends_them_and_at_no_other) {
    enum { LENGTH = 20 };
    for (unsigned byte = 0; byte < 0x100; byte++) {
        const bool is_quote = byte == '"' || byte == '\\';
        const bool is_unplain = is_quote || byte < 0x20 || byte >= 0x80;
        for (size_t at = 0; at < LENGTH; at++) {
            uint8_t text[LENGTH];
            memset(text, 'x', sizeof text);
            text[at] = (uint8_t)byte;
            cr_assert_eq(awp_json_run(text, LENGTH, awp_mark_quotes), is_quote ? at : LENGTH,
                         "%02x at %zu", byte, at);
            cr_assert_eq(awp_json_run(text, LENGTH, awp_mark_unplain), is_unplain ? at : LENGTH,
                         "%02x at %zu", byte, at);
        }
    }
}

/* What is subtracted borrows from the bytes behind: that must end no run too early. */
Test(json_parts, ends_runs_at_the_first_of_two) {
    static const uint8_t bytes[] = {0x00, 0x01, 0x1F, ' ',  '!',  '"',  '#',  '[',
                                    '\\', ']',  0x7F, 0x80, 0x81, 0xA2, 0xDC, 0xFF};
    for (size_t i = 0; i < sizeof bytes; i++) {
        for (size_t j = 0; j < sizeof bytes; j++) {
            uint8_t text[9] = {bytes[i], bytes[j], 'a', 'a', 'a', 'a', 'a', 'a', '"'};
            size_t quotes = 0;
            size_t unplain = 0;
            while (text[quotes] != '"' && text[quotes] != '\\') {
                quotes++;
            }
            while (text[unplain] >= 0x20 && text[unplain] < 0x80 && unplain < quotes) {
                unplain++;
            }
            cr_assert_eq(awp_json_run(text, sizeof text, awp_mark_quotes), quotes, "%02x %02x",
                         bytes[i], bytes[j]);
            cr_assert_eq(awp_json_run(text, sizeof text, awp_mark_unplain), unplain, "%02x %02x",
                         bytes[i], bytes[j]);
        }
    }
}
