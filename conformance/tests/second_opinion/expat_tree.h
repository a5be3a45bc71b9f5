/* SPDX-License-Identifier: Apache-2.0 */
/* What expat makes of a text: a tree of local names and character data, and what else it met. */
#ifndef AWP_SECOND_OPINION_EXPAT_TREE_H
#define AWP_SECOND_OPINION_EXPAT_TREE_H

#include <expat.h>

#include "awsproof/arena.h"

/** An element: its local name, its own character data joined, its children. */
struct awp_expat_element {
    struct awp_bytes name;
    struct awp_bytes text;
    size_t text_capacity;
    struct awp_expat_element *parent;
    struct awp_expat_element *first;
    struct awp_expat_element *last;
    struct awp_expat_element *next;
};

/** A text, read. */
struct awp_expat_document {
    const struct awp_expat_element *root; /* NULL: refused */
    enum XML_Error error;
    bool has_doctype;    /* met before its end or its first error */
    bool has_version;    /* a declared one, that is no `1.` and digits */
    bool has_encoding;   /* a declared one, other than UTF-8 in any letter case */
    size_t depth;        /* the most elements that are open at once */
    size_t attributes;   /* the most on one element, namespace declarations among them */
    size_t declarations; /* the most namespace declarations in scope at once */
    size_t names; /* different ones: of elements, attributes, prefixes, PIs, and namespace URIs */
};

/** Reads a text. The tree is in the arena. */
void awp_expat_read(struct awp_bytes text, struct awp_arena *arena,
                    struct awp_expat_document *document);

#endif
