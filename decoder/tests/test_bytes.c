/* SPDX-License-Identifier: Apache-2.0 */
/* Counted bytes: equality that counts, and letter case by ASCII alone. */
#include "awsproof/bytes.h"

#include <criterion/criterion.h>

#include "support/heap.h"

#define B(literal) AWP_BYTES_INIT(literal)

Test(bytes, counts_a_string_without_its_nul) {
    cr_expect_eq(awp_bytes_of_string("abc").len, 3);
    cr_expect_eq(awp_bytes_of_string("").len, 0);
    cr_expect_eq(awp_bytes_of_string(NULL).len, 0);
    cr_expect_eq(AWP_BYTES("a\0b").len, 3);
}

Test(bytes, compares_every_byte_and_the_length) {
    static const struct {
        struct awp_bytes a;
        struct awp_bytes b;
        bool equal;
        bool equal_in_any_case;
    } rows[] = {
        {B(""), B(""), true, true},
        {{NULL, 0}, B(""), true, true},
        {B("a"), B("a"), true, true},
        {B("a"), B("b"), false, false},
        {B("a"), B("ab"), false, false},
        {B("ab"), B("a"), false, false},
        {B("a\0b"), B("a\0b"), true, true},
        {B("a\0b"), B("a\0c"), false, false},
        {B("a\0"), B("a"), false, false},
        {B("a"), B("A"), false, true},
        {B("x-amzn-ErrorType"), B("X-AMZN-errortype"), false, true},
        {B("azAZ"), B("AZaz"), false, true},
        {B("@[`{"), B("`{@["), false, false},
        {B("@"), B("`"), false, false},
        {B("["), B("{"), false, false},
        {B("\xC3\xA9"), B("\xC3\x89"), false, false},
        {B("k"), B("\xE2\x84\xAA"), false, false},
    };
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        const struct awp_bytes a = awp_test_copy(&heap, rows[i].a);
        const struct awp_bytes b = awp_test_copy(&heap, rows[i].b);
        cr_expect_eq(awp_bytes_equal(a, b), rows[i].equal, "row %zu", i);
        cr_expect_eq(awp_bytes_equal_ascii_case(a, b), rows[i].equal_in_any_case, "row %zu", i);
        awp_test_release(&heap, a);
        awp_test_release(&heap, b);
    }
    awp_test_heap_expect_empty(&heap, "the rows");
}

Test(bytes, knows_utf8) {
    cr_expect(awp_bytes_is_utf8((struct awp_bytes){0}));
    cr_expect(awp_bytes_is_utf8(AWP_BYTES("a\0\xC3\xA9\xF4\x8F\xBF\xBF")));
    cr_expect_not(awp_bytes_is_utf8(AWP_BYTES("a\xC3")));
    cr_expect_not(awp_bytes_is_utf8(AWP_BYTES("\xED\xA0\x80")));
}
