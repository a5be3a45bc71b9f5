/* SPDX-License-Identifier: Apache-2.0 */
/* malloc and free, counted, and failing where they are told to. */
#include "counting_heap.h"

#include <errno.h>
#include <stdlib.h>

/* As every allocator does, a failing one sets errno. */
static bool fails(struct awp_counting_heap *heap) {
    struct awp_failure *failure = heap->failure;
    if (failure == NULL) {
        return false;
    }
    const size_t number = ++failure->count;
    if (failure->at == 0 || number < failure->at ||
        (number > failure->at && !failure->ever_after)) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

void *awp_counting_heap_take(struct awp_counting_heap *heap, size_t size_bytes) {
    void *block = fails(heap) ? NULL : malloc(size_bytes);
    if (block != NULL) {
        heap->live_blocks++;
        heap->allocations++;
        heap->bytes += size_bytes;
    }
    return block;
}

void awp_counting_heap_give(struct awp_counting_heap *heap, void *block) {
    if (block != NULL) {
        heap->live_blocks--;
        free(block);
    }
}

void *awp_counting_heap_resize(struct awp_counting_heap *heap, void *block, size_t size_bytes) {
    if (block == NULL) {
        return awp_counting_heap_take(heap, size_bytes);
    }
    void *resized = fails(heap) ? NULL : realloc(block, size_bytes);
    if (resized != NULL) {
        heap->allocations++;
        heap->bytes += size_bytes;
    }
    return resized;
}

static void *allocate(void *context, size_t size_bytes) {
    return awp_counting_heap_take(context, size_bytes);
}

static void release(void *context, void *block) { awp_counting_heap_give(context, block); }

struct awp_allocator awp_counting_heap_allocator(struct awp_counting_heap *heap) {
    return (struct awp_allocator){allocate, release, heap};
}
