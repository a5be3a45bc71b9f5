/* SPDX-License-Identifier: Apache-2.0 */
/* Where a mutation happens: which nodes there are to choose from, and how one of them is changed.
 */
#include "site.h"

#include <string.h>

/* How often a mutator is drawn that finds nothing to do, before the site is given up. */
#define MAX_DRAWS 12

enum awp_node_class awp_node_class(const struct awp_parts *tree, uint32_t node) {
    const uint32_t parent = tree->nodes[node].parent;
    switch (awp_parts_kind(tree, node)) {
    case AWP_NODE_MEMBER:
        return AWP_CLASS_MEMBER;
    case AWP_NODE_OBJECT:
    case AWP_NODE_ARRAY:
    case AWP_NODE_STRING:
    case AWP_NODE_NUMBER:
    case AWP_NODE_WORD:
        return awp_parts_kind(tree, parent) == AWP_NODE_ARRAY ? AWP_CLASS_ELEMENT : AWP_CLASS_NONE;
    case AWP_NODE_ELEMENT:
    case AWP_NODE_TEXT:
    case AWP_NODE_CDATA:
    case AWP_NODE_COMMENT:
    case AWP_NODE_PI:
        return awp_parts_kind(tree, parent) == AWP_NODE_ELEMENT ? AWP_CLASS_CONTENT
                                                                : AWP_CLASS_NONE;
    case AWP_NODE_ATTRIBUTE:
        return AWP_CLASS_ATTRIBUTE;
    case AWP_NODE_HEADER:
        return AWP_CLASS_HEADER;
    case AWP_NODE_ROOT:
    case AWP_NODE_NAME:
    case AWP_NODE_START_TAG:
    case AWP_NODE_END_TAG:
    case AWP_NODE_DOCTYPE:
    case AWP_NODE_STATUS_LINE:
    case AWP_NODE_HEADER_NAME:
    case AWP_NODE_HEADER_VALUE:
    case AWP_NODE_EMPTY_LINE:
    case AWP_NODE_BODY:
        break;
    }
    return AWP_CLASS_NONE;
}

bool awp_node_is_item(const struct awp_parts *tree, uint32_t node) {
    return awp_node_class(tree, node) != AWP_CLASS_NONE;
}

bool awp_node_is_value(const struct awp_parts *tree, uint32_t node) {
    const enum awp_node_kind kind = awp_parts_kind(tree, node);
    return kind == AWP_NODE_OBJECT || kind == AWP_NODE_ARRAY || kind == AWP_NODE_STRING ||
           kind == AWP_NODE_NUMBER || kind == AWP_NODE_WORD;
}

#define TEST_OF_KIND(name, node_kind)                                                              \
    bool awp_node_is_##name(const struct awp_parts *tree, uint32_t node) {                         \
        return awp_parts_kind(tree, node) == (node_kind);                                          \
    }
TEST_OF_KIND(object, AWP_NODE_OBJECT)
TEST_OF_KIND(string, AWP_NODE_STRING)
TEST_OF_KIND(member, AWP_NODE_MEMBER)
TEST_OF_KIND(element, AWP_NODE_ELEMENT)
TEST_OF_KIND(start_tag, AWP_NODE_START_TAG)
TEST_OF_KIND(header, AWP_NODE_HEADER)

/* Text of an element: what stands around the root is none. */
bool awp_node_is_text(const struct awp_parts *tree, uint32_t node) {
    return awp_parts_kind(tree, node) == AWP_NODE_TEXT &&
           awp_parts_kind(tree, tree->nodes[node].parent) == AWP_NODE_ELEMENT;
}

uint32_t awp_parts_pick(const struct awp_parts *tree, struct awp_dice *dice,
                        awp_node_test *wanted) {
    size_t found = 0;
    for (uint32_t i = 1; i < tree->count; i++) {
        found += wanted(tree, i) ? 1 : 0;
    }
    if (found == 0) {
        return AWP_NO_NODE;
    }
    size_t chosen = awp_dice_below(dice, found);
    uint32_t node = 1;
    while (!wanted(tree, node) || chosen-- > 0) {
        node++;
    }
    return node;
}

uint32_t awp_site_pick(const struct awp_site *site, awp_node_test *wanted) {
    return awp_parts_pick(site->tree, site->dice, wanted);
}

const struct awp_node *awp_site_node(const struct awp_site *site, uint32_t node) {
    return &site->tree->nodes[node];
}

struct awp_bytes awp_site_text(const struct awp_site *site, uint32_t node) {
    return awp_parts_text(site->tree, awp_draft_bytes(site->draft), node);
}

struct awp_bytes awp_site_tag_name(const struct awp_site *site, uint32_t node) {
    struct awp_bytes name = awp_site_text(site, node);
    name.ptr++;
    name.len--;
    for (size_t i = 0; i < name.len; i++) {
        if (strchr(" \t\r\n/><=", name.ptr[i]) != NULL) { /* a NUL ends it as well */
            name.len = i;
        }
    }
    return name;
}

uint32_t awp_site_end_tag(const struct awp_site *site, uint32_t element) {
    const uint32_t last = awp_site_node(site, element)->last;
    return last != AWP_NO_NODE && awp_parts_kind(site->tree, last) == AWP_NODE_END_TAG
               ? last
               : AWP_NO_NODE;
}

void awp_parts_removal(const struct awp_parts *tree, struct awp_bytes separator, uint32_t item,
                       size_t *begin, size_t *end) {
    const struct awp_node *node = &tree->nodes[item];
    *begin = node->begin;
    *end = node->end;
    if (separator.len > 0 && node->next != AWP_NO_NODE) {
        *end = tree->nodes[node->next].begin;
    } else if (separator.len > 0 && node->previous != AWP_NO_NODE) {
        *begin = tree->nodes[node->previous].end;
    }
}

bool awp_site_replace(struct awp_site *site, uint32_t node, struct awp_bytes bytes) {
    const struct awp_node *span = awp_site_node(site, node);
    return awp_draft_replace(site->draft, span->begin, span->end, bytes);
}

bool awp_site_wrap(struct awp_site *site, uint32_t node, struct awp_bytes before,
                   struct awp_bytes after) {
    const struct awp_node *span = awp_site_node(site, node);
    if (site->draft->max - site->draft->len < before.len + after.len) {
        return false;
    }
    return awp_draft_insert(site->draft, span->end, after) &&
           awp_draft_insert(site->draft, span->begin, before);
}

static const struct awp_mutator *draw(const struct awp_site *site) {
    const struct awp_grammar *format = site->format;
    size_t sum = 0;
    for (size_t i = 0; i < format->list_count; i++) {
        for (size_t j = 0; j < format->lists[i]->count; j++) {
            sum += format->lists[i]->mutators[j].weight;
        }
    }
    size_t left = awp_dice_below(site->dice, sum);
    for (size_t i = 0; i < format->list_count; i++) {
        for (size_t j = 0; j < format->lists[i]->count; j++) {
            const struct awp_mutator *mutator = &format->lists[i]->mutators[j];
            if (left < mutator->weight) {
                return mutator;
            }
            left -= mutator->weight;
        }
    }
    return NULL; /* a format without mutators */
}

bool awp_site_mutate(struct awp_site *site) {
    for (int i = 0; i < MAX_DRAWS; i++) {
        const struct awp_mutator *mutator = draw(site);
        site->done = mutator; /* one that hands on to another format says more */
        if (mutator != NULL && mutator->apply(site)) {
            return true;
        }
    }
    return false;
}
