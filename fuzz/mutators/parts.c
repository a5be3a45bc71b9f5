/* SPDX-License-Identifier: Apache-2.0 */
/* What a mutator sees in a text: the tree of spans that the readers of the formats build. */
#include "parts.h"

#include <assert.h>

bool awp_parts_begin(struct awp_parts *tree, struct awp_bytes text) {
    assert(tree->capacity > 0);
    const bool short_enough = text.len < UINT32_MAX;
    tree->nodes[0] = (struct awp_node){.end = short_enough ? (uint32_t)text.len : UINT32_MAX,
                                       .parent = AWP_NO_NODE,
                                       .first = AWP_NO_NODE,
                                       .last = AWP_NO_NODE,
                                       .previous = AWP_NO_NODE,
                                       .next = AWP_NO_NODE,
                                       .kind = AWP_NODE_ROOT};
    tree->count = 1;
    tree->open = 0;
    return short_enough;
}

static bool is_container(enum awp_node_kind kind) {
    return kind == AWP_NODE_OBJECT || kind == AWP_NODE_ARRAY || kind == AWP_NODE_ELEMENT;
}

uint32_t awp_parts_add(struct awp_parts *tree, enum awp_node_kind kind, size_t begin, size_t end) {
    struct awp_node *parent = &tree->nodes[tree->open];
    if (tree->count == tree->capacity) {
        return AWP_NO_NODE;
    }
    const uint32_t added = tree->count++;
    const unsigned deeper = is_container((enum awp_node_kind)parent->kind) ? 1 : 0;
    tree->nodes[added] = (struct awp_node){.begin = (uint32_t)begin,
                                           .end = (uint32_t)end,
                                           .parent = tree->open,
                                           .first = AWP_NO_NODE,
                                           .last = AWP_NO_NODE,
                                           .previous = parent->last,
                                           .next = AWP_NO_NODE,
                                           .depth = (uint16_t)(parent->depth + deeper),
                                           .kind = (uint16_t)kind};
    if (parent->last == AWP_NO_NODE) {
        parent->first = added;
    } else {
        tree->nodes[parent->last].next = added;
    }
    parent->last = added;
    return added;
}

bool awp_parts_open(struct awp_parts *tree, enum awp_node_kind kind, size_t begin) {
    if (is_container(kind) && tree->nodes[tree->open].depth >= AWP_PARTS_DEPTH) {
        return false;
    }
    const uint32_t added = awp_parts_add(tree, kind, begin, begin);
    if (added == AWP_NO_NODE) {
        return false;
    }
    tree->open = added;
    return true;
}

void awp_parts_close(struct awp_parts *tree, size_t end) {
    if (tree->open != 0) {
        tree->nodes[tree->open].end = (uint32_t)end;
        tree->open = tree->nodes[tree->open].parent;
    }
}

void awp_parts_end(struct awp_parts *tree) {
    while (tree->open != 0) {
        awp_parts_close(tree, tree->nodes[0].end);
    }
}

enum awp_node_kind awp_parts_kind(const struct awp_parts *tree, uint32_t node) {
    return (enum awp_node_kind)tree->nodes[node].kind;
}

struct awp_bytes awp_parts_text(const struct awp_parts *tree, struct awp_bytes text,
                                uint32_t node) {
    const struct awp_node *span = &tree->nodes[node];
    return (struct awp_bytes){text.ptr + span->begin, span->end - span->begin};
}
