/* SPDX-License-Identifier: Apache-2.0 */
/* A document as a plain tree: one form for both formats and for every parser. */
#ifndef AWSPROOF_FUZZ_DOCUMENT_TREE_H
#define AWSPROOF_FUZZ_DOCUMENT_TREE_H

#include "awsproof/document.h"
#include "oracle.h"

/** The formats of a document. */
enum awp_format { AWP_FORMAT_JSON, AWP_FORMAT_XML };

/** What a node is. */
enum awp_tree_kind {
    AWP_TREE_NULL,
    AWP_TREE_SCALAR, /* a number, with its digits as text, or a boolean */
    AWP_TREE_TEXT,
    AWP_TREE_ARRAY,
    AWP_TREE_OBJECT,
    AWP_TREE_ELEMENT
};

/** A node: a JSON value, with its name where it is a member, or an XML element. */
struct awp_tree {
    enum awp_tree_kind kind;
    struct awp_bytes name; /* XML: the local name */
    struct awp_bytes text; /* of a text, a number, an element */
    struct awp_tree *first;
    struct awp_tree *next;
    struct awp_tree *last; /* the last child: where the next one goes */
};

/** A new node; fails by `harness` where there is no memory. */
struct awp_tree *awp_tree_create(const struct awp_run *run, struct awp_arena *arena,
                                 enum awp_tree_kind kind, struct awp_bytes name);

/** Puts a child behind the other children. */
void awp_tree_append(struct awp_tree *parent, struct awp_tree *child);

/** A copy of bytes in the arena, else a failure by `harness`. */
struct awp_bytes awp_tree_copy(const struct awp_run *run, struct awp_arena *arena,
                               struct awp_bytes bytes);

/** The decoder's document, read by its accessors alone; NULL for NULL. */
const struct awp_tree *awp_tree_of_document(const struct awp_run *run, enum awp_format format,
                                            const void *document, struct awp_arena *arena);

/** Whether two trees are equal, names and order and texts. */
bool awp_tree_equal(const struct awp_tree *a, const struct awp_tree *b);

/** memcmp by another name: the oracles trust none of the decoder's comparisons. */
bool awp_same_bytes(struct awp_bytes a, struct awp_bytes b);

/** What another parser makes of a text. */
enum awp_second_word {
    AWP_SECOND_DOCUMENT,  /* it is a document: the tree */
    AWP_SECOND_REFUSES,   /* it is none */
    AWP_SECOND_CANNOT_SAY /* of a kind that SPEC and this parser judge by different rules */
};

/**
 * jansson's and expat's reading. Of a repeated name in a JSON object only the last member is in the
 * tree. What SPEC refuses and the parser takes (depth, DOCTYPE, encodings, versions, bounds) is
 * refused; what the parser refuses for rules that SPEC has not (numbers beyond a double, U+0000 in
 * names, names of XML's fifth edition), is AWP_SECOND_CANNOT_SAY.
 */
enum awp_second_word awp_tree_by_jansson(const struct awp_run *run, struct awp_bytes text,
                                         struct awp_arena *arena, const struct awp_tree **tree);
enum awp_second_word awp_tree_by_expat(const struct awp_run *run, struct awp_bytes text,
                                       struct awp_arena *arena, const struct awp_tree **tree);

#endif
