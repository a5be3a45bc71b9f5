/* SPDX-License-Identifier: Apache-2.0 */
/* malloc with an account: how many bytes are in use, and how many were at the most. */
#ifndef AWP_BENCH_HEAP_H
#define AWP_BENCH_HEAP_H

#include <stddef.h>

void *awp_heap_allocate(size_t size_bytes);
void *awp_heap_reallocate(void *block, size_t size_bytes);
char *awp_heap_copy_string(const char *string);
void awp_heap_release(void *block);

/** The same for an arena; `context` is not looked at. */
void *awp_heap_allocate_for(void *context, size_t size_bytes);
void awp_heap_release_for(void *context, void *block);

/** The most bytes that were in use, by malloc's own sizes of blocks and its header of each. */
size_t awp_heap_peak_bytes(void);

#endif
