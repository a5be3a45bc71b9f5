/* SPDX-License-Identifier: Apache-2.0 */
/* Where a mutation happens, and what a kind of mutation is. */
#ifndef AWSPROOF_MUTATORS_SITE_H
#define AWSPROOF_MUTATORS_SITE_H

#include "dice.h"
#include "draft.h"
#include "parts.h"

#define AWP_COUNT(array) (sizeof(array) / sizeof((array)[0]))
/** Any entry of an array. */
#define AWP_PICK(dice, array) ((array)[awp_dice_below((dice), AWP_COUNT(array))])

struct awp_site;

/**
 * A kind of mutation. `apply` changes the site's draft and returns true; or leaves it as it was and
 * returns false, where there is nothing of the kind to change, or no room.
 */
struct awp_mutator {
    const char *name;
    unsigned weight; /* how often it is drawn, against the others of its format */
    bool breaks;     /* it may make a well-formed document ill-formed */
    bool (*apply)(struct awp_site *site);
};

struct awp_mutator_list {
    const struct awp_mutator *mutators;
    size_t count;
};

/** A format: how its texts are read, what stands between two siblings, what can be done to it. */
struct awp_grammar {
    const char *name;
    void (*read)(struct awp_bytes text, struct awp_parts *tree);
    struct awp_bytes separator;
    const struct awp_mutator_list *const *lists;
    size_t list_count;
};

struct awp_site {
    const struct awp_grammar *format;
    struct awp_draft *draft;
    struct awp_parts *tree; /* of the draft as it is before the mutation; without nodes: none */
    struct awp_dice *dice;
    struct awp_bytes donor; /* the other input of a crossover; else empty */
    struct awp_parts *donor_tree;
    const struct awp_mutator *done; /* the mutator that was applied */
};

/** What two nodes must share for one to stand in the other's place. */
enum awp_node_class {
    AWP_CLASS_NONE,
    AWP_CLASS_MEMBER,
    AWP_CLASS_ELEMENT, /* of an array */
    AWP_CLASS_CONTENT, /* of an XML element */
    AWP_CLASS_ATTRIBUTE,
    AWP_CLASS_HEADER
};

enum awp_node_class awp_node_class(const struct awp_parts *tree, uint32_t node);

typedef bool awp_node_test(const struct awp_parts *tree, uint32_t node);

/** Whether the node has a class: it can be doubled, deleted, moved. */
awp_node_test awp_node_is_item;
/** Whether the node is a JSON value. */
awp_node_test awp_node_is_value;
/** Whether the node is of this kind. */
awp_node_test awp_node_is_object, awp_node_is_string, awp_node_is_element, awp_node_is_start_tag,
    awp_node_is_text, awp_node_is_member, awp_node_is_header;

/** One of the nodes that pass the test, each as likely; AWP_NO_NODE where none does. */
uint32_t awp_parts_pick(const struct awp_parts *tree, struct awp_dice *dice, awp_node_test *wanted);
uint32_t awp_site_pick(const struct awp_site *site, awp_node_test *wanted);

/** The node of the site's own tree, and its text. */
const struct awp_node *awp_site_node(const struct awp_site *site, uint32_t node);
struct awp_bytes awp_site_text(const struct awp_site *site, uint32_t node);

/** The name of the XML element, or of a start tag's. */
struct awp_bytes awp_site_tag_name(const struct awp_site *site, uint32_t node);

/** The end tag of the element, or AWP_NO_NODE. */
uint32_t awp_site_end_tag(const struct awp_site *site, uint32_t element);

/** What goes with the item when it goes: itself, and what separates it from its neighbour. */
void awp_parts_removal(const struct awp_parts *tree, struct awp_bytes separator, uint32_t item,
                       size_t *begin, size_t *end);

/** Puts `bytes` in the node's place. */
bool awp_site_replace(struct awp_site *site, uint32_t node, struct awp_bytes bytes);

/** Puts `before` and `after` around the node: both, or nothing. */
bool awp_site_wrap(struct awp_site *site, uint32_t node, struct awp_bytes before,
                   struct awp_bytes after);

/** Puts a part of the donor in the place of one like it, or behind it. False: none fits. */
bool awp_site_splice(struct awp_site *site);

/** Where a response's body begins in the text; SIZE_MAX: there is none. */
size_t awp_parts_body(const struct awp_parts *tree);
/** The format that a body looks like: XML or JSON. */
const struct awp_grammar *awp_grammar_of_body(struct awp_bytes body);

/**
 * A response's body as a site of its own, of the format that it looks like, in `inner` and `draft`.
 * The site's trees are read anew and belong to `inner`; False: there is no body.
 */
bool awp_site_enter_body(struct awp_site *site, struct awp_site *inner, struct awp_draft *draft);

/** Applies one mutator of the site's format, drawn by weight. False: nothing could be done. */
bool awp_site_mutate(struct awp_site *site);

/** The lists of mutators, a file each. */
extern const struct awp_mutator_list awp_raw_mutators, awp_structure_mutators,
    awp_json_value_mutators, awp_json_text_mutators, awp_json_error_mutators,
    awp_xml_element_mutators, awp_xml_text_mutators, awp_xml_markup_mutators,
    awp_xml_error_mutators, awp_http_line_mutators, awp_http_body_mutators;

/** The formats, by enum awp_mutate_format; and bytes that are read as nothing. */
extern const struct awp_grammar awp_grammars[], awp_raw_grammar;

#endif
