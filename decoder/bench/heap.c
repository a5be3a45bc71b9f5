/* SPDX-License-Identifier: Apache-2.0 */
/* The account of memory: of one process, which has one thread. */
#include "heap.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = sizeof(size_t) }; /* glibc's, before each block */

static size_t live_bytes;
static size_t peak_bytes;

static void *enter(void *block) {
    if (block != NULL) {
        live_bytes += malloc_usable_size(block) + HEADER_BYTES;
        peak_bytes = live_bytes > peak_bytes ? live_bytes : peak_bytes;
    }
    return block;
}

static void leave(void *block) {
    if (block != NULL) {
        live_bytes -= malloc_usable_size(block) + HEADER_BYTES;
    }
}

void *awp_heap_allocate(size_t size_bytes) { return enter(malloc(size_bytes)); }

/* Counted as the two blocks that it may be for a moment. */
void *awp_heap_reallocate(void *block, size_t size_bytes) {
    void *grown = awp_heap_allocate(size_bytes);
    if (grown != NULL && block != NULL) {
        const size_t before = malloc_usable_size(block);
        memcpy(grown, block, before < size_bytes ? before : size_bytes);
        awp_heap_release(block);
    }
    return grown;
}

char *awp_heap_copy_string(const char *string) {
    const size_t size = strlen(string) + 1;
    char *copy = awp_heap_allocate(size);
    return copy == NULL ? NULL : memcpy(copy, string, size);
}

void awp_heap_release(void *block) {
    leave(block);
    free(block);
}

void *awp_heap_allocate_for(void *context, size_t size_bytes) {
    (void)context;
    return awp_heap_allocate(size_bytes);
}

void awp_heap_release_for(void *context, void *block) {
    (void)context;
    awp_heap_release(block);
}

size_t awp_heap_peak_bytes(void) { return peak_bytes; }
