/* SPDX-License-Identifier: Apache-2.0 */
/* The bare parsers' side: cJSON and libxml2 as a program without this library would call them. */
#include "bare.h"

#include <cjson/cJSON.h>
#include <libxml/parser.h>
#include <stdlib.h>

#include "heap.h"
#include "side.h"

void awp_bare_count_libxml2(void) {
    if (xmlMemSetup(awp_heap_release, awp_heap_allocate, awp_heap_reallocate,
                    awp_heap_copy_string) != 0) {
        abort();
    }
}

const char *awp_bare_cjson_version(void) { return cJSON_Version(); }

const char *awp_bare_libxml2_version(void) { return xmlParserVersion; }

/* libxml2 asks this for the seed of each dictionary. Always the same: counts of instructions would
   differ by half a percent from run to run. */
__attribute__((visibility("default"))) int rand_r(unsigned *seed) {
    (void)seed;
    return 1;
}

static void *begin(bool counted) {
    if (counted) {
        cJSON_Hooks hooks = {.malloc_fn = awp_heap_allocate, .free_fn = awp_heap_release};
        cJSON_InitHooks(&hooks);
        awp_bare_count_libxml2();
    }
    xmlInitParser();
    return NULL;
}

static bool run_cjson(struct awp_bytes body) {
    cJSON *tree = cJSON_ParseWithLength((const char *)body.ptr, body.len);
    cJSON_Delete(tree);
    return tree != NULL;
}

/* Without limits and without network, as the decoder has it, and without a word on standard error.
 */
static bool run_libxml2(struct awp_bytes body) {
    const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr tree = xmlReadMemory((const char *)body.ptr, (int)body.len, NULL, NULL, options);
    xmlFreeDoc(tree);
    return tree != NULL;
}

static bool run(void *kept, const struct awp_family *family, struct awp_bytes body) {
    (void)kept;
    const bool is_tree = family->is_xml ? run_libxml2(body) : run_cjson(body);
    return is_tree == family->is_document;
}

static void end(void *kept) { (void)kept; }

const struct awp_side awp_side_bare = {"bare", begin, run, end};
