/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of XML elements: around others, out of others, deeper, under another name. */
#include <string.h>

#include "awsproof/document.h"
#include "site.h"
#include "words.h"

static const struct awp_bytes around[][2] = {
    {AWP_BYTES_INIT("<Error>"), AWP_BYTES_INIT("</Error>")},
    {AWP_BYTES_INIT("<ErrorResponse>"), AWP_BYTES_INIT("</ErrorResponse>")},
    {AWP_BYTES_INIT("<Response>"), AWP_BYTES_INIT("</Response>")},
    {AWP_BYTES_INIT("<Errors>"), AWP_BYTES_INIT("</Errors>")},
    {AWP_BYTES_INIT("<Response><Errors>"), AWP_BYTES_INIT("</Errors></Response>")},
    {AWP_BYTES_INIT("<Code>"), AWP_BYTES_INIT("</Code>")},
    {AWP_BYTES_INIT("<Message>"), AWP_BYTES_INIT("</Message>")},
    {AWP_BYTES_INIT("<member>"), AWP_BYTES_INIT("</member>")},
    {AWP_BYTES_INIT("<a b='c'>"), AWP_BYTES_INIT("</a>")},
};

static bool wrap(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    const struct awp_bytes *pair = AWP_PICK(site->dice, around);
    return element != AWP_NO_NODE && awp_site_wrap(site, element, pair[0], pair[1]);
}

/* Has an end tag, and is inside of another. */
static bool can_unwrap(const struct awp_parts *tree, uint32_t node) {
    if (!awp_node_is_element(tree, node) || tree->nodes[node].last == AWP_NO_NODE) {
        return false;
    }
    return awp_parts_kind(tree, tree->nodes[node].last) == AWP_NODE_END_TAG &&
           awp_node_is_element(tree, tree->nodes[node].parent);
}

static bool unwrap(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, can_unwrap);
    if (element == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *start = awp_site_node(site, awp_site_node(site, element)->first);
    const struct awp_node *end = awp_site_node(site, awp_site_node(site, element)->last);
    awp_draft_remove(site->draft, end->begin, end->end);
    awp_draft_remove(site->draft, start->begin, start->end);
    return true;
}

/* Elements around an element, up to the decoder's bound, onto it, and one over it. */
static bool deepen(struct awp_site *site) {
    static const size_t depths[] = {AWP_MAX_DEPTH - 1, AWP_MAX_DEPTH, AWP_MAX_DEPTH + 1, 2, 8, 64};
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    if (element == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, element);
    const size_t depth = AWP_PICK(site->dice, depths);
    if (depth <= (size_t)node->depth + 1) {
        return false;
    }
    const size_t count = depth - node->depth - 1;
    return count * 7 <= site->draft->max - site->draft->len &&
           awp_draft_repeat(site->draft, node->end, AWP_BYTES("</a>"), count) &&
           awp_draft_repeat(site->draft, node->begin, AWP_BYTES("<a>"), count);
}

static struct awp_bytes pick_name(struct awp_dice *dice) {
    static const struct awp_bytes names[] = {
        AWP_BYTES_INIT("Error"),   AWP_BYTES_INIT("ErrorResponse"), AWP_BYTES_INIT("Response"),
        AWP_BYTES_INIT("Errors"),  AWP_BYTES_INIT("Code"),          AWP_BYTES_INIT("Message"),
        AWP_BYTES_INIT("message"), AWP_BYTES_INIT("code"),          AWP_BYTES_INIT("RequestId"),
        AWP_BYTES_INIT("member"),  AWP_BYTES_INIT("item"),          AWP_BYTES_INIT("error"),
        AWP_BYTES_INIT("a"),       AWP_BYTES_INIT("\xC3\x89rror"),  AWP_BYTES_INIT("Type")};
    switch (awp_dice_below(dice, 4)) {
    case 0:
        return awp_words_pick(dice, awp_shape_words.members);
    case 1:
        return awp_words_pick(dice, awp_shape_words.elements);
    default:
        return AWP_PICK(dice, names);
    }
}

static bool set_tag_name(struct awp_site *site, uint32_t tag, size_t lead, struct awp_bytes name) {
    const size_t begin = awp_site_node(site, tag)->begin + lead;
    const struct awp_bytes old = awp_site_tag_name(site, tag);
    return awp_draft_replace(site->draft, begin, begin + old.len, name);
}

/* Both tags: the document stays one. */
static bool rename_element(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    if (element == AWP_NO_NODE) {
        return false;
    }
    const struct awp_bytes name = pick_name(site->dice);
    const struct awp_bytes old = awp_site_tag_name(site, element);
    if (site->draft->max - site->draft->len < 2 * name.len) {
        return false;
    }
    const uint32_t end = awp_site_end_tag(site, element);
    if (end != AWP_NO_NODE) {
        const size_t place = awp_site_node(site, end)->begin + 2;
        if (awp_site_node(site, end)->end - place < old.len ||
            !awp_draft_replace(site->draft, place, place + old.len, name)) {
            return false;
        }
    }
    return set_tag_name(site, element, 1, name);
}

/* One tag alone gets another name, or goes, or comes twice. */
static bool change_tag(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    if (element == AWP_NO_NODE) {
        return false;
    }
    const uint32_t end = awp_site_end_tag(site, element);
    const uint32_t start = awp_site_node(site, element)->first;
    const uint32_t tag = end != AWP_NO_NODE && awp_dice_once_in(site->dice, 2) ? end : start;
    if (tag == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, tag);
    switch (awp_dice_below(site->dice, 4)) {
    case 0:
        if (node->end - node->begin == site->draft->len) {
            return false;
        }
        awp_draft_remove(site->draft, node->begin, node->end);
        return true;
    case 1:
        return awp_draft_copy(site->draft, node->end, node->begin, node->end);
    case 2:
        return tag == start && set_tag_name(site, tag, 1, pick_name(site->dice));
    default:
        return awp_draft_replace(site->draft, node->end - 1, node->end, AWP_BYTES(""));
    }
}

/* <a>...</a> becomes <a/>, and <a/> becomes <a></a>. */
static bool empty_element(struct awp_site *site) {
    const uint32_t element = awp_site_pick(site, awp_node_is_element);
    if (element == AWP_NO_NODE || awp_site_node(site, element)->first == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *start = awp_site_node(site, awp_site_node(site, element)->first);
    const uint32_t end = awp_site_end_tag(site, element);
    if (end != AWP_NO_NODE) {
        return start->end > start->begin &&
               awp_draft_replace(site->draft, start->end - 1, awp_site_node(site, end)->end,
                                 AWP_BYTES("/>"));
    }
    uint8_t bytes[128];
    struct awp_draft tag = {bytes, 0, sizeof bytes};
    const struct awp_bytes text =
        awp_site_text(site, awp_site_node(site, element)->first); /* nothing else may end so */
    if (text.len < 2 || memcmp(text.ptr + text.len - 2, "/>", 2) != 0) {
        return false;
    }
    return awp_draft_append(&tag, AWP_BYTES("></")) &&
           awp_draft_append(&tag, awp_site_tag_name(site, element)) &&
           awp_draft_append(&tag, AWP_BYTES(">")) &&
           awp_draft_replace(site->draft, start->end - 2, start->end, awp_draft_bytes(&tag));
}

/* Inside of another: what may have any number of siblings. */
static bool has_siblings(const struct awp_parts *tree, uint32_t node) {
    return awp_node_is_element(tree, node) && awp_node_class(tree, node) == AWP_CLASS_CONTENT;
}

/* Many empty siblings of one name: what costs time by the square of their number shows itself in
 * few bytes. */
static bool fill_element(struct awp_site *site) {
    static const size_t counts[] = {16, 64, 256, 1024};
    uint8_t bytes[64];
    struct awp_draft tag = {bytes, 0, sizeof bytes};
    const uint32_t element = awp_site_pick(site, has_siblings);
    return element != AWP_NO_NODE && awp_draft_append(&tag, AWP_BYTES("<")) &&
           awp_draft_append(&tag, awp_site_tag_name(site, element)) &&
           awp_draft_append(&tag, AWP_BYTES("/>")) &&
           awp_draft_repeat(site->draft, awp_site_node(site, element)->begin, awp_draft_bytes(&tag),
                            AWP_PICK(site->dice, counts));
}

static const struct awp_mutator mutators[] = {
    {"xml-wrap", 6, false, wrap},         {"xml-unwrap", 6, false, unwrap},
    {"xml-deepen", 3, true, deepen},      {"xml-rename", 10, false, rename_element},
    {"xml-tag", 3, true, change_tag},     {"xml-empty", 5, false, empty_element},
    {"xml-fill", 4, false, fill_element},
};

const struct awp_mutator_list awp_xml_element_mutators = {mutators, AWP_COUNT(mutators)};
