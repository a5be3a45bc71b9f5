/* SPDX-License-Identifier: Apache-2.0 */
/* What is a character, and what only looks like one. */
#include "utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct example {
    const char *bytes;
    size_t length; /* 0: no character begins here */
    uint32_t code_point;
};

static const struct example examples[] = {
    {"a", 1, 'a'},
    {"\xc2\x80", 2, 0x80},
    {"\xdf\xbf", 2, 0x7ff},
    {"\xe0\xa0\x80", 3, 0x800},
    {"\xed\x9f\xbf", 3, 0xd7ff},
    {"\xee\x80\x80", 3, 0xe000},
    {"\xf0\x90\x80\x80", 4, 0x10000},
    {"\xf4\x8f\xbf\xbf", 4, 0x10ffff},
    {"\x80", 0, 0},
    {"\xc3", 0, 0},
    {"\xc3(", 0, 0},
    {"\xc0\x80", 0, 0},
    {"\xc1\xbf", 0, 0},
    {"\xe0\x9f\xbf", 0, 0},
    {"\xed\xa0\x80", 0, 0},
    {"\xed\xbf\xbf", 0, 0},
    {"\xf0\x8f\xbf\xbf", 0, 0},
    {"\xf4\x90\x80\x80", 0, 0},
    {"\xf8\x88\x80\x80\x80", 0, 0},
    {"\xff", 0, 0},
};

Test(utf8, every_boundary_is_read_or_refused) {
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const size_t len = strlen(examples[i].bytes);
        char *const copy = malloc(len);
        memcpy(copy, examples[i].bytes, len);
        uint32_t code_point = 0;
        const size_t length = awp_utf8_read((struct awp_report_text){copy, len}, 0, &code_point);
        cr_expect_eq(length, examples[i].length, "example %zu: %zu bytes", i, length);
        cr_expect_eq(code_point, examples[i].code_point, "example %zu: U+%x", i, code_point);
        free(copy);
    }
}

Test(utf8, a_character_cut_short_is_none_and_is_not_read_past) {
    static const char whole[] = "\xf0\x9f\x92\xa5";
    for (size_t len = 1; len < sizeof whole - 1; len++) {
        char *const copy = malloc(len);
        memcpy(copy, whole, len);
        uint32_t code_point = 0;
        cr_expect_eq(awp_utf8_read((struct awp_report_text){copy, len}, 0, &code_point), 0);
        free(copy);
    }
}

Test(utf8, continuation_bytes_are_0x80_to_0xbf) {
    for (int byte = 0; byte < 256; byte++) {
        cr_expect_eq(awp_utf8_is_continuation((char)byte), byte >= 0x80 && byte <= 0xbf);
    }
}
