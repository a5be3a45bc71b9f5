/* SPDX-License-Identifier: Apache-2.0 */
/* Allocators that count, so that leaks and work are seen without a checker, and fail on demand. */
#ifndef AWSPROOF_FUZZ_COUNTING_HEAP_H
#define AWSPROOF_FUZZ_COUNTING_HEAP_H

#include "awsproof/arena.h"

/** Which allocation fails: one count over all heaps that share it. */
struct awp_failure {
    size_t at;       /* the how manieth, from 1; 0: none */
    bool ever_after; /* and all that follow it */
    size_t count;    /* of allocations so far */
};

/** The counts; zeroed: none yet. Must outlive every arena that uses it. */
struct awp_counting_heap {
    size_t live_blocks;
    size_t allocations;          /* ever */
    size_t bytes;                /* asked for, ever */
    struct awp_failure *failure; /* NULL: none fails */
};

/** The allocator over malloc and free that keeps `heap`'s counts. */
struct awp_allocator awp_counting_heap_allocator(struct awp_counting_heap *heap);

/** malloc, free and realloc with `heap`'s counts. */
void *awp_counting_heap_take(struct awp_counting_heap *heap, size_t size_bytes);
void awp_counting_heap_give(struct awp_counting_heap *heap, void *block);
void *awp_counting_heap_resize(struct awp_counting_heap *heap, void *block, size_t size_bytes);

#endif
