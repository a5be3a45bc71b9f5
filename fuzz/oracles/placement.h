/* SPDX-License-Identifier: Apache-2.0 */
/* Where the bytes under test lie: such that reading one too many is seen. */
#ifndef AWSPROOF_FUZZ_PLACEMENT_H
#define AWSPROOF_FUZZ_PLACEMENT_H

#include "oracle.h"

/** The places: a sanitizer watches the heap's edges, the processor those of a guard page, for
 * whoever reads. */
enum awp_placement {
    AWP_PLACE_HEAP,        /* a heap block of exactly its size */
    AWP_PLACE_UNALIGNED,   /* one byte into a heap block, to its end */
    AWP_PLACE_GUARD_AFTER, /* its last byte before a page that cannot be read */
    AWP_PLACE_GUARD_BEFORE /* its first byte behind one */
};

/** A copy of bytes. Pages are kept for the next one: at most one guarded copy at a time. */
struct awp_placed {
    enum awp_placement place;
    struct awp_bytes bytes;
};

/** A copy of `bytes` at such a place; fails by `harness` where there is no memory. */
struct awp_placed awp_place(const struct awp_run *run, enum awp_placement place,
                            struct awp_bytes bytes);

/** Overwrites the copy: whatever points into it shows other bytes from now on. */
void awp_placed_scribble(const struct awp_placed *placed);

/** Ends the copy. */
void awp_placed_release(const struct awp_placed *placed);

#endif
