/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text as jansson reads it. */
#include <jansson.h>
#include <string.h>

#include "document_tree.h"
#include "fail.h"

/* Only what counts for shapes is told apart: numbers and booleans are one kind. */
static enum awp_tree_kind kind_of(const json_t *value) {
    static const enum awp_tree_kind kinds[] = {
        [JSON_OBJECT] = AWP_TREE_OBJECT, [JSON_ARRAY] = AWP_TREE_ARRAY,
        [JSON_STRING] = AWP_TREE_TEXT,   [JSON_INTEGER] = AWP_TREE_SCALAR,
        [JSON_REAL] = AWP_TREE_SCALAR,   [JSON_TRUE] = AWP_TREE_SCALAR,
        [JSON_FALSE] = AWP_TREE_SCALAR,  [JSON_NULL] = AWP_TREE_NULL,
    };
    return kinds[json_typeof(value)];
}

/* jansson bounds the depth of what it takes, so this ends. */
static struct awp_tree *copy(const struct awp_run *run, json_t *value, struct awp_bytes name,
                             struct awp_arena *arena) {
    struct awp_tree *tree = awp_tree_create(run, arena, kind_of(value), name);
    const char *key;
    size_t index;
    json_t *child;
    if (json_is_string(value)) {
        tree->text = awp_tree_copy(run, arena,
                                   (struct awp_bytes){(const uint8_t *)json_string_value(value),
                                                      json_string_length(value)});
    }
    json_array_foreach(value, index, child) {
        awp_tree_append(tree, copy(run, child, AWP_BYTES(""), arena));
    }
    json_object_foreach(value, key, child) {
        const struct awp_bytes member = awp_tree_copy(run, arena, awp_bytes_of_string(key));
        awp_tree_append(tree, copy(run, child, member, arena));
    }
    return tree;
}

/* How deep a text nests that is JSON: members that a later one replaces are not in jansson's tree.
 */
static size_t depth_of(struct awp_bytes text) {
    size_t depth = 0;
    size_t deepest = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.len; i++) {
        const uint8_t byte = text.ptr[i];
        if (in_string) {
            i += byte == '\\' ? 1 : 0;
            in_string = byte != '"';
        } else if (byte == '{' || byte == '[') {
            depth++;
            deepest = depth > deepest ? depth : deepest;
        } else if (byte == '}' || byte == ']') {
            depth--;
        } else {
            in_string = byte == '"';
        }
    }
    return deepest;
}

/*
 * Where jansson refuses what SPEC may take, it cannot say: R3.5 refuses no number for its size, and
 * R4.4 no name for U+0000 in it. What SPEC refuses and jansson takes is refused: more than 512
 * levels (R3.3), and a zero byte behind the value, which jansson takes for the text's end (R3.2).
 */
enum awp_second_word awp_tree_by_jansson(const struct awp_run *run, struct awp_bytes text,
                                         struct awp_arena *arena, const struct awp_tree **tree) {
    json_error_t error;
    json_object_seed(1); /* not by chance: every run is the same */
    *tree = NULL;
    json_t *root = json_loadb(text.len == 0 ? "" : (const char *)text.ptr, text.len,
                              JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (root == NULL) {
        const enum json_error_code code = json_error_code(&error);
        return code == json_error_numeric_overflow || code == json_error_null_byte_in_key
                   ? AWP_SECOND_CANNOT_SAY
                   : AWP_SECOND_REFUSES;
    }
    const bool is_refused =
        depth_of(text) > AWP_MAX_DEPTH || memchr(text.ptr, '\0', text.len) != NULL;
    *tree = is_refused ? NULL : copy(run, root, AWP_BYTES(""), arena);
    json_decref(root);
    return is_refused ? AWP_SECOND_REFUSES : AWP_SECOND_DOCUMENT;
}
