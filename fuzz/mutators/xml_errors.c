/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of XML that know what an error of a service looks like. */
#include "site.h"
#include "words.h"

static const struct awp_bytes envelopes[][2] = {
    {AWP_BYTES_INIT("<Error>"), AWP_BYTES_INIT("</Error>")},
    {AWP_BYTES_INIT("<ErrorResponse><Error>"), AWP_BYTES_INIT("</Error></ErrorResponse>")},
    {AWP_BYTES_INIT("<ErrorResponse xmlns='urn:a'><Error><Type>Sender</Type>"),
     AWP_BYTES_INIT("</Error><RequestId>r</RequestId></ErrorResponse>")},
    {AWP_BYTES_INIT("<Response><Errors><Error>"),
     AWP_BYTES_INIT("</Error></Errors><RequestID>r</RequestID></Response>")},
    {AWP_BYTES_INIT("<Response><Error>"), AWP_BYTES_INIT("</Error></Response>")},
};

static bool append_element(struct awp_draft *out, struct awp_bytes name, struct awp_bytes text) {
    return awp_draft_append(out, AWP_BYTES("<")) && awp_draft_append(out, name) &&
           awp_draft_append(out, AWP_BYTES(">")) && awp_draft_append(out, text) &&
           awp_draft_append(out, AWP_BYTES("</")) && awp_draft_append(out, name) &&
           awp_draft_append(out, AWP_BYTES(">"));
}

static bool append_code(struct awp_dice *dice, struct awp_draft *out) {
    uint8_t bytes[160];
    struct awp_draft code = {bytes, 0, sizeof bytes};
    awp_words_code(dice, awp_dice_once_in(dice, 4), &code);
    return append_element(out, AWP_BYTES("Code"), awp_draft_bytes(&code));
}

static bool append_member(struct awp_dice *dice, struct awp_draft *out) {
    static const struct awp_bytes texts[] = {
        AWP_BYTES_INIT(""),
        AWP_BYTES_INIT("a"),
        AWP_BYTES_INIT(" a "),
        AWP_BYTES_INIT("<b/>"),
        AWP_BYTES_INIT("<![CDATA[a]]>"),
        AWP_BYTES_INIT("&lt;"),
        AWP_BYTES_INIT("<member><AccountId>1</AccountId></member>")};
    const struct awp_word_list names =
        awp_dice_once_in(dice, 4) ? awp_shape_words.elements : awp_shape_words.members;
    return append_element(out, awp_words_pick(dice, names), AWP_PICK(dice, texts));
}

static bool has_end_tag(const struct awp_parts *tree, uint32_t node) {
    return awp_node_is_element(tree, node) && tree->nodes[node].last != AWP_NO_NODE &&
           awp_parts_kind(tree, tree->nodes[node].last) == AWP_NODE_END_TAG;
}

/* First or last in an element. */
static bool insert_child(struct awp_site *site, const struct awp_draft *child) {
    const uint32_t element = awp_site_pick(site, has_end_tag);
    if (element == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, element);
    const size_t place = awp_dice_once_in(site->dice, 2) ? awp_site_node(site, node->first)->end
                                                         : awp_site_node(site, node->last)->begin;
    return awp_draft_insert(site->draft, place, awp_draft_bytes(child));
}

/* A code more: inside of the error element or outside of it, before another or behind it. */
static bool add_code(struct awp_site *site) {
    uint8_t bytes[256];
    struct awp_draft code = {bytes, 0, sizeof bytes};
    return append_code(site->dice, &code) && insert_child(site, &code);
}

static bool add_member(struct awp_site *site) {
    uint8_t bytes[256];
    struct awp_draft member = {bytes, 0, sizeof bytes};
    return append_member(site->dice, &member) && insert_child(site, &member);
}

/* A text becomes a code. */
static bool set_code(struct awp_site *site) {
    uint8_t bytes[160];
    struct awp_draft code = {bytes, 0, sizeof bytes};
    const uint32_t text = awp_site_pick(site, awp_node_is_text);
    if (text == AWP_NO_NODE) {
        return false;
    }
    awp_words_code(site->dice, awp_dice_once_in(site->dice, 4), &code);
    return awp_site_replace(site, text, awp_draft_bytes(&code));
}

/* The root's content in an error's envelope of one of the protocols, in the place of its own. */
static bool set_envelope(struct awp_site *site) {
    uint32_t root = 1;
    while (root < site->tree->count && !awp_node_is_element(site->tree, root)) {
        root++;
    }
    if (root >= site->tree->count || !has_end_tag(site->tree, root)) {
        return false;
    }
    const struct awp_node start = *awp_site_node(site, awp_site_node(site, root)->first);
    const struct awp_node end = *awp_site_node(site, awp_site_node(site, root)->last);
    const struct awp_bytes *around = AWP_PICK(site->dice, envelopes);
    return around[0].len + around[1].len <= site->draft->max - site->draft->len &&
           awp_draft_replace(site->draft, end.begin, end.end, around[1]) &&
           awp_draft_replace(site->draft, start.begin, start.end, around[0]);
}

/* The whole text becomes an error: where there was no XML there is some now. */
static bool set_error(struct awp_site *site) {
    uint8_t bytes[1024];
    struct awp_draft body = {bytes, 0, sizeof bytes};
    const struct awp_bytes *around = AWP_PICK(site->dice, envelopes);
    const size_t members = awp_dice_below(site->dice, 3);
    bool fits = awp_draft_append(&body, around[0]);
    fits = fits && (awp_dice_once_in(site->dice, 4) || append_code(site->dice, &body));
    for (size_t i = 0; i < members; i++) {
        fits = fits && append_member(site->dice, &body);
    }
    return fits && awp_draft_append(&body, around[1]) &&
           awp_draft_replace(site->draft, 0, site->draft->len, awp_draft_bytes(&body));
}

static const struct awp_mutator mutators[] = {
    {"xml-add-code", 6, false, add_code}, {"xml-code", 8, false, set_code},
    {"xml-member", 8, false, add_member}, {"xml-envelope", 5, true, set_envelope},
    {"xml-error", 3, false, set_error},
};

const struct awp_mutator_list awp_xml_error_mutators = {mutators, AWP_COUNT(mutators)};
