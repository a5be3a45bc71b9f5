/* SPDX-License-Identifier: Apache-2.0 */
/* Hooks under libxml2, and a look at what it and cJSON keep. fuzz/'s only file that knows them. */
#include "libraries.h"

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <string.h>

/* libxml2's hooks are given no context. */
static struct awp_counting_heap xml_heap;

struct awp_counting_heap *awp_xml_heap(void) {
    return &xml_heap;
}

static void *hook_malloc(size_t size) { return awp_counting_heap_take(&xml_heap, size); }
static void hook_free(void *block) { awp_counting_heap_give(&xml_heap, block); }
static void *hook_realloc(void *block, size_t size) {
    return awp_counting_heap_resize(&xml_heap, block, size);
}

static char *hook_strdup(const char *string) {
    const size_t size = strlen(string) + 1;
    char *copy = hook_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, string, size);
}

/* Before main, so before anything in libxml2 can have allocated. */
__attribute__((constructor)) static void install(void) {
    if (xmlMemSetup(hook_free, hook_malloc, hook_realloc, hook_strdup) != 0) {
        abort();
    }
}

const char *awp_libraries_fault(const struct awp_counting_heap *heap) {
    const size_t before = heap->allocations;
    void *block = cJSON_malloc(1);
    cJSON_free(block);
    if (block == NULL || heap->allocations != before) {
        return "cJSON allocates from the arena though nothing is parsed";
    }
    if (xmlGetLastError() != NULL) {
        return "libxml2 remembers an error";
    }
    return xmlStructuredError == NULL ? NULL : "libxml2 reports to a function of somebody's";
}
