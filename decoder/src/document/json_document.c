/* SPDX-License-Identifier: Apache-2.0 */
/* JSON documents: a scanned text, built into a tree by cJSON. The only file that knows cJSON. */
#include <assert.h>
#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "awsproof/document.h"
#include "document/json_scan.h"

/*
 * What cJSON loses is carried through it as bytes that no UTF-8 text can hold (RFC 3629 forbids
 * both):
 *
 *     in the text     given to cJSON         cJSON's node          read as
 *     "a\u0000b"      "a" C0 80 "b"          string a C0 80 b      the string a U+0000 b
 *     1.50            quote C1 "1.50" quote  string C1 1.50        the number 1.50
 *
 * So strings keep their length, numbers their digits, and cJSON's reading of numbers (63 digits at
 * the most, by the locale's decimal point, into a double) is never asked for. A text with neither
 * goes to cJSON as it is.
 */
enum { NUL_LEAD = 0xC0, NUL_TAIL = 0x80, NUMBER_MARK = 0xC1 };

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

/* Copies a string's inside, U+0000 escapes replaced; returns the offset behind its closing quote.
 */
static size_t rewrite_string(struct awp_bytes text, size_t at, struct awp_bytes *out, uint8_t *to) {
    static const uint8_t nul[] = {NUL_LEAD, NUL_TAIL};
    size_t written = out->len;
    while (text.ptr[at] != '"') {
        size_t length = text.ptr[at] == '\\' ? 2 : 1;
        if (length == 2 && text.len - at >= 6 && memcmp(text.ptr + at, "\\u0000", 6) == 0) {
            memcpy(to + written, nul, sizeof nul);
            written += sizeof nul;
            at += 6;
            continue;
        }
        memcpy(to + written, text.ptr + at, length);
        written += length;
        at += length;
    }
    to[written++] = '"';
    out->len = written;
    return at + 1;
}

static bool is_number_byte(uint8_t byte) {
    return (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '.' ||
           byte == 'e' || byte == 'E';
}

/* Copies a number as a marked string; returns the offset behind it. */
static size_t rewrite_number(struct awp_bytes text, size_t at, struct awp_bytes *out, uint8_t *to) {
    size_t written = out->len;
    to[written++] = '"';
    to[written++] = NUMBER_MARK;
    while (at < text.len && is_number_byte(text.ptr[at])) {
        to[written++] = text.ptr[at++];
    }
    to[written++] = '"';
    out->len = written;
    return at;
}

/* The text, which a scan found to be a document, in the form that cJSON cannot lose anything of. */
static enum awp_status rewrite(struct awp_bytes text, const struct awp_json_scan *scan,
                               struct awp_arena *arena, struct awp_bytes *rewritten) {
    if (scan->number_count == 0 && scan->nul_count == 0) {
        *rewritten = text;
        return AWP_OK;
    }
    /* A number grows by three bytes, an escape of U+0000 shrinks by four. */
    uint8_t *to = awp_arena_allocate(arena, text.len + 3 * scan->number_count);
    if (to == NULL) {
        return awp_arena_status(arena);
    }
    struct awp_bytes out = {to, 0};
    size_t at = 0;
    while (at < text.len) {
        const uint8_t byte = text.ptr[at];
        if (byte == '-' || (byte >= '0' && byte <= '9')) {
            at = rewrite_number(text, at, &out, to);
            continue;
        }
        to[out.len++] = byte;
        at++;
        if (byte == '"') {
            at = rewrite_string(text, at, &out, to);
        }
    }
    *rewritten = out;
    return AWP_OK;
}

static enum awp_status build(struct awp_bytes text, struct awp_arena *arena, cJSON **built) {
    static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&hooks_once, install_hooks);
    parsing_into = arena;
    *built = cJSON_ParseWithLength((const char *)text.ptr, text.len);
    parsing_into = NULL;
    return *built == NULL ? awp_arena_status(arena) : AWP_OK;
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
        struct awp_bytes rewritten = text;
        AWP_GUARD(rewrite(text, &scan, arena, &rewritten));
        AWP_GUARD(build(rewritten, arena, &built));
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

static bool is_number(const cJSON *item) {
    return cJSON_IsString(item) && (uint8_t)item->valuestring[0] == NUMBER_MARK;
}

enum awp_json_kind awp_json_kind(const struct awp_json_node *node) {
    const cJSON *item = tree(node);
    switch (item->type & 0xFF) {
    case cJSON_False:
        return AWP_JSON_FALSE;
    case cJSON_True:
        return AWP_JSON_TRUE;
    case cJSON_String:
        return is_number(item) ? AWP_JSON_NUMBER : AWP_JSON_STRING;
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

/* cJSON's text with U+0000 put back: the text itself where it holds none, else a copy. */
static enum awp_status restore_nul(const char *string, struct awp_arena *arena,
                                   struct awp_bytes *text) {
    const struct awp_bytes carried = awp_bytes_of_string(string);
    if (memchr(string, NUL_LEAD, carried.len) == NULL) {
        *text = carried;
        return AWP_OK;
    }
    uint8_t *to = awp_arena_allocate(arena, carried.len);
    if (to == NULL) {
        return awp_arena_status(arena);
    }
    size_t written = 0;
    for (size_t i = 0; i < carried.len; i++) {
        const bool is_nul = carried.ptr[i] == NUL_LEAD;
        to[written++] = is_nul ? 0 : carried.ptr[i];
        i += is_nul ? 1 : 0;
    }
    *text = (struct awp_bytes){to, written};
    return AWP_OK;
}

/* Compares byte by byte against the carried form, so that no copy is needed. */
bool awp_json_name_is(const struct awp_json_node *node, struct awp_bytes name) {
    const uint8_t *carried = (const uint8_t *)tree(node)->string;
    if (carried == NULL) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == 0) {
            if (carried[0] != NUL_LEAD) {
                return false;
            }
            carried += 2;
            continue;
        }
        if (*carried++ != name.ptr[i]) {
            return false;
        }
    }
    return *carried == 0;
}

enum awp_status awp_json_name(const struct awp_json_node *node, struct awp_arena *arena,
                              struct awp_bytes *name) {
    if (tree(node)->string == NULL) {
        *name = AWP_BYTES("");
        return AWP_OK;
    }
    return restore_nul(tree(node)->string, arena, name);
}

enum awp_status awp_json_string(const struct awp_json_node *node, struct awp_arena *arena,
                                struct awp_bytes *text) {
    assert(awp_json_kind(node) == AWP_JSON_STRING);
    return restore_nul(tree(node)->valuestring, arena, text);
}

struct awp_bytes awp_json_number(const struct awp_json_node *node) {
    assert(awp_json_kind(node) == AWP_JSON_NUMBER);
    return awp_bytes_of_string(tree(node)->valuestring + 1);
}

/* How many values come before `node` in document order; false while it has not been met. */
static bool count_before(const cJSON *from, const cJSON *node, size_t *count) {
    if (from == node) {
        return true;
    }
    (*count)++;
    for (const cJSON *child = from->child; child != NULL; child = child->next) {
        if (count_before(child, node, count)) {
            return true;
        }
    }
    return false;
}

size_t awp_json_offset(struct awp_bytes text, const struct awp_json_node *root,
                       const struct awp_json_node *node) {
    size_t ordinal = 0;
    const bool found = count_before(tree(root), tree(node), &ordinal);
    assert(found);
    (void)found;
    return awp_json_scan_locate(text, ordinal);
}

static void write_string(const char *carried, struct awp_buffer *out) {
    struct awp_bytes text;
    const enum awp_status status = restore_nul(carried, out->arena, &text);
    if (status != AWP_OK) {
        awp_buffer_fail(out, status);
        return;
    }
    awp_buffer_append_json_string(out, text);
}

static void write_items(const struct awp_json_node *node, const char *open, const char *close,
                        struct awp_buffer *out) {
    awp_buffer_append_string(out, open);
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        if (tree(item)->string != NULL) {
            write_string(tree(item)->string, out);
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
        write_string(tree(node)->valuestring, out);
        return;
    case AWP_JSON_ARRAY:
        write_items(node, "[", "]", out);
        return;
    case AWP_JSON_OBJECT:
        write_items(node, "{", "}", out);
        return;
    }
}
