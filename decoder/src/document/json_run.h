/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of bytes in a JSON string that need no thought, found sixteen bytes at a time. */
#ifndef AWP_JSON_RUN_H
#define AWP_JSON_RUN_H

#include <endian.h>
#include <string.h>

#include "awsproof/bytes.h"

/** Sixteen bytes that are compared at once: an extension of gcc and clang, for any processor. */
typedef uint8_t awp_bytes16 __attribute__((vector_size(16)));

/** Marks, by FF, what ends a run in a string that was scanned: a quote, a backslash. */
static inline awp_bytes16 awp_mark_quotes(awp_bytes16 bytes) {
    return (awp_bytes16)((bytes == '"') | (bytes == '\\'));
}

/** Marks what ends one in a string that was not: these, controls, and what is no ASCII. */
static inline awp_bytes16 awp_mark_unplain(awp_bytes16 bytes) {
    return awp_mark_quotes(bytes) | (awp_bytes16)((bytes < ' ') | (bytes >= 0x80));
}

/** The index of the first byte that is marked; 16: none is. */
static inline size_t awp_first_mark(awp_bytes16 marks) {
    uint64_t halves[2];
    memcpy(halves, &marks, sizeof halves);
    if (halves[0] != 0) {
        return (size_t)__builtin_ctzll(le64toh(halves[0])) / 8;
    }
    return halves[1] != 0 ? 8 + (size_t)__builtin_ctzll(le64toh(halves[1])) / 8 : 16;
}

/** How many of `len` bytes come before the first that `mark` marks: all where there is none. */
static inline size_t awp_json_run(const uint8_t *bytes, size_t len,
                                  awp_bytes16 (*mark)(awp_bytes16)) {
    awp_bytes16 sixteen;
    size_t at = 0;
    for (; len - at >= sizeof sixteen; at += sizeof sixteen) {
        memcpy(&sixteen, bytes + at, sizeof sixteen);
        const size_t first = awp_first_mark(mark(sixteen));
        if (first != sizeof sixteen) {
            return at + first;
        }
    }
    sixteen = (awp_bytes16){0};
    memcpy(&sixteen, bytes + at, len - at);
    at += awp_first_mark(mark(sixteen));
    return at < len ? at : len;
}

#endif
