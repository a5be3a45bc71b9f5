/* SPDX-License-Identifier: Apache-2.0 */
/* Counted bytes: how every text and every body travels. */
#ifndef AWSPROOF_BYTES_H
#define AWSPROOF_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "awsproof/api.h"

/**
 * A view of `len` bytes at `ptr`. It owns nothing and counts on no final NUL: U+0000 is an ordinary
 * character (SPEC R4). `ptr` may be NULL only where `len` is 0.
 */
struct awp_bytes {
    const uint8_t *ptr;
    size_t len;
};

/** A text that may be absent. Absent, and present but empty, are two different things. */
struct awp_optional_bytes {
    bool present;
    struct awp_bytes bytes; /* empty where absent */
};

/** A string literal as bytes: in a constant initialiser, and as an expression. */
#define AWP_BYTES_INIT(literal)                                                                    \
    { (const uint8_t *)(literal), sizeof(literal) - 1 }
#define AWP_BYTES(literal) ((struct awp_bytes)AWP_BYTES_INIT(literal))

/** The bytes of a NUL-terminated string, its NUL left out. NULL gives the empty view. */
AWP_API struct awp_bytes awp_bytes_of_string(const char *string);

/** Whether two views hold the same bytes. Never looks at letter case. */
AWP_API bool awp_bytes_equal(struct awp_bytes a, struct awp_bytes b);

/** Whether two views are equal when A-Z is read as a-z: how HTTP compares header names. */
AWP_API bool awp_bytes_equal_ascii_case(struct awp_bytes a, struct awp_bytes b);

/** Whether the bytes are well-formed UTF-8: no overlong form, no surrogate, nothing over U+10FFFF.
 */
AWP_API bool awp_bytes_is_utf8(struct awp_bytes bytes);

#endif
