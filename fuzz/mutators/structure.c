/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations that every format has: siblings doubled, deleted, moved, and parts of another input. */
#include "site.h"

static size_t length(const struct awp_node *node) { return node->end - node->begin; }

static bool has_room(const struct awp_site *site, size_t bytes) {
    return bytes <= site->draft->max - site->draft->len;
}

/* Behind the item `at`: a separator and a copy of [begin, end). The room was seen to. */
static bool copy_behind(struct awp_site *site, uint32_t at, size_t begin, size_t end) {
    const size_t gap = site->format->separator.len;
    const size_t place = awp_site_node(site, at)->end;
    if (!has_room(site, gap + end - begin)) {
        return false;
    }
    const size_t moved = begin >= place ? gap : 0;
    return awp_draft_insert(site->draft, place, site->format->separator) &&
           awp_draft_copy(site->draft, place + gap, begin + moved, end + moved);
}

/* An attribute is none: twice the same is no XML. */
static bool can_repeat(const struct awp_parts *tree, uint32_t node) {
    return awp_node_is_item(tree, node) && awp_node_class(tree, node) != AWP_CLASS_ATTRIBUTE;
}

static bool double_item(struct awp_site *site) {
    const uint32_t item = awp_site_pick(site, can_repeat);
    if (item == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, item);
    return copy_behind(site, item, node->begin, node->end);
}

static bool repeat_item(struct awp_site *site) {
    static const size_t counts[] = {2, 3, 8, 16, 64, 255, 256, 257};
    const uint32_t item = awp_site_pick(site, can_repeat);
    const size_t count = AWP_PICK(site->dice, counts);
    if (item == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, item);
    if (!has_room(site, count * (length(node) + site->format->separator.len))) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!copy_behind(site, item, node->begin, node->end)) {
            return false; /* never: the room was seen to */
        }
    }
    return true;
}

static bool delete_item(struct awp_site *site) {
    const uint32_t item = awp_site_pick(site, awp_node_is_item);
    size_t begin = 0;
    size_t end = 0;
    if (item == AWP_NO_NODE) {
        return false;
    }
    awp_parts_removal(site->tree, site->format->separator, item, &begin, &end);
    if (end - begin == site->draft->len) {
        return false;
    }
    awp_draft_remove(site->draft, begin, end);
    return true;
}

/* Two items of one class, neither in the other, in the order of the text. */
static bool pick_two(struct awp_site *site, uint32_t *first, uint32_t *second) {
    uint32_t a = awp_site_pick(site, awp_node_is_item);
    if (a == AWP_NO_NODE) {
        return false;
    }
    for (int i = 0; i < 8; i++) {
        const uint32_t b = awp_site_pick(site, awp_node_is_item);
        const bool in_order = awp_site_node(site, a)->end <= awp_site_node(site, b)->begin;
        if (a == b || awp_node_class(site->tree, a) != awp_node_class(site->tree, b)) {
            continue;
        }
        if (in_order || awp_site_node(site, b)->end <= awp_site_node(site, a)->begin) {
            *first = in_order ? a : b;
            *second = in_order ? b : a;
            return true;
        }
    }
    return false;
}

static bool swap_items(struct awp_site *site) {
    uint32_t a = 0;
    uint32_t b = 0;
    if (!pick_two(site, &a, &b)) {
        return false;
    }
    const struct awp_node *first = awp_site_node(site, a);
    const struct awp_node *second = awp_site_node(site, b);
    awp_draft_swap(site->draft, first->begin, first->end, second->begin, second->end);
    return true;
}

static bool move_item(struct awp_site *site) {
    uint32_t first = 0;
    uint32_t second = 0;
    size_t begin = 0;
    size_t end = 0;
    if (!pick_two(site, &first, &second)) {
        return false;
    }
    /* The later one goes behind the earlier one, or the other way round. */
    const bool up = awp_dice_once_in(site->dice, 2);
    const uint32_t item = up ? second : first;
    const struct awp_node *node = awp_site_node(site, item);
    awp_parts_removal(site->tree, site->format->separator, item, &begin, &end);
    if (!copy_behind(site, up ? first : second, node->begin, node->end)) {
        return false;
    }
    const size_t moved = up ? length(node) + site->format->separator.len : 0;
    awp_draft_remove(site->draft, begin + moved, end + moved);
    return true;
}

/* Whether two nodes, of the site's tree and of the donor's, may stand in each other's place. */
static bool fit(const struct awp_site *site, uint32_t own, uint32_t donated) {
    const enum awp_node_class class = awp_node_class(site->tree, own);
    if (class != AWP_CLASS_NONE) {
        return class == awp_node_class(site->donor_tree, donated);
    }
    if (awp_node_is_value(site->tree, own)) {
        return awp_node_is_value(site->donor_tree, donated);
    }
    return awp_parts_kind(site->tree, own) == awp_parts_kind(site->donor_tree, donated);
}

/* What can be taken from another input: all but the tags, which belong to each other. */
static bool is_graft(const struct awp_parts *tree, uint32_t node) {
    const enum awp_node_kind kind = awp_parts_kind(tree, node);
    return kind != AWP_NODE_START_TAG && kind != AWP_NODE_END_TAG;
}

bool awp_site_splice(struct awp_site *site) {
    if (site->donor.len == 0) {
        return false;
    }
    for (int i = 0; i < 8; i++) {
        const uint32_t own = awp_site_pick(site, is_graft);
        const uint32_t donated = awp_parts_pick(site->donor_tree, site->dice, is_graft);
        if (own == AWP_NO_NODE || donated == AWP_NO_NODE || !fit(site, own, donated)) {
            continue;
        }
        const struct awp_bytes graft = awp_parts_text(site->donor_tree, site->donor, donated);
        if (awp_node_class(site->tree, own) == AWP_CLASS_NONE || awp_dice_once_in(site->dice, 2)) {
            return awp_site_replace(site, own, graft);
        }
        const struct awp_bytes gap = site->format->separator;
        const size_t place = awp_site_node(site, own)->end;
        return has_room(site, gap.len + graft.len) && awp_draft_insert(site->draft, place, gap) &&
               awp_draft_insert(site->draft, place + gap.len, graft);
    }
    return false;
}

/* The text ends before a part, or behind it. */
static bool truncate_at_part(struct awp_site *site) {
    const uint32_t count = site->tree->count;
    if (count < 2) {
        return false;
    }
    const struct awp_node *node =
        awp_site_node(site, 1 + (uint32_t)awp_dice_below(site->dice, count - 1));
    const size_t end = awp_dice_once_in(site->dice, 2) ? node->begin : node->end;
    if (end == 0 || end == site->draft->len) {
        return false;
    }
    site->draft->len = end;
    return true;
}

static bool add_trailing(struct awp_site *site) {
    static const struct awp_bytes tails[] = {
        AWP_BYTES_INIT("\0"),         AWP_BYTES_INIT("\n"),       AWP_BYTES_INIT(" "),
        AWP_BYTES_INIT("x"),          AWP_BYTES_INIT("{}"),       AWP_BYTES_INIT("}"),
        AWP_BYTES_INIT(","),          AWP_BYTES_INIT("null"),     AWP_BYTES_INIT("<a/>"),
        AWP_BYTES_INIT("<!-- c -->"), AWP_BYTES_INIT("</Error>"), AWP_BYTES_INIT("\xEF\xBB\xBF"),
        AWP_BYTES_INIT("\r\n\r\n")};
    if (awp_dice_once_in(site->dice, 8)) {
        return awp_draft_copy(site->draft, site->draft->len, 0, site->draft->len);
    }
    return awp_draft_append(site->draft, AWP_PICK(site->dice, tails));
}

static const struct awp_mutator mutators[] = {
    {"double", 8, false, double_item},       {"repeat", 4, false, repeat_item},
    {"delete", 8, false, delete_item},       {"move", 8, false, move_item},
    {"swap", 8, false, swap_items},          {"splice", 16, false, awp_site_splice},
    {"truncate", 3, true, truncate_at_part}, {"trailing", 3, true, add_trailing},
};

const struct awp_mutator_list awp_structure_mutators = {mutators, AWP_COUNT(mutators)};
