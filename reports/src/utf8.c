/* SPDX-License-Identifier: Apache-2.0 */
/* Counted text, one character at a time: the check of bytes that claim to be UTF-8. */
#include "utf8.h"

/* How a first byte opens a character, and the least code point that needs so many bytes. */
struct lead {
    uint8_t mask;
    uint8_t bits;
    uint8_t length;
    uint32_t least;
};

static const struct lead leads[] = {
    {.mask = 0x80, .bits = 0x00, .length = 1, .least = 0},
    {.mask = 0xe0, .bits = 0xc0, .length = 2, .least = 0x80},
    {.mask = 0xf0, .bits = 0xe0, .length = 3, .least = 0x800},
    {.mask = 0xf8, .bits = 0xf0, .length = 4, .least = 0x10000},
};

bool awp_utf8_is_continuation(char byte) { return ((uint8_t)byte & 0xc0) == 0x80; }

static const struct lead *lead_of(uint8_t byte) {
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if ((byte & leads[i].mask) == leads[i].bits) {
            return &leads[i];
        }
    }
    return NULL;
}

size_t awp_utf8_read(struct awp_report_text text, size_t offset, uint32_t *code_point) {
    const uint8_t first = (uint8_t)text.ptr[offset];
    const struct lead *const lead = lead_of(first);
    if (lead == NULL || text.len - offset < lead->length) {
        return 0;
    }
    uint32_t value = first & (uint32_t)(uint8_t)~lead->mask;
    for (size_t i = 1; i < lead->length; i++) {
        const char byte = text.ptr[offset + i];
        if (!awp_utf8_is_continuation(byte)) {
            return 0;
        }
        value = value << 6 | ((uint32_t)(uint8_t)byte & 0x3f);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < lead->least || surrogate || value > 0x10ffff) {
        return 0;
    }
    *code_point = value;
    return lead->length;
}
