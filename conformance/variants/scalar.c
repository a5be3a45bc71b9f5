/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of well-formed UTF-8, one at a time. */
#include "scalar.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

uint32_t awp_scalar_read(struct awp_bytes text, size_t *length) {
    const uint8_t lead = text.ptr[0];
    *length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    assert(*length <= text.len);
    if (*length == 1) {
        return lead;
    }
    uint32_t scalar = lead & (0xFFU >> (*length + 1));
    for (size_t i = 1; i < *length; i++) {
        scalar = scalar << 6 | (text.ptr[i] & 0x3F);
    }
    return scalar;
}

void awp_scalar_append(uint32_t scalar, struct awp_buffer *out) {
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    const size_t length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    uint8_t bytes[4];
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (uint8_t)(0x80 | (scalar & 0x3F));
        scalar >>= 6;
    }
    bytes[0] = (uint8_t)(leads[length] | scalar);
    awp_buffer_append(out, (struct awp_bytes){bytes, length});
}

void awp_scalar_append_format(struct awp_buffer *out, const char *format, ...) {
    char text[64];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < sizeof text);
    awp_buffer_append_string(out, text);
}
