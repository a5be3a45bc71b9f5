/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that counts its live blocks, so that a leak is seen without a leak checker. */
#ifndef AWSPROOF_FUZZ_COUNTING_HEAP_H
#define AWSPROOF_FUZZ_COUNTING_HEAP_H

#include "awsproof/arena.h"

/** The counts; zeroed: none yet. Must outlive every arena that uses it. */
struct awp_counting_heap {
    size_t live_blocks;
    size_t allocations; /* ever */
};

/** The allocator over malloc and free that keeps `heap`'s counts. */
struct awp_allocator awp_counting_heap_allocator(struct awp_counting_heap *heap);

#endif
