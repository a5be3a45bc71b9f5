/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes are shown as they are, and what is left out is said. */
#include "awsproof/hex_dump.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static char *dumped(const char *bytes, size_t len, size_t max_bytes, int indent) {
    char *const copy = malloc(len > 0 ? len : 1);
    memcpy(copy, bytes, len);
    char *text = NULL;
    size_t text_len = 0;
    FILE *const out = open_memstream(&text, &text_len);
    awp_hex_dump_write(out, (struct awp_report_text){copy, len}, max_bytes, indent);
    cr_assert_eq(fclose(out), 0);
    free(copy);
    return text;
}

Test(hex_dump, a_short_line_is_padded_and_hides_what_does_not_print) {
    char *const text = dumped("AB\0\x1b\xff~", 6, 512, 2);
    cr_expect_str_eq(text, "  00000000  41 42 00 1b ff 7e                                 "
                           "|AB...~|\n");
    free(text);
}

Test(hex_dump, sixteen_bytes_make_a_line) {
    char *const text = dumped("0123456789abcdefg", 17, 17, 0);
    cr_expect_str_eq(text, "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  "
                           "|0123456789abcdef|\n"
                           "00000010  67                                                |g|\n");
    free(text);
}

Test(hex_dump, what_is_left_out_is_counted) {
    char *const text = dumped("0123456789abcdefgh", 18, 16, 1);
    cr_expect_not_null(strstr(text, "|0123456789abcdef|\n [... 2 more bytes ...]\n"));
    free(text);
}

Test(hex_dump, nothing_is_dumped_as_nothing) {
    char *const text = dumped("", 0, 16, 1);
    cr_expect_str_eq(text, "");
    free(text);
}

Test(hex_dump, only_printable_ascii_comes_out_as_it_is) {
    for (int byte = 0; byte < 256; byte++) {
        const char one = (char)byte;
        const char want = byte >= ' ' && byte <= '~' ? one : '.';
        char *const text = dumped(&one, 1, 1, 0);
        const char *const bar = strchr(text, '|');
        cr_assert_not_null(bar);
        cr_expect_eq(bar[1], want, "%02x", (unsigned)byte);
        cr_expect_str_eq(bar + 2, "|\n");
        free(text);
    }
}
