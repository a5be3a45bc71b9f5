/* SPDX-License-Identifier: Apache-2.0 */
/* Cases made of golden cases: the same question in other words, with an outcome that follows. */
#ifndef AWP_RUNNER_VARIANT_CASES_H
#define AWP_RUNNER_VARIANT_CASES_H

#include "case.h"
#include "variant.h"

/** Where a variant comes from, and so how to make it again. */
struct awp_variant_origin {
    const struct awp_case *golden;
    const struct awp_variant_kind *kind;
    uint64_t seed;
};

/** Which variants are wanted. */
struct awp_variant_wish {
    uint64_t seed;
    const struct awp_variant_kind *kind; /* this kind alone, and no golden case; NULL: all */
    bool is_reference; /* the decoder under test is: broken variants have one outcome then */
};

/** How many cases came to which end, by kind. One end more than awp_variant_make has. */
enum { AWP_VARIANT_NOT_EXPECTED = AWP_VARIANT_END_COUNT, AWP_VARIANT_CASE_ENDS };
#define AWP_VARIANT_MAX_KINDS 32
struct awp_variant_counts {
    size_t ends[AWP_VARIANT_MAX_KINDS][AWP_VARIANT_CASE_ENDS];
    size_t made;
};

/**
 * Puts each case and its variants behind it into `*all`, in the arena, and counts them. A variant
 * has the case's rules and level, an id of its own (`ID~KIND`), and its `variant` says where it
 * comes from. Left out are cases that are about how they are sent, and those that awp_variant_make
 * leaves out; broken variants are only made of what is expected to be a Result or Modeled.
 *
 * What is expected of a broken variant: of the reference Unknown, whatever its code. Others may
 * also keep the error, without the members that could not be read, or reject a 2xx.
 */
void awp_variant_cases_make(const struct awp_case *const *cases, size_t count,
                            const struct awp_variant_wish *wish, struct awp_arena *arena,
                            const struct awp_case *const **all, size_t *all_count,
                            struct awp_variant_counts *counts);

/** Writes the counts as a table: what was made of each kind, and why others were not. */
void awp_variant_counts_write(const struct awp_variant_counts *counts,
                              const struct awp_variant_wish *wish, FILE *out);

#endif
