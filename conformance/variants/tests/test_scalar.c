/* SPDX-License-Identifier: Apache-2.0 */
/* Characters: read and written, they are the same bytes. */
#include <criterion/criterion.h>

#include "scalar.h"

Test(scalar, what_is_read_is_written_again) {
    static const struct {
        uint32_t scalar;
        struct awp_bytes text;
    } rows[] = {{0, AWP_BYTES_INIT("\0")},
                {0x7F, AWP_BYTES_INIT("\x7F")},
                {0x80, AWP_BYTES_INIT("\xC2\x80")},
                {0x7FF, AWP_BYTES_INIT("\xDF\xBF")},
                {0x800, AWP_BYTES_INIT("\xE0\xA0\x80")},
                {0xFFFF, AWP_BYTES_INIT("\xEF\xBF\xBF")},
                {0x10000, AWP_BYTES_INIT("\xF0\x90\x80\x80")},
                {0x10FFFF, AWP_BYTES_INIT("\xF4\x8F\xBF\xBF")}};
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct awp_buffer out = {.arena = arena};
        struct awp_bytes text = {0};
        size_t length = 0;
        cr_expect_eq(awp_scalar_read(rows[i].text, &length), rows[i].scalar);
        cr_expect_eq(length, rows[i].text.len);
        awp_scalar_append(rows[i].scalar, &out);
        cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
        cr_expect(awp_bytes_equal(text, rows[i].text), "U+%04X", (unsigned)rows[i].scalar);
    }
    awp_arena_destroy(arena);
}

Test(scalar, formats_into_the_buffer) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_scalar_append_format(&out, "&#x%x;", 255U);
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    cr_expect(awp_bytes_equal(text, AWP_BYTES("&#xff;")));
    awp_arena_destroy(arena);
}
