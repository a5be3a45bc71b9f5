/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that two parsers are held against each other on: bodies, prefixes, deletions. */
#ifndef AWP_SECOND_OPINION_TEXTS_H
#define AWP_SECOND_OPINION_TEXTS_H

#include "case.h"

/** Larger bodies are not tried. */
#define AWP_TEXTS_MAX_BYTES ((size_t)1 << 20)
/** Of larger ones, neither prefixes nor deletions are tried. */
#define AWP_TEXTS_MAX_ALTERED_BYTES ((size_t)2048)

/** Where a text comes from: the body of this case, whole, cut at a byte, or with that byte gone. */
struct awp_text_origin {
    struct awp_bytes id;    /* of a variant: `ID~KIND` */
    const char *alteration; /* "whole", "cut at", "without" */
    size_t at;
};

/** Gets a text in a block of exactly its size, which lives for the call. */
typedef void awp_text_visitor(void *context, struct awp_bytes text,
                              const struct awp_text_origin *origin);

/** Visits the bytes, and where they are few enough all their prefixes and all one-byte deletions.
 */
void awp_texts_visit(struct awp_bytes bytes, struct awp_bytes id, awp_text_visitor *visitor,
                     void *context);

/** Visits the texts of all golden cases; the number of bodies that were small enough. */
size_t awp_texts_visit_cases(const char *path, awp_text_visitor *visitor, void *context);

/** Visits the bodies of the variants of all golden cases by a seed, whole; how many there were. */
size_t awp_texts_visit_variants(const char *path, uint64_t seed, awp_text_visitor *visitor,
                                void *context);

#endif
