/* SPDX-License-Identifier: Apache-2.0 */
/* What a mutator sees in a text: nested spans, read from anything, in bounded memory. */
#ifndef AWSPROOF_MUTATORS_PARTS_H
#define AWSPROOF_MUTATORS_PARTS_H

#include "awsproof/bytes.h"

/** More parts than this are not told apart: what follows belongs to what is open. */
#define AWP_PARTS_NODES 3072
/** Nor is what lies deeper; it is past the decoder's own bound. */
#define AWP_PARTS_DEPTH 1024

enum awp_node_kind {
    AWP_NODE_ROOT,
    /* JSON. A member is its name, and at most one value. */
    AWP_NODE_OBJECT,
    AWP_NODE_ARRAY,
    AWP_NODE_MEMBER,
    AWP_NODE_NAME,
    AWP_NODE_STRING,
    AWP_NODE_NUMBER,
    AWP_NODE_WORD,
    /* XML. An element is its start tag, what is in it, and its end tag if there is one. */
    AWP_NODE_ELEMENT,
    AWP_NODE_START_TAG,
    AWP_NODE_ATTRIBUTE, /* with the white space before it */
    AWP_NODE_END_TAG,
    AWP_NODE_TEXT,
    AWP_NODE_CDATA,
    AWP_NODE_COMMENT,
    AWP_NODE_PI, /* the declaration, too */
    AWP_NODE_DOCTYPE,
    /* HTTP. Lines with their ends; a header is its name and its value. */
    AWP_NODE_STATUS_LINE,
    AWP_NODE_HEADER,
    AWP_NODE_HEADER_NAME,
    AWP_NODE_HEADER_VALUE,
    AWP_NODE_EMPTY_LINE,
    AWP_NODE_BODY
};

/** No node. */
#define AWP_NO_NODE UINT32_MAX

/** A span of the text. Children lie inside of it, in order, and do not overlap. */
struct awp_node {
    uint32_t begin;
    uint32_t end;
    uint32_t parent;
    uint32_t first;
    uint32_t last;
    uint32_t previous;
    uint32_t next;
    uint16_t depth; /* containers around it: arrays, objects, elements */
    uint16_t kind;  /* enum awp_node_kind */
};

/**
 * Nodes in the order in which they begin; node 0 is the root, the whole text. The tree holds no
 * byte: it is about a text that its user has, and no longer true once that is changed.
 */
struct awp_parts {
    struct awp_node *nodes; /* room for `capacity`, at least 1 */
    uint32_t count;
    uint32_t capacity;
    uint32_t open; /* while it is read: the innermost node that has not ended */
};

/** Reads any bytes at all as JSON, XML, or a response of HTTP. Longer than 4 GiB: only the root. */
void awp_parts_of_json(struct awp_bytes text, struct awp_parts *tree);
void awp_parts_of_xml(struct awp_bytes text, struct awp_parts *tree);
void awp_parts_of_http(struct awp_bytes text, struct awp_parts *tree);

/** For readers: begins with the root. False: the text is too long for more. */
bool awp_parts_begin(struct awp_parts *tree, struct awp_bytes text);

/** For readers: a node in the open one. AWP_NO_NODE where there is no room for it. */
uint32_t awp_parts_add(struct awp_parts *tree, enum awp_node_kind kind, size_t begin, size_t end);

/** For readers: the same, and it stays open. False where there is no room. */
bool awp_parts_open(struct awp_parts *tree, enum awp_node_kind kind, size_t begin);

/** For readers: the open node ends. The root never does. */
void awp_parts_close(struct awp_parts *tree, size_t end);

/** For readers: all that is open ends with the text. */
void awp_parts_end(struct awp_parts *tree);

/** What the node is. */
enum awp_node_kind awp_parts_kind(const struct awp_parts *tree, uint32_t node);

/** The node's bytes. */
struct awp_bytes awp_parts_text(const struct awp_parts *tree, struct awp_bytes text, uint32_t node);

#endif
