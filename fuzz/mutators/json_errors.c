/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of JSON that know what an error of a service looks like. */
#include "site.h"
#include "words.h"

/* A value as a member of an error or of a response may have it. */
static bool append_value(struct awp_dice *dice, struct awp_draft *out) {
    static const struct awp_bytes values[] = {
        AWP_BYTES_INIT("\"\""),
        AWP_BYTES_INIT("\"a\""),
        AWP_BYTES_INIT("\"a\\u0000b\""),
        AWP_BYTES_INIT("null"),
        AWP_BYTES_INIT("1"),
        AWP_BYTES_INIT("[]"),
        AWP_BYTES_INIT("{}"),
        AWP_BYTES_INIT("[null]"),
        AWP_BYTES_INIT("[{\"AccountId\":\"1\"}]"),
        AWP_BYTES_INIT("[{\"AccountId\":\"1\",\"ProcessingResult\":null}]")};
    if (awp_dice_once_in(dice, 3)) {
        bool fits = awp_draft_append(out, AWP_BYTES("\""));
        awp_words_code(dice, true, out);
        return fits && awp_draft_append(out, AWP_BYTES("\""));
    }
    return awp_draft_append(out, AWP_PICK(dice, values));
}

static bool append_member(struct awp_dice *dice, struct awp_draft *out) {
    return awp_draft_append(out, AWP_BYTES("\"")) &&
           awp_draft_append(out, awp_words_member(dice)) &&
           awp_draft_append(out, AWP_BYTES("\":")) && append_value(dice, out);
}

static bool is_member_value(const struct awp_parts *tree, uint32_t node) {
    return awp_node_is_value(tree, node) && awp_node_is_member(tree, tree->nodes[node].parent);
}

/* A value becomes a code. */
static bool set_code(struct awp_site *site) {
    uint8_t bytes[200];
    struct awp_draft code = {bytes, 0, sizeof bytes};
    const uint32_t value = awp_site_pick(site, is_member_value);
    if (value == AWP_NO_NODE || !awp_draft_append(&code, AWP_BYTES("\""))) {
        return false;
    }
    awp_words_code(site->dice, true, &code);
    return awp_draft_append(&code, AWP_BYTES("\"")) &&
           awp_site_replace(site, value, awp_draft_bytes(&code));
}

/* A member more, in front of the others or behind them: of a repeated name the last counts. */
static bool add_member(struct awp_site *site) {
    uint8_t bytes[256];
    struct awp_draft member = {bytes, 0, sizeof bytes};
    const uint32_t object = awp_site_pick(site, awp_node_is_object);
    if (object == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node *node = awp_site_node(site, object);
    const bool is_first = node->first == AWP_NO_NODE || awp_dice_once_in(site->dice, 2);
    bool fits = is_first || awp_draft_append(&member, AWP_BYTES(","));
    fits = fits && append_member(site->dice, &member);
    if (is_first && node->first != AWP_NO_NODE) {
        fits = fits && awp_draft_append(&member, AWP_BYTES(","));
    }
    const size_t place = is_first ? node->begin + 1 : awp_site_node(site, node->last)->end;
    return fits && awp_draft_insert(site->draft, place, awp_draft_bytes(&member));
}

static bool replace_all(struct awp_site *site, const struct awp_draft *with) {
    return awp_draft_replace(site->draft, 0, site->draft->len, awp_draft_bytes(with));
}

/* The whole text becomes an error, or a response: where there was no JSON there is some now. */
static bool set_error(struct awp_site *site) {
    uint8_t bytes[800];
    struct awp_draft body = {bytes, 0, sizeof bytes};
    const size_t members = awp_dice_below(site->dice, 4);
    bool fits = awp_draft_append(&body, AWP_BYTES("{"));
    for (size_t i = 0; i < members && fits; i++) {
        fits =
            (i == 0 || awp_draft_append(&body, AWP_BYTES(","))) && append_member(site->dice, &body);
    }
    return fits && awp_draft_append(&body, AWP_BYTES("}")) && replace_all(site, &body);
}

static const struct awp_mutator mutators[] = {
    {"json-code", 10, false, set_code},
    {"json-member", 10, false, add_member},
    {"json-error", 3, false, set_error},
};

const struct awp_mutator_list awp_json_error_mutators = {mutators, AWP_COUNT(mutators)};
