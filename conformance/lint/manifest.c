/* SPDX-License-Identifier: Apache-2.0 */
/* Cases -> manifest.json: the version of the set, and its counts. */
#include <string.h>

#include "canonical.h"
#include "lint.h"
#include "text.h"

#define FIRST_VERSION "0.1.0"

/* "1.2.3", and nothing behind it. */
static bool is_version(struct awp_bytes text) {
    size_t parts = 0;
    for (size_t from = 0; from <= text.len; parts++) {
        size_t to = from;
        unsigned number;
        while (to < text.len && text.ptr[to] != '.') {
            to++;
        }
        if (!awp_text_unsigned((struct awp_bytes){text.ptr + from, to - from}, 1000000, &number)) {
            return false;
        }
        from = to + 1;
    }
    return parts == 3;
}

static bool read_version(const struct awp_cases *cases, struct awp_arena *arena,
                         struct awp_bytes *version) {
    const struct awp_json_node *root = NULL;
    if (cases->manifest.len == 0) {
        *version = AWP_BYTES(FIRST_VERSION);
        return true;
    }
    awp_need(awp_json_parse(cases->manifest, arena, &root, NULL));
    const struct awp_json_node *node = root == NULL || awp_json_kind(root) != AWP_JSON_OBJECT
                                           ? NULL
                                           : awp_json_member(root, AWP_BYTES("version"));
    if (node == NULL || awp_json_kind(node) != AWP_JSON_STRING) {
        return false;
    }
    awp_need(awp_json_string(node, arena, version));
    return is_version(*version);
}

typedef struct awp_bytes case_key(const struct awp_case *golden);

static struct awp_bytes level_of(const struct awp_case *golden) {
    return awp_bytes_of_string(awp_level_name(golden->level));
}

static struct awp_bytes file_of(const struct awp_case *golden) { return golden->topic; }

static bool is_listed(const struct awp_texts *texts, struct awp_bytes text) {
    return awp_texts_hold(*texts, text);
}

/* The keys of all cases, each once, in the order in which they first stand. */
static struct awp_texts keys_of(const struct awp_cases *cases, case_key *key,
                                struct awp_arena *arena) {
    struct awp_bytes *items = awp_need_array(arena, cases->count, sizeof(*items));
    struct awp_texts keys = {items, 0};
    for (size_t i = 0; i < cases->count; i++) {
        const struct awp_bytes text = key(&cases->items[i]);
        if (!is_listed(&keys, text)) {
            items[keys.count++] = text;
        }
    }
    return keys;
}

static void write_counts(const struct awp_cases *cases, const char *name, case_key *key,
                         struct awp_buffer *out) {
    const struct awp_texts keys = keys_of(cases, key, out->arena);
    awp_buffer_append(out, awp_text_format(out->arena, ",\"%s\":{", name));
    for (size_t i = 0; i < keys.count; i++) {
        size_t count = 0;
        for (size_t j = 0; j < cases->count; j++) {
            count += awp_bytes_equal(key(&cases->items[j]), keys.items[i]);
        }
        awp_buffer_append_string(out, i > 0 ? "," : "");
        awp_buffer_append_json_string(out, keys.items[i]);
        awp_buffer_append(out, awp_text_format(out->arena, ":%zu", count));
    }
    awp_buffer_append_string(out, "}");
}

bool awp_lint_manifest(struct awp_lint *lint, struct awp_bytes *text) {
    const struct awp_cases *cases = lint->cases;
    struct awp_bytes version = {0};
    struct awp_bytes compact = {0};
    const struct awp_json_node *root = NULL;
    if (!read_version(cases, lint->arena, &version)) {
        awp_lint_complain_of_file(lint, NULL,
                                  "manifest.json: no \"version\" of three numbers in it");
        return false;
    }
    struct awp_buffer json = {.arena = lint->arena};
    awp_buffer_append_string(&json, "{\"version\":");
    awp_buffer_append_json_string(&json, version);
    awp_buffer_append(&json, awp_text_format(lint->arena, ",\"cases\":%zu", cases->count));
    write_counts(cases, "levels", level_of, &json);
    write_counts(cases, "on", awp_case_subject, &json);
    write_counts(cases, "families", awp_case_family, &json);
    write_counts(cases, "files", file_of, &json);
    awp_buffer_append_string(&json, "}");
    awp_need(awp_buffer_finish(&json, &compact));
    awp_need(awp_json_parse(compact, lint->arena, &root, NULL));
    struct awp_buffer out = {.arena = lint->arena};
    awp_canonical_write(awp_need_block((void *)(uintptr_t)root), &out);
    awp_need(awp_buffer_finish(&out, text));
    return true;
}
