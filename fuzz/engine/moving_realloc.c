/* SPDX-License-Identifier: Apache-2.0 */
/* A realloc that always moves: whether glibc's does is up to the heap, and libxml2 branches on it.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* AddressSanitizer's moves too, and must be the only one: shared libraries have it beside its
 * malloc. */
#if !__has_feature(address_sanitizer)
void *realloc(void *block, size_t size) {
    if (block == NULL) {
        return malloc(size);
    }
    if (size == 0) {
        free(block);
        return NULL;
    }
    void *moved = malloc(size);
    if (moved == NULL) {
        return NULL;
    }
    /* How much a block holds is up to what was freed before it: chosen without a branch or a `?`,
     * which AFL++ would count as a path. */
    const size_t held = malloc_usable_size(block);
    const size_t lens[] = {size, held};
    memcpy(moved, block, lens[held < size]);
    free(block);
    return moved;
}
#endif
