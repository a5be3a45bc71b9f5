/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing counted bytes, and telling UTF-8 from what only looks like it. */
#include "awsproof/bytes.h"

#include "utf8.h"

#include <string.h>

struct awp_bytes awp_bytes_of_string(const char *string) {
    if (string == NULL) {
        return (struct awp_bytes){0};
    }
    return (struct awp_bytes){(const uint8_t *)string, strlen(string)};
}

bool awp_bytes_equal(struct awp_bytes a, struct awp_bytes b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Not tolower(): that depends on the locale. */
static uint8_t ascii_lower(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + ('a' - 'A')) : byte;
}

bool awp_bytes_equal_ascii_case(struct awp_bytes a, struct awp_bytes b) {
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool awp_bytes_is_utf8(struct awp_bytes bytes) { return awp_utf8_valid_prefix(bytes) == bytes.len; }
