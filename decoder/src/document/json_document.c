/* SPDX-License-Identifier: Apache-2.0 */
/* JSON documents: a scanned text, built into a tree by cJSON. The only file that knows cJSON. */
#include <assert.h>
#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdlib.h>

#include "awsproof/buffer.h"
#include "awsproof/document.h"
#include "document/json_parts.h"
#include "document/json_scan.h"

/*
 * cJSON loses what follows a U+0000 and most digits of a number, and reads each text several times.
 * So it is given a document's structure alone (document/json_parts.h), and names and scalars are
 * put back in their order. Where cJSON keeps strings, a node of ours has addresses:
 *
 *     cJSON's field    of a node of ours
 *     type             its kind, as cJSON has it
 *     string           a member's name, a struct awp_json_scalar; NULL where it is no member
 *     valuestring      the scalar that it is, likewise; NULL where it is none
 */

/* A node is cJSON's own; the type only has no name outside this file. */
static const cJSON *tree(const struct awp_json_node *node) { return (const cJSON *)node; }
static const struct awp_json_node *node_of(const cJSON *item) {
    return (const struct awp_json_node *)item;
}

/*
 * cJSON's allocation hooks are global to the process. Ours are set once and look at a variable of
 * the calling thread: inside awp_json_parse they serve from its arena, elsewhere they are malloc
 * and free.
 */
static _Thread_local struct awp_arena *parsing_into;

static void *hook_allocate(size_t size) {
    if (parsing_into == NULL) {
        return malloc(size);
    }
    return awp_arena_allocate(parsing_into, size);
}

static void hook_free(void *block) {
    if (parsing_into == NULL) {
        free(block);
    }
}

static void install_hooks(void) {
    cJSON_Hooks hooks = {.malloc_fn = hook_allocate, .free_fn = hook_free};
    cJSON_InitHooks(&hooks);
}

/* Names and scalars of `item`, of those beside it and of all below, in the document's order. */
static void put_back(cJSON *item, struct awp_json_scalar **next) {
    static const int types[] = {[AWP_JSON_NULL] = cJSON_NULL,
                                [AWP_JSON_FALSE] = cJSON_False,
                                [AWP_JSON_TRUE] = cJSON_True,
                                [AWP_JSON_NUMBER] = cJSON_Number,
                                [AWP_JSON_STRING] = cJSON_String};
    for (; item != NULL; item = item->next) {
        if (item->string != NULL) {
            item->string = (char *)(*next)++;
        }
        if (item->type == cJSON_NULL) {
            item->type = types[(*next)->kind];
            item->valuestring = (char *)(*next)++;
        } else {
            put_back(item->child, next);
        }
    }
}

/* The tree of a text in which the scan found no fault; NULL should cJSON find one all the same. */
static enum awp_status build(struct awp_bytes text, const struct awp_json_scan *scan,
                             struct awp_arena *arena, cJSON **built) {
    static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;
    struct awp_json_parts parts;
    AWP_GUARD(awp_json_split(text, scan, arena, &parts));
    (void)pthread_once(&hooks_once, install_hooks);
    parsing_into = arena;
    *built = cJSON_ParseWithLength((const char *)parts.structure.ptr, parts.structure.len);
    parsing_into = NULL;
    if (*built == NULL) {
        return awp_arena_status(arena);
    }
    put_back(*built, &parts.scalars);
    return AWP_OK;
}

enum awp_status awp_json_parse(struct awp_bytes text, struct awp_arena *arena,
                               const struct awp_json_node **root, struct awp_fault *fault) {
    if (text.len >= AWP_MAX_TEXT_BYTES) {
        return AWP_TOO_LARGE;
    }
    struct awp_json_scan scan;
    awp_json_scan(text, &scan);
    cJSON *built = NULL;
    if (scan.fault.reason == NULL) {
        AWP_GUARD(build(text, &scan, arena, &built));
        if (built == NULL) {
            scan.fault = (struct awp_fault){"cJSON refuses the text", 0};
        }
    }
    *root = node_of(built);
    if (fault != NULL) {
        *fault = scan.fault;
    }
    return AWP_OK;
}

enum awp_json_kind awp_json_kind(const struct awp_json_node *node) {
    switch (tree(node)->type & 0xFF) {
    case cJSON_False:
        return AWP_JSON_FALSE;
    case cJSON_True:
        return AWP_JSON_TRUE;
    case cJSON_Number:
        return AWP_JSON_NUMBER;
    case cJSON_String:
        return AWP_JSON_STRING;
    case cJSON_Array:
        return AWP_JSON_ARRAY;
    case cJSON_Object:
        return AWP_JSON_OBJECT;
    default:
        return AWP_JSON_NULL;
    }
}

const struct awp_json_node *awp_json_first(const struct awp_json_node *node) {
    return node_of(tree(node)->child);
}

const struct awp_json_node *awp_json_next(const struct awp_json_node *node) {
    return node_of(tree(node)->next);
}

const struct awp_json_node *awp_json_member(const struct awp_json_node *object,
                                            struct awp_bytes name) {
    const struct awp_json_node *found = NULL;
    if (awp_json_kind(object) != AWP_JSON_OBJECT) {
        return NULL;
    }
    for (const struct awp_json_node *member = awp_json_first(object); member != NULL;
         member = awp_json_next(member)) {
        if (awp_json_name_is(member, name)) {
            found = member;
        }
    }
    return found;
}

/* The text of what put_back left in a field of cJSON's. */
static struct awp_bytes text_of(const char *field) {
    return ((const struct awp_json_scalar *)(const void *)field)->text;
}

bool awp_json_name_is(const struct awp_json_node *node, struct awp_bytes name) {
    const char *field = tree(node)->string;
    return field != NULL && text_of(field).len == name.len && awp_bytes_equal(text_of(field), name);
}

enum awp_status awp_json_name(const struct awp_json_node *node, struct awp_arena *arena,
                              struct awp_bytes *name) {
    const char *field = tree(node)->string;
    (void)arena;
    *name = field == NULL ? AWP_BYTES("") : text_of(field);
    return AWP_OK;
}

enum awp_status awp_json_string(const struct awp_json_node *node, struct awp_arena *arena,
                                struct awp_bytes *text) {
    assert(awp_json_kind(node) == AWP_JSON_STRING);
    (void)arena;
    *text = text_of(tree(node)->valuestring);
    return AWP_OK;
}

struct awp_bytes awp_json_number(const struct awp_json_node *node) {
    assert(awp_json_kind(node) == AWP_JSON_NUMBER);
    return text_of(tree(node)->valuestring);
}

/* Counts `item` and all values below it; takes them down in their order where there are places. */
static size_t list_values(const cJSON *item, struct awp_json_place *places) {
    size_t count = 1;
    if (places != NULL) {
        places->node = node_of(item);
    }
    for (const cJSON *child = item->child; child != NULL; child = child->next) {
        count += list_values(child, places == NULL ? NULL : places + count);
    }
    return count;
}

enum awp_status awp_json_places(struct awp_bytes text, const struct awp_json_node *root,
                                struct awp_arena *arena, const struct awp_json_place **places,
                                size_t *count) {
    const size_t found = list_values(tree(root), NULL);
    struct awp_json_place *made = awp_arena_allocate(arena, found * sizeof *made);
    if (made == NULL) {
        return awp_arena_status(arena);
    }
    (void)list_values(tree(root), made);
    awp_json_scan_places(text, made, found);
    *places = made;
    *count = found;
    return AWP_OK;
}

static void write_items(const struct awp_json_node *node, const char *open, const char *close,
                        struct awp_buffer *out) {
    awp_buffer_append_string(out, open);
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        if (tree(item)->string != NULL) {
            awp_buffer_append_json_string(out, text_of(tree(item)->string));
            awp_buffer_append_string(out, ":");
        }
        awp_json_write(item, out);
        if (awp_json_next(item) != NULL) {
            awp_buffer_append_string(out, ",");
        }
    }
    awp_buffer_append_string(out, close);
}

void awp_json_write(const struct awp_json_node *node, struct awp_buffer *out) {
    switch (awp_json_kind(node)) {
    case AWP_JSON_NULL:
        awp_buffer_append_string(out, "null");
        return;
    case AWP_JSON_FALSE:
        awp_buffer_append_string(out, "false");
        return;
    case AWP_JSON_TRUE:
        awp_buffer_append_string(out, "true");
        return;
    case AWP_JSON_NUMBER:
        awp_buffer_append(out, awp_json_number(node));
        return;
    case AWP_JSON_STRING:
        awp_buffer_append_json_string(out, text_of(tree(node)->valuestring));
        return;
    case AWP_JSON_ARRAY:
        write_items(node, "[", "]", out);
        return;
    case AWP_JSON_OBJECT:
        write_items(node, "{", "}", out);
        return;
    }
}
