/* SPDX-License-Identifier: Apache-2.0 */
/* Hexadecimal character references, spelled in decimal for libxml2. */
#include "document/xml_references.h"

#include <stdbool.h>
#include <string.h>

#include "awsproof/bytes.h"

/*
 * libxml2 2.9.14 counts each digit of a hexadecimal reference twice, starts again behind 20, and
 * takes no letter at 20: a reference whose 11th digit is a letter, or its 22nd, is an error to it
 * (xmlParseCharRef). No character has more than six digits, so that at least five zeros come before
 * such a letter. Of decimal references it takes any number of digits; and a character has at most
 * seven of them, for which those zeros leave room.
 */
static const struct awp_bytes mark = AWP_BYTES_INIT("&#x00000");

enum { LAST_CHARACTER = 0x10FFFF, FIRST_DIGIT = 3 };

static int value_of_digit(uint8_t byte) {
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static bool begins(const uint8_t *text, size_t len, struct awp_bytes with) {
    return with.len <= len && memcmp(text, with.ptr, with.len) == 0;
}

/* By memchr, since most texts have few references, and glibc's memmem is slow to start. */
static bool has_mark(const uint8_t *text, size_t len) {
    const uint8_t *const end = text + len;
    const uint8_t *at = memchr(text, '&', len);
    while (at != NULL && !begins(at, (size_t)(end - at), mark)) {
        at = memchr(at + 1, '&', (size_t)(end - at - 1));
    }
    return at != NULL;
}

/*
 * The reference at the text's beginning. One that does not end, or is of no character, is so in
 * decimal too.
 */
static void respell(uint8_t *text, size_t len) {
    size_t end = FIRST_DIGIT;
    unsigned character = 0;
    while (end < len && character <= LAST_CHARACTER && value_of_digit(text[end]) >= 0) {
        character = character * 16 + (unsigned)value_of_digit(text[end++]);
    }
    while (end-- > FIRST_DIGIT - 1) { /* down to where the `x` is */
        text[end] = (uint8_t)('0' + character % 10);
        character /= 10;
    }
}

/* How long what stands at the text's beginning is, if no reference in it is one: else 0. */
static size_t len_without_references(const uint8_t *text, size_t len) {
    static const struct {
        struct awp_bytes open;
        struct awp_bytes close;
    } kinds[] = {{AWP_BYTES_INIT("<![CDATA["), AWP_BYTES_INIT("]]>")},
                 {AWP_BYTES_INIT("<!--"), AWP_BYTES_INIT("-->")},
                 {AWP_BYTES_INIT("<?"), AWP_BYTES_INIT("?>")}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (begins(text, len, kinds[i].open)) {
            const size_t from = kinds[i].open.len;
            const uint8_t *close =
                memmem(text + from, len - from, kinds[i].close.ptr, kinds[i].close.len);
            return close == NULL ? len : (size_t)(close - text) + kinds[i].close.len;
        }
    }
    return 0;
}

void awp_xml_respell_references(uint8_t *text, size_t len) {
    if (!has_mark(text, len)) {
        return;
    }
    size_t at = 0;
    while (at < len) {
        const size_t skipped = len_without_references(text + at, len - at);
        if (skipped == 0 && begins(text + at, len - at, mark)) {
            respell(text + at, len - at);
        }
        at += skipped == 0 ? 1 : skipped;
    }
}
