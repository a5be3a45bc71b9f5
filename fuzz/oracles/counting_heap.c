/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator over malloc and free that counts its live blocks. */
#include "counting_heap.h"

#include <stdlib.h>

static void *allocate(void *context, size_t size_bytes) {
    struct awp_counting_heap *heap = context;
    void *block = malloc(size_bytes);
    if (block != NULL) {
        heap->live_blocks++;
        heap->allocations++;
    }
    return block;
}

static void release(void *context, void *block) {
    struct awp_counting_heap *heap = context;
    heap->live_blocks--;
    free(block);
}

struct awp_allocator awp_counting_heap_allocator(struct awp_counting_heap *heap) {
    return (struct awp_allocator){allocate, release, heap};
}
