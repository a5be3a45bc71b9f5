/* SPDX-License-Identifier: Apache-2.0 */
/* The decoder's documents as plain trees, by the public accessors. */
#include "document_tree.h"

#include <string.h>

#include "fail.h"

bool awp_same_bytes(struct awp_bytes a, struct awp_bytes b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

struct awp_tree *awp_tree_create(const struct awp_run *run, struct awp_arena *arena,
                                 enum awp_tree_kind kind, struct awp_bytes name) {
    struct awp_tree *tree = awp_arena_allocate(arena, sizeof *tree);
    if (tree == NULL) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for a tree");
    }
    *tree = (struct awp_tree){.kind = kind, .name = name};
    return tree;
}

void awp_tree_append(struct awp_tree *parent, struct awp_tree *child) {
    if (parent->last == NULL) {
        parent->first = child;
    } else {
        parent->last->next = child;
    }
    parent->last = child;
}

struct awp_bytes awp_tree_copy(const struct awp_run *run, struct awp_arena *arena,
                               struct awp_bytes bytes) {
    struct awp_bytes copy;
    if (awp_arena_copy(arena, bytes, &copy) != AWP_OK) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for %zu bytes", bytes.len);
    }
    return copy;
}

/* The accessors copy texts with U+0000 into the arena that they are given. */
static void require_text(const struct awp_run *run, enum awp_status status) {
    AWP_REQUIRE(run, status == AWP_OK, STATUS, "the document's text cannot be had: %s",
                awp_status_text(status));
}

static struct awp_tree *of_json(const struct awp_run *run, const struct awp_json_node *node,
                                struct awp_arena *arena) {
    static const enum awp_tree_kind kinds[] = {
        [AWP_JSON_NULL] = AWP_TREE_NULL,     [AWP_JSON_FALSE] = AWP_TREE_SCALAR,
        [AWP_JSON_TRUE] = AWP_TREE_SCALAR,   [AWP_JSON_NUMBER] = AWP_TREE_SCALAR,
        [AWP_JSON_STRING] = AWP_TREE_TEXT,   [AWP_JSON_ARRAY] = AWP_TREE_ARRAY,
        [AWP_JSON_OBJECT] = AWP_TREE_OBJECT,
    };
    struct awp_bytes name = AWP_BYTES("");
    require_text(run, awp_json_name(node, arena, &name));
    const enum awp_json_kind kind = awp_json_kind(node);
    struct awp_tree *tree = awp_tree_create(run, arena, kinds[kind], name);
    if (kind == AWP_JSON_STRING) {
        require_text(run, awp_json_string(node, arena, &tree->text));
    } else if (kind == AWP_JSON_NUMBER) {
        tree->text = awp_json_number(node);
    } else if (kind == AWP_JSON_TRUE) {
        tree->text = AWP_BYTES("true");
    } else if (kind == AWP_JSON_FALSE) {
        tree->text = AWP_BYTES("false");
    }
    for (const struct awp_json_node *child = awp_json_first(node); child != NULL;
         child = awp_json_next(child)) {
        awp_tree_append(tree, of_json(run, child, arena));
    }
    return tree;
}

static struct awp_tree *of_xml(const struct awp_run *run, const struct awp_xml_node *element,
                               struct awp_arena *arena) {
    struct awp_tree *tree = awp_tree_create(run, arena, AWP_TREE_ELEMENT, awp_xml_name(element));
    tree->text = awp_xml_text(element);
    for (const struct awp_xml_node *child = awp_xml_first(element); child != NULL;
         child = awp_xml_next(child)) {
        awp_tree_append(tree, of_xml(run, child, arena));
    }
    return tree;
}

const struct awp_tree *awp_tree_of_document(const struct awp_run *run, enum awp_format format,
                                            const void *document, struct awp_arena *arena) {
    if (document == NULL) {
        return NULL;
    }
    return format == AWP_FORMAT_JSON ? of_json(run, document, arena) : of_xml(run, document, arena);
}

bool awp_tree_equal(const struct awp_tree *a, const struct awp_tree *b) {
    if (a->kind != b->kind || !awp_same_bytes(a->name, b->name) ||
        !awp_same_bytes(a->text, b->text)) {
        return false;
    }
    const struct awp_tree *of_b = b->first;
    for (const struct awp_tree *of_a = a->first; of_a != NULL; of_a = of_a->next) {
        if (of_b == NULL || !awp_tree_equal(of_a, of_b)) {
            return false;
        }
        of_b = of_b->next;
    }
    return of_b == NULL;
}
