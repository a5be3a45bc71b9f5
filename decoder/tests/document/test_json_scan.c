/* SPDX-License-Identifier: Apache-2.0 */
/* The strict JSON scan: what is a document by SPEC R3, and where what is none goes wrong. */
#include "document/json_scan.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/heap.h"

static struct awp_json_scan scan_exact(struct awp_bytes text) {
    struct awp_test_heap heap = {0};
    struct awp_json_scan scan;
    const struct awp_bytes copy = awp_test_copy(&heap, text);
    awp_json_scan(copy, &scan);
    awp_test_release(&heap, copy);
    awp_test_heap_expect_empty(&heap, "a scan");
    return scan;
}

#define TEXT(literal) AWP_BYTES_INIT(literal)

Test(json_scan, accepts_documents_and_counts_names_and_scalars) {
    static const struct {
        struct awp_bytes text;
        size_t name_count;
        size_t scalar_count;
        size_t text_bytes;
    } rows[] = {
        {TEXT("null"), 0, 1, 0},
        {TEXT("true"), 0, 1, 0},
        {TEXT("false"), 0, 1, 0},
        {TEXT("0"), 0, 1, 1},
        {TEXT("-0"), 0, 1, 2},
        {TEXT("-0.0"), 0, 1, 4},
        {TEXT("10"), 0, 1, 2},
        {TEXT("1234567890123456789012345678901234567890"), 0, 1, 40},
        {TEXT("1.50"), 0, 1, 4},
        {TEXT("0e0"), 0, 1, 3},
        {TEXT("1e5"), 0, 1, 3},
        {TEXT("1E+05"), 0, 1, 5},
        {TEXT("1e-999999999999"), 0, 1, 15},
        {TEXT("1e999999999999"), 0, 1, 14},
        {TEXT("[0,-1,[2.5],{\"a\":3e1}]"), 1, 4, 10},
        {TEXT("\"\""), 0, 1, 0},
        {TEXT("\"1 -2\""), 0, 1, 4},
        {TEXT(" \t\r\n0 \t\r\n"), 0, 1, 1},
        {TEXT("[]"), 0, 0, 0},
        {TEXT("[ \n]"), 0, 0, 0},
        {TEXT("{}"), 0, 0, 0},
        {TEXT("{ \t}"), 0, 0, 0},
        {TEXT("{\"\":null}"), 1, 1, 0},
        {TEXT("{ \"a\" : [ null , true ] , \"a\" : false }"), 2, 3, 2},
        {TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), 0, 1, 16},
        {TEXT("\"\\u0041\\uABCD\\uabcd\\uFFFF\""), 0, 1, 24},
        {TEXT("\"\\u0000\""), 0, 1, 6},
        {TEXT("{\"\\u0000\":\"a\\u0000\\u0000\"}"), 1, 1, 19},
        {TEXT("\"\\\\u0000\""), 0, 1, 7},
        {TEXT("\"\\uD7FF\\uE000\""), 0, 1, 12},
        {TEXT("\"\\uD800\\uDC00\\udbff\\udfff\""), 0, 1, 24},
        {TEXT("\"\x7F\""), 0, 1, 1},
        {TEXT("\"\xC2\x80\xDF\xBF\""), 0, 1, 4},
        {TEXT("\"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\""), 0, 1, 12},
        {TEXT("\"\xE2\x80\xA8\xEF\xBB\xBF\""), 0, 1, 6},
        {TEXT("\"\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\""), 0, 1, 8},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_json_scan scan = scan_exact(rows[i].text);
        cr_expect_null(scan.fault.reason, "%.*s: %s at %zu", AWP_TEST_SHOW(rows[i].text),
                       scan.fault.reason, scan.fault.offset);
        cr_expect_eq(scan.name_count, rows[i].name_count, "%.*s", AWP_TEST_SHOW(rows[i].text));
        cr_expect_eq(scan.scalar_count, rows[i].scalar_count, "%.*s", AWP_TEST_SHOW(rows[i].text));
        cr_expect_eq(scan.text_bytes, rows[i].text_bytes, "%.*s", AWP_TEST_SHOW(rows[i].text));
    }
}

struct refused {
    struct awp_bytes text;
    const char *reason;
    size_t offset;
};

static void expect_refused(struct awp_bytes text, const char *reason, size_t offset) {
    const struct awp_json_scan scan = scan_exact(text);
    cr_assert_not_null(scan.fault.reason, "%.*s is taken", AWP_TEST_SHOW(text));
    cr_expect_str_eq(scan.fault.reason, reason, "%.*s: %s", AWP_TEST_SHOW(text), scan.fault.reason);
    cr_expect_eq(scan.fault.offset, offset, "%.*s: at %zu, not %zu", AWP_TEST_SHOW(text),
                 scan.fault.offset, offset);
}

static void expect_all_refused(const struct refused *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        expect_refused(rows[i].text, rows[i].reason, rows[i].offset);
    }
}

static const char value_missing[] = "the text ends where a value should begin";
static const char no_value[] = "not a JSON value";
static const char more[] = "more after the end of the value";
static const char digit_missing[] = "a digit is missing in a number";
static const char string_unended[] = "the text ends in a string";
static const char no_escape[] = "not an escape that JSON has";
static const char no_hex[] = "\\u needs four hexadecimal digits";
static const char lone_high[] = "a high surrogate without a low one after it";
static const char lone_low[] = "a low surrogate without a high one before it";
static const char control[] = "a control character in a string";
static const char no_utf8[] = "a string that is no UTF-8";
static const char in_array[] = "a comma or ] is missing in an array";
static const char in_object[] = "a comma or } is missing in an object";
static const char name_missing[] = "a member's name is missing";
static const char colon_missing[] = "a colon is missing after a member's name";
static const char too_deep[] = "arrays and objects nest more than 512 deep";

Test(json_scan, refuses_what_is_not_exactly_one_value) {
    static const struct refused rows[] = {
        {TEXT(""), value_missing, 0},
        {TEXT(" \n"), value_missing, 2},
        {TEXT("nul"), no_value, 0},
        {TEXT("nulL"), no_value, 0},
        {TEXT("True"), no_value, 0},
        {TEXT("NaN"), no_value, 0},
        {TEXT("Infinity"), no_value, 0},
        {TEXT("undefined"), no_value, 0},
        {TEXT("'a'"), no_value, 0},
        {TEXT("nullx"), more, 4},
        {TEXT("null null"), more, 5},
        {TEXT("{}{}"), more, 2},
        {TEXT("{} ,"), more, 3},
        {TEXT("{}\0"), more, 2},
        {TEXT("\0{}"), no_value, 0},
        {TEXT("1//x"), more, 1},
        {TEXT("/*x*/1"), no_value, 0},
        {TEXT("\xEF\xBB\xBF{}"), no_value, 0},
        {TEXT("{}\xEF\xBB\xBF"), more, 2},
        {TEXT("\xFF\xFE{\0}\0"), no_value, 0},
        {TEXT("\f1"), no_value, 0},
        {TEXT("\v1"), no_value, 0},
        {TEXT("\xC2\xA0"
              "1"),
         no_value, 0},
        {TEXT("1\x1A"), more, 1},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(json_scan, refuses_numbers_outside_the_grammar) {
    static const struct refused rows[] = {
        {TEXT("01"), more, 1},
        {TEXT("-01"), more, 2},
        {TEXT("00"), more, 1},
        {TEXT("-"), digit_missing, 1},
        {TEXT("--1"), digit_missing, 1},
        {TEXT("-a"), digit_missing, 1},
        {TEXT("+1"), no_value, 0},
        {TEXT(".5"), no_value, 0},
        {TEXT("1."), digit_missing, 2},
        {TEXT("[1.]"), digit_missing, 3},
        {TEXT("1.e5"), digit_missing, 2},
        {TEXT("1e"), digit_missing, 2},
        {TEXT("1e+"), digit_missing, 3},
        {TEXT("1E-x"), digit_missing, 3},
        {TEXT("1e+-1"), digit_missing, 3},
        {TEXT("1e5.5"), more, 3},
        {TEXT("1.5.5"), more, 3},
        {TEXT("0x10"), more, 1},
        {TEXT("1_0"), more, 1},
        {TEXT("1,0"), more, 1},
        {TEXT("-Infinity"), digit_missing, 1},
        {TEXT("\xD9\xA1"), no_value, 0},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(json_scan, refuses_escapes_that_json_does_not_have) {
    static const struct refused rows[] = {
        {TEXT("\""), string_unended, 1},     {TEXT("\"abc"), string_unended, 4},
        {TEXT("\"\\\""), string_unended, 3}, {TEXT("\"\\"), no_escape, 2},
        {TEXT("\"\\x41\""), no_escape, 2},   {TEXT("\"\\'\""), no_escape, 2},
        {TEXT("\"\\U0041\""), no_escape, 2}, {TEXT("\"\\0\""), no_escape, 2},
        {TEXT("\"\\\0\""), no_escape, 2},    {TEXT("\"\\\n\""), no_escape, 2},
        {TEXT("\"\\u"), no_hex, 3},          {TEXT("\"\\u12"), no_hex, 5},
        {TEXT("\"\\u12\""), no_hex, 5},      {TEXT("\"\\u12G4\""), no_hex, 5},
        {TEXT("\"\\u 123\""), no_hex, 3},    {TEXT("\"\\u+123\""), no_hex, 3},
        {TEXT("\"\\u@BCD\""), no_hex, 3},    {TEXT("\"\\u`bcd\""), no_hex, 3},
        {TEXT("\"\\u{41}\""), no_hex, 3},    {TEXT("{\"\\q\":1}"), no_escape, 3},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(json_scan, refuses_surrogates_that_are_no_pair) {
    static const struct refused rows[] = {
        {TEXT("\"\\uD800\""), lone_high, 7},
        {TEXT("\"\\uDBFF"), lone_high, 7},
        {TEXT("\"\\uD800x\""), lone_high, 7},
        {TEXT("\"\\uD800\\n\""), lone_high, 8},
        {TEXT("\"\\uD800\\xDC00\""), lone_high, 8},
        {TEXT("\"\\uD800\\uD800\""), lone_high, 13},
        {TEXT("\"\\uD800\\u0041\""), lone_high, 13},
        {TEXT("\"\\uD800\\uE000\""), lone_high, 13},
        {TEXT("\"\\uD800\\uDC\""), no_hex, 11},
        {TEXT("\"\\uDC00\""), lone_low, 7},
        {TEXT("\"\\uDFFF\""), lone_low, 7},
        {TEXT("\"\\uDC00\\uD800\""), lone_low, 7},
        {TEXT("\"\\uD800\\uDC00\\uDC00\""), lone_low, 19},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

Test(json_scan, refuses_every_raw_control_character_in_a_string_and_no_other) {
    for (unsigned byte = 0; byte < 0x80; byte++) {
        const uint8_t text[] = {'"', 'a', (uint8_t)byte, '"'};
        const struct awp_bytes bytes = {text, sizeof text};
        if (byte < 0x20) {
            expect_refused(bytes, control, 2);
        } else if (byte != '"' && byte != '\\') {
            const struct awp_json_scan scan = scan_exact(bytes);
            cr_expect_null(scan.fault.reason, "byte %02x: %s", byte, scan.fault.reason);
        }
    }
}

Test(json_scan, refuses_strings_that_are_no_utf8) {
    static const struct awp_bytes bad[] = {
        TEXT("\x80"),
        TEXT("\xBF"),
        TEXT("\xC0\x80"),
        TEXT("\xC1\xBF"),
        TEXT("\xC2"),
        TEXT("\xC2"
             "A"),
        TEXT("\xE0\x80\x80"),
        TEXT("\xE0\x9F\xBF"),
        TEXT("\xE1\x80"),
        TEXT("\xE1\x80"
             "A"),
        TEXT("\xED\xA0\x80"),
        TEXT("\xED\xBF\xBF"),
        TEXT("\xEF\xBF"),
        TEXT("\xF0\x80\x80\x80"),
        TEXT("\xF0\x8F\xBF\xBF"),
        TEXT("\xF1\x80\x80"),
        TEXT("\xF4\x90\x80\x80"),
        TEXT("\xF5\x80\x80\x80"),
        TEXT("\xF8\x88\x80\x80\x80"),
        TEXT("\xFE"),
        TEXT("\xFF"),
    };
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(bad); i++) {
        const struct awp_bytes closed[] = {TEXT("[\"\xC3\xA9"), bad[i], TEXT("\"]")};
        const struct awp_bytes text = awp_test_join(&heap, closed, 3);
        expect_refused(text, no_utf8, 4);
        awp_test_release(&heap, text);
        const struct awp_bytes cut = awp_test_join(&heap, closed, 2);
        expect_refused(cut, no_utf8, 4);
        awp_test_release(&heap, cut);
    }
    awp_test_heap_expect_empty(&heap, "the inputs");
    expect_refused(AWP_BYTES("[\xC3\xA9]"), no_value, 1);
}

Test(json_scan, refuses_arrays_and_objects_that_are_not_well_formed) {
    static const struct refused rows[] = {
        {TEXT("["), value_missing, 1},
        {TEXT("[1"), in_array, 2},
        {TEXT("[1 2]"), in_array, 3},
        {TEXT("[1}"), in_array, 2},
        {TEXT("[1,]"), no_value, 3},
        {TEXT("[1,"), value_missing, 3},
        {TEXT("[,1]"), no_value, 1},
        {TEXT("[1,,2]"), no_value, 3},
        {TEXT("[1:2]"), in_array, 2},
        {TEXT("]"), no_value, 0},
        {TEXT("[]]"), more, 2},
        {TEXT("{"), name_missing, 1},
        {TEXT("{1:2}"), name_missing, 1},
        {TEXT("{a:1}"), name_missing, 1},
        {TEXT("{,}"), name_missing, 1},
        {TEXT("{null:1}"), name_missing, 1},
        {TEXT("{\"a\"}"), colon_missing, 4},
        {TEXT("{\"a\""), colon_missing, 4},
        {TEXT("{\"a\" 1}"), colon_missing, 5},
        {TEXT("{\"a\":}"), no_value, 5},
        {TEXT("{\"a\":"), value_missing, 5},
        {TEXT("{\"a\"::1}"), no_value, 5},
        {TEXT("{\"a\":1"), in_object, 6},
        {TEXT("{\"a\":1]"), in_object, 6},
        {TEXT("{\"a\":1,}"), name_missing, 7},
        {TEXT("{\"a\":1 \"b\":2}"), in_object, 7},
        {TEXT("}"), no_value, 0},
    };
    expect_all_refused(rows, AWP_TEST_COUNT(rows));
}

/* `open` times `depth`, a value, `close` as often. */
static struct awp_bytes nested(struct awp_test_heap *heap, struct awp_bytes open, size_t depth,
                               struct awp_bytes close) {
    const struct awp_bytes parts[] = {awp_test_repeat(heap, open, depth), AWP_BYTES("0"),
                                      awp_test_repeat(heap, close, depth)};
    const struct awp_bytes text = awp_test_join(heap, parts, 3);
    awp_test_release(heap, parts[0]);
    awp_test_release(heap, parts[2]);
    return text;
}

Test(json_scan, takes_512_levels_and_refuses_the_513th) {
    static const struct {
        struct awp_bytes open;
        struct awp_bytes close;
        size_t levels;      /* that one `open` makes */
        size_t behind_open; /* bytes up to and with its first bracket */
    } rows[] = {
        {TEXT("["), TEXT("]"), 1, 1},
        {TEXT("{\"a\":"), TEXT("}"), 1, 1},
        {TEXT("[{\"a\":"), TEXT("}]"), 2, 1},
        {TEXT("[[],"), TEXT(",[]]"), 1, 1},
    };
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const bool widens = rows[i].open.len == 4; /* its leaf stands one level deeper */
        const size_t levels = widens ? AWP_MAX_DEPTH - 1 : AWP_MAX_DEPTH;
        const size_t most = levels / rows[i].levels;
        const struct awp_bytes deep = nested(&heap, rows[i].open, most, rows[i].close);
        const struct awp_json_scan scan = scan_exact(deep);
        cr_expect_null(scan.fault.reason, "row %zu: %s", i, scan.fault.reason);
        awp_test_release(&heap, deep);
        const struct awp_bytes deeper = nested(&heap, rows[i].open, most + 1, rows[i].close);
        const size_t level_513 = most * rows[i].open.len + rows[i].behind_open;
        expect_refused(deeper, too_deep, level_513 + (widens ? 1 : 0));
        awp_test_release(&heap, deeper);
    }
    awp_test_heap_expect_empty(&heap, "the inputs");
}

Test(json_scan, refuses_a_million_open_brackets_without_a_deep_stack) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes open = awp_test_repeat(&heap, AWP_BYTES("["), 1000000);
    expect_refused(open, too_deep, 513);
    awp_test_release(&heap, open);
    awp_test_heap_expect_empty(&heap, "the input");
}

Test(json_scan, takes_any_number_of_containers_beside_each_other) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes siblings = awp_test_repeat(&heap, AWP_BYTES("[],{},"), 2000);
    const struct awp_bytes parts[] = {AWP_BYTES("["), siblings, AWP_BYTES("0]")};
    const struct awp_bytes text = awp_test_join(&heap, parts, 3);
    cr_expect_null(scan_exact(text).fault.reason);
    awp_test_release(&heap, text);
    awp_test_release(&heap, siblings);
    awp_test_heap_expect_empty(&heap, "the inputs");
}

Test(json_scan, writes_where_each_value_begins) {
    static const size_t offsets[] = {0, 1, 5, 12, 21, 22, 31};
    const struct awp_bytes text = AWP_BYTES("[10, {\"a\" : \"x\", \"b\":[true]} , null]");
    struct awp_test_heap heap = {0};
    const struct awp_bytes copy = awp_test_copy(&heap, text);
    struct awp_json_place places[sizeof offsets / sizeof offsets[0]];
    awp_json_scan_places(copy, places, AWP_TEST_COUNT(offsets));
    for (size_t i = 0; i < AWP_TEST_COUNT(offsets); i++) {
        cr_expect_eq(places[i].offset, offsets[i], "value %zu: %zu", i, places[i].offset);
    }
    awp_json_scan_places(AWP_BYTES(" \n[7]"), places, 1);
    cr_expect_eq(places[0].offset, 2);
    cr_expect_eq(places[1].offset, 1, "no more than were asked for");
    awp_test_release(&heap, copy);
    awp_test_heap_expect_empty(&heap, "the input");
}
