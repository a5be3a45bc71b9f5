/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 against its definition: every scalar value, every pair of bytes, and every way to be wrong.
 */
#include "utf8.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/heap.h"

static bool is_scalar(uint32_t code_point) {
    return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

static size_t length_of(uint32_t scalar) {
    return scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
}

/* The pattern of RFC 3629, section 3, for `length` bytes, whether or not it is allowed. */
static void spread(uint32_t code_point, size_t length, uint8_t out[4]) {
    static const uint8_t marks[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = length; i > 1; i--) {
        out[i - 1] = (uint8_t)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (uint8_t)(marks[length] | code_point);
}

Test(utf8, takes_exactly_the_shortest_form_of_every_scalar_value) {
    static const uint32_t largest[] = {0, 0x7F, 0x7FF, 0xFFFF, 0x1FFFFF};
    for (size_t length = 1; length <= 4; length++) {
        for (uint32_t code_point = 0; code_point <= largest[length]; code_point++) {
            uint8_t text[4];
            spread(code_point, length, text);
            const bool allowed = is_scalar(code_point) && length_of(code_point) == length;
            const size_t got = awp_utf8_character((struct awp_bytes){text, length});
            cr_assert_eq(got, allowed ? length : 0, "U+%04X in %zu bytes: %zu", code_point, length,
                         got);
        }
    }
}

Test(utf8, takes_no_character_that_is_cut_or_whose_tail_is_none) {
    static const uint32_t samples[] = {0x80,   0x7FF,  0x800,   0xD7FF,
                                       0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(samples); i++) {
        uint8_t text[4];
        const size_t length = length_of(samples[i]);
        spread(samples[i], length, text);
        for (size_t cut = 0; cut < length; cut++) {
            const struct awp_bytes copy = awp_test_copy(&heap, (struct awp_bytes){text, cut});
            cr_expect_eq(awp_utf8_character(copy), 0, "U+%04X cut to %zu", samples[i], cut);
            awp_test_release(&heap, copy);
        }
        for (size_t at = 1; at < length; at++) {
            for (unsigned byte = 0; byte < 0x100; byte++) {
                uint8_t spoiled[4];
                memcpy(spoiled, text, sizeof spoiled);
                spoiled[at] = (uint8_t)byte;
                if ((byte & 0xC0) != 0x80) {
                    cr_expect_eq(awp_utf8_character((struct awp_bytes){spoiled, length}), 0,
                                 "U+%04X, byte %zu is %02x", samples[i], at, byte);
                }
            }
        }
    }
    awp_test_heap_expect_empty(&heap, "the samples");
}

Test(utf8, begins_no_character_with_a_tail_or_an_impossible_byte) {
    for (unsigned byte = 0x80; byte < 0x100; byte++) {
        if (byte >= 0xC2 && byte <= 0xF4) {
            continue;
        }
        const uint8_t text[] = {(uint8_t)byte, 0x80, 0x80, 0x80, 0x80, 0x80};
        cr_expect_eq(awp_utf8_character((struct awp_bytes){text, sizeof text}), 0, "%02x", byte);
    }
}

Test(utf8, finds_the_first_fault_wherever_it_stands) {
    struct awp_test_heap heap = {0};
    for (size_t at = 0; at < 40; at++) {
        const struct awp_bytes before = awp_test_repeat(&heap, AWP_BYTES("a"), at);
        const struct awp_bytes parts[] = {before, AWP_BYTES("\xC3\xA9\xE2\x82"),
                                          AWP_BYTES("bcdefghijk")};
        const struct awp_bytes text = awp_test_join(&heap, parts, 3);
        cr_expect_eq(awp_utf8_valid_prefix(text), at + 2, "at %zu", at + 2);
        const struct awp_bytes cut = awp_test_copy(&heap, (struct awp_bytes){text.ptr, at + 4});
        cr_expect_eq(awp_utf8_valid_prefix(cut), at + 2, "cut at %zu", at + 4);
        const struct awp_bytes whole = awp_test_copy(&heap, (struct awp_bytes){text.ptr, at + 2});
        cr_expect_eq(awp_utf8_valid_prefix(whole), at + 2, "whole to %zu", at + 2);
        awp_test_release(&heap, whole);
        awp_test_release(&heap, cut);
        awp_test_release(&heap, text);
        awp_test_release(&heap, before);
    }
    cr_expect_eq(awp_utf8_valid_prefix((struct awp_bytes){0}), 0);
    awp_test_heap_expect_empty(&heap, "the texts");
}

Test(utf8, encodes_every_scalar_value_as_it_is_read) {
    for (uint32_t scalar = 0; scalar <= 0x10FFFF; scalar++) {
        uint8_t wanted[4];
        uint8_t text[4] = {0};
        if (!is_scalar(scalar)) {
            continue;
        }
        const size_t length = length_of(scalar);
        spread(scalar, length, wanted);
        cr_assert_eq(awp_utf8_encode(scalar, text), length, "U+%04X", scalar);
        cr_assert_eq(memcmp(text, wanted, length), 0, "U+%04X", scalar);
    }
}

Test(utf8, goes_beyond_ascii_up_to_ascii_a_fault_or_the_end) {
    static const struct {
        struct awp_bytes text;
        size_t length;
    } rows[] = {
        {AWP_BYTES_INIT(""), 0},
        {AWP_BYTES_INIT("a\xC3\xA9"), 0},
        {AWP_BYTES_INIT("\xC3\xA9"), 2},
        {AWP_BYTES_INIT("\xC3\xA9z\xC3\xA9"), 2},
        {AWP_BYTES_INIT("\xE2\x82\xAC\xF0\x9F\x98\x80\xC3\xA9\""), 9},
        {AWP_BYTES_INIT("\xE2\x82\xAC\xFF"), 3},
        {AWP_BYTES_INIT("\xE2\x82\xAC\xE2\x82"), 3},
        {AWP_BYTES_INIT("\xED\xA0\x80"), 0},
        {AWP_BYTES_INIT("\x80"), 0},
    };
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_bytes copy = awp_test_copy(&heap, rows[i].text);
        cr_expect_eq(awp_utf8_beyond_ascii(copy), rows[i].length, "row %zu", i);
        awp_test_release(&heap, copy);
    }
    awp_test_heap_expect_empty(&heap, "the rows");
}
