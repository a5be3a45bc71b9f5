/* SPDX-License-Identifier: Apache-2.0 */
/* Hooks under libxml2's allocator. The only test file that knows libxml2. */
#include "support/xml_heap.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* libxml2's hooks are given no context, so what they count has to be global, and atomic. */
static atomic_size_t live_blocks;
static atomic_size_t allocations;
static atomic_size_t fail_at;
static atomic_bool fail_ever_after;

/* Whether the next allocation fails; as every allocator does, a failing one sets errno. */
static bool fails(void) {
    const size_t number = atomic_fetch_add(&allocations, 1) + 1;
    const size_t at = atomic_load(&fail_at);
    if (at == 0 || number < at || (number > at && !atomic_load(&fail_ever_after))) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

static void *counted(void *block) {
    if (block != NULL) {
        atomic_fetch_add(&live_blocks, 1);
    }
    return block;
}

static void *hook_malloc(size_t size) { return fails() ? NULL : counted(malloc(size)); }

static char *hook_strdup(const char *string) { return fails() ? NULL : counted(strdup(string)); }

static void hook_free(void *block) {
    if (block != NULL) {
        atomic_fetch_sub(&live_blocks, 1);
        free(block);
    }
}

static void *hook_realloc(void *block, size_t size) {
    if (block == NULL) {
        return hook_malloc(size);
    }
    return fails() ? NULL : realloc(block, size);
}

/* Before main, so before anything in libxml2 can have allocated. */
__attribute__((constructor)) static void install(void) {
    if (xmlMemSetup(hook_free, hook_malloc, hook_realloc, hook_strdup) != 0) {
        abort();
    }
}

void awp_test_xml_heap_start(size_t at, bool ever_after) {
    atomic_store(&allocations, 0);
    atomic_store(&fail_ever_after, ever_after);
    atomic_store(&fail_at, at);
}

size_t awp_test_xml_heap_stop(void) {
    atomic_store(&fail_at, 0);
    return atomic_load(&allocations);
}

size_t awp_test_xml_heap_live_blocks(void) { return atomic_load(&live_blocks); }
