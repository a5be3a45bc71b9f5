/* SPDX-License-Identifier: Apache-2.0 */
/* Structure-aware mutation of JSON, XML and HTTP responses: the manual of this folder. */
#ifndef AWSPROOF_MUTATORS_MUTATE_H
#define AWSPROOF_MUTATORS_MUTATE_H

#include "awsproof/bytes.h"

/**
 * What a text is read as. Any bytes are read as any of them, ill-formed ones too. HTTP is a
 * response: a line "HTTP/1.1 503 Reason", headers, an empty line, and the body to the end.
 */
enum awp_mutate_format {
    AWP_MUTATE_JSON,
    AWP_MUTATE_XML,
    AWP_MUTATE_HTTP,
    AWP_MUTATE_FORMAT_COUNT
};

/** Mutations that one call applies, one behind the other, at most. */
#define AWP_MUTATE_STACK 4

/** What a call did: names of mutators ("json-rename", "raw-bit"), in order. */
struct awp_mutation {
    size_t count;
    const char *names[AWP_MUTATE_STACK];
};

/** An engine's own mutation of bytes: libFuzzer's LLVMFuzzerMutate. */
typedef size_t awp_mutate_engine(uint8_t *buf, size_t len, size_t max);

struct awp_mutate_options {
    enum awp_mutate_format format;
    uint32_t seed;
    struct awp_bytes donor;    /* another input, to take parts from; may be empty */
    awp_mutate_engine *engine; /* for a half of the raw mutations; NULL: ours alone */
    struct awp_mutation *done; /* NULL: nobody wants to know */
};

/** "json", "xml" or "http"; and the format of that name: false where there is none. */
const char *awp_mutate_format_name(enum awp_mutate_format format);
bool awp_mutate_format_find(const char *name, enum awp_mutate_format *format);

/**
 * Mutates the `len` bytes at `buf` in place and returns how many there are then: 1 to `max`, or 0
 * where `max` is 0. A `len` over `max` is cut to it first. One mutation in four knows nothing of
 * the format. The same options and bytes give the same result, `engine` aside. Where memory is
 * short all mutations are raw. Re-entrant; `donor` must not overlap `buf`.
 */
size_t awp_mutate(const struct awp_mutate_options *options, uint8_t *buf, size_t len, size_t max);

/** The same, but the one mutation is a part of `donor` put into `buf`, if any part fits there. */
size_t awp_mutate_cross(const struct awp_mutate_options *options, uint8_t *buf, size_t len,
                        size_t max);

/** Writes "json-rename+raw-bit" into `out`, at most `size` bytes with its NUL, cut at a name. */
void awp_mutation_describe(const struct awp_mutation *mutation, char *out, size_t size);

/** In how many ways awp_mutate_trim can make the text smaller. */
size_t awp_mutate_trim_steps(enum awp_mutate_format format, struct awp_bytes text);

/**
 * Writes the text without one of its parts to `out`, which has room for `text.len` bytes, and
 * returns how many bytes are left: parts by structure come first, outer before inner, then blocks.
 * 0: there is no such step, or nothing would be left.
 */
size_t awp_mutate_trim(enum awp_mutate_format format, struct awp_bytes text, size_t step,
                       uint8_t *out);

#endif
