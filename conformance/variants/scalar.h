/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of well-formed UTF-8, one at a time. */
#ifndef AWP_VARIANTS_SCALAR_H
#define AWP_VARIANTS_SCALAR_H

#include "awsproof/buffer.h"

/** The character that well-formed UTF-8, which is not empty, begins with, and its length in bytes.
 */
uint32_t awp_scalar_read(struct awp_bytes text, size_t *length);

/** Appends a character as UTF-8. */
void awp_scalar_append(uint32_t scalar, struct awp_buffer *out);

/** Appends formatted text of at most 63 bytes. */
void awp_scalar_append_format(struct awp_buffer *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
