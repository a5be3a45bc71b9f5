/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of JSON values: another type, another number, deeper, shallower. */
#include <string.h>

#include "awsproof/document.h"
#include "site.h"

static bool wrap(struct awp_site *site) {
    static const struct awp_bytes around[][2] = {
        {AWP_BYTES_INIT("["), AWP_BYTES_INIT("]")},
        {AWP_BYTES_INIT("[null,"), AWP_BYTES_INIT("]")},
        {AWP_BYTES_INIT("{\"a\":"), AWP_BYTES_INIT("}")},
        {AWP_BYTES_INIT("{\"Error\":"), AWP_BYTES_INIT("}")},
        {AWP_BYTES_INIT("{\"__type\":"), AWP_BYTES_INIT("}")},
        {AWP_BYTES_INIT("{\"Message\":"), AWP_BYTES_INIT(",\"Code\":\"\"}")},
    };
    const uint32_t value = awp_site_pick(site, awp_node_is_value);
    const struct awp_bytes *pair = AWP_PICK(site->dice, around);
    return value != AWP_NO_NODE && awp_site_wrap(site, value, pair[0], pair[1]);
}

/* A value that holds others. */
static bool holds_values(const struct awp_parts *tree, uint32_t node) {
    const enum awp_node_kind kind = awp_parts_kind(tree, node);
    return (kind == AWP_NODE_OBJECT || kind == AWP_NODE_ARRAY) &&
           tree->nodes[node].first != AWP_NO_NODE;
}

/* What is inside takes the place of what it is in. */
static bool unwrap(struct awp_site *site) {
    const uint32_t outer = awp_site_pick(site, holds_values);
    if (outer == AWP_NO_NODE) {
        return false;
    }
    uint32_t inner = awp_site_node(site, outer)->first;
    if (awp_parts_kind(site->tree, inner) == AWP_NODE_MEMBER) {
        inner = awp_site_node(site, inner)->last; /* its value; its name where it has none */
    }
    if (inner == AWP_NO_NODE) {
        return false;
    }
    const struct awp_node node = *awp_site_node(site, inner);
    awp_draft_remove(site->draft, node.end, awp_site_node(site, outer)->end);
    awp_draft_remove(site->draft, awp_site_node(site, outer)->begin, node.begin);
    return true;
}

/* Containers around a value, up to the decoder's bound, onto it, and one over it. */
static bool deepen(struct awp_site *site) {
    static const size_t depths[] = {AWP_MAX_DEPTH - 1, AWP_MAX_DEPTH, AWP_MAX_DEPTH + 1, 2, 8, 64};
    const uint32_t value = awp_site_pick(site, awp_node_is_value);
    if (value == AWP_NO_NODE) {
        return false;
    }
    /* Its own depth, and one more if it is a container itself. */
    const struct awp_node *node = awp_site_node(site, value);
    const bool is_container = awp_parts_kind(site->tree, value) == AWP_NODE_OBJECT ||
                              awp_parts_kind(site->tree, value) == AWP_NODE_ARRAY;
    const size_t around = (size_t)node->depth + (is_container ? 1 : 0);
    const size_t depth = AWP_PICK(site->dice, depths);
    const bool objects = awp_dice_once_in(site->dice, 3);
    const struct awp_bytes open = objects ? AWP_BYTES("{\"a\":") : AWP_BYTES("[");
    const struct awp_bytes close = objects ? AWP_BYTES("}") : AWP_BYTES("]");
    if (depth <= around) {
        return false;
    }
    const size_t count = depth - around;
    return count * (open.len + close.len) <= site->draft->max - site->draft->len &&
           awp_draft_repeat(site->draft, node->end, close, count) &&
           awp_draft_repeat(site->draft, node->begin, open, count);
}

static bool is_element_of_array(const struct awp_parts *tree, uint32_t node) {
    return awp_node_class(tree, node) == AWP_CLASS_ELEMENT;
}

/* Many small values: what costs time by the square of their number shows itself in few bytes. */
static bool fill_array(struct awp_site *site) {
    static const struct awp_bytes values[] = {AWP_BYTES_INIT("{},"), AWP_BYTES_INIT("[],"),
                                              AWP_BYTES_INIT("0,"), AWP_BYTES_INIT("\"\","),
                                              AWP_BYTES_INIT("null,")};
    static const size_t counts[] = {16, 64, 256, 1024};
    const uint32_t item = awp_site_pick(site, is_element_of_array);
    const struct awp_bytes value =
        awp_dice_once_in(site->dice, 2) ? values[0] : AWP_PICK(site->dice, values);
    return item != AWP_NO_NODE && awp_draft_repeat(site->draft, awp_site_node(site, item)->begin,
                                                   value, AWP_PICK(site->dice, counts));
}

static bool set_value(struct awp_site *site, struct awp_bytes value) {
    const uint32_t node = awp_site_pick(site, awp_node_is_value);
    return node != AWP_NO_NODE && awp_site_replace(site, node, value);
}

static bool change_type(struct awp_site *site) {
    static const struct awp_bytes values[] = {AWP_BYTES_INIT("null"),
                                              AWP_BYTES_INIT("true"),
                                              AWP_BYTES_INIT("false"),
                                              AWP_BYTES_INIT("0"),
                                              AWP_BYTES_INIT("\"\""),
                                              AWP_BYTES_INIT("\"a\""),
                                              AWP_BYTES_INIT("[]"),
                                              AWP_BYTES_INIT("{}"),
                                              AWP_BYTES_INIT("[\"a\"]"),
                                              AWP_BYTES_INIT("1.5"),
                                              AWP_BYTES_INIT("{\"Message\":\"a\",\"Code\":null}")};
    return set_value(site, AWP_PICK(site->dice, values));
}

/* Digits in the numbers that cJSON has trouble with, and far more of them. */
static bool set_digits(struct awp_site *site) {
    static const size_t counts[] = {1, 15, 16, 17, 19, 20, 62, 63, 64, 65, 308, 309, 700};
    static const struct awp_bytes exponents[] = {
        AWP_BYTES_INIT("e-7"), AWP_BYTES_INIT("E+0"), AWP_BYTES_INIT("e2147483648"),
        AWP_BYTES_INIT("e-9223372036854775809"), AWP_BYTES_INIT("E99999999999999999999999")};
    uint8_t digits[760];
    struct awp_draft number = {digits, 0, sizeof digits};
    const size_t count = AWP_PICK(site->dice, counts);
    bool fits = !awp_dice_once_in(site->dice, 4) || awp_draft_append(&number, AWP_BYTES("-"));
    const bool fraction = awp_dice_once_in(site->dice, 4);
    fits = fits && (!fraction || awp_draft_append(&number, AWP_BYTES("0.")));
    const size_t first = number.len;
    fits = fits && awp_draft_repeat(&number, first, AWP_BYTES("0"), count);
    for (size_t i = first; fits && i < number.len; i++) {
        digits[i] = (uint8_t)('1' + awp_dice_below(site->dice, 9));
    }
    if (awp_dice_once_in(site->dice, 3)) {
        fits = fits && awp_draft_append(&number, AWP_PICK(site->dice, exponents));
    }
    return fits && set_value(site, awp_draft_bytes(&number));
}

static bool set_number(struct awp_site *site) {
    static const struct awp_bytes numbers[] = {
        AWP_BYTES_INIT("-0"),
        AWP_BYTES_INIT("-0.0"),
        AWP_BYTES_INIT("1e999"),
        AWP_BYTES_INIT("-1E+400"),
        AWP_BYTES_INIT("1e-400"),
        AWP_BYTES_INIT("0e0"),
        AWP_BYTES_INIT("9007199254740993"),
        AWP_BYTES_INIT("18446744073709551616"),
        AWP_BYTES_INIT("-9223372036854775809"),
        AWP_BYTES_INIT("2147483648"),
        AWP_BYTES_INIT("0.1000000000000000055511151231257827")};
    return awp_dice_once_in(site->dice, 2) ? set_digits(site)
                                           : set_value(site, AWP_PICK(site->dice, numbers));
}

static bool set_no_value(struct awp_site *site) {
    static const struct awp_bytes values[] = {AWP_BYTES_INIT("01"),
                                              AWP_BYTES_INIT("-"),
                                              AWP_BYTES_INIT("1."),
                                              AWP_BYTES_INIT(".5"),
                                              AWP_BYTES_INIT("+1"),
                                              AWP_BYTES_INIT("1e"),
                                              AWP_BYTES_INIT("1e+"),
                                              AWP_BYTES_INIT("0x10"),
                                              AWP_BYTES_INIT("-01"),
                                              AWP_BYTES_INIT("NaN"),
                                              AWP_BYTES_INIT("Infinity"),
                                              AWP_BYTES_INIT("nul"),
                                              AWP_BYTES_INIT("True"),
                                              AWP_BYTES_INIT("nullnull"),
                                              AWP_BYTES_INIT("1 2"),
                                              AWP_BYTES_INIT("'a'"),
                                              AWP_BYTES_INIT(""),
                                              AWP_BYTES_INIT("\"a\"\"b\""),
                                              AWP_BYTES_INIT("/**/1"),
                                              AWP_BYTES_INIT("[1,]"),
                                              AWP_BYTES_INIT("{\"a\":1,}"),
                                              AWP_BYTES_INIT("{a:1}"),
                                              AWP_BYTES_INIT("{\"a\"}"),
                                              AWP_BYTES_INIT("\xC1"
                                                             "1")};
    return set_value(site, AWP_PICK(site->dice, values));
}

static bool is_structure(uint8_t byte) { return byte != '\0' && strchr("{}[]:,\"", byte) != NULL; }

/* One of the characters that hold a document together is deleted, doubled or turned. */
static bool change_token(struct awp_site *site) {
    static const struct awp_bytes others[] = {
        AWP_BYTES_INIT("{"),  AWP_BYTES_INIT("}"), AWP_BYTES_INIT("["),  AWP_BYTES_INIT("]"),
        AWP_BYTES_INIT(":"),  AWP_BYTES_INIT(","), AWP_BYTES_INIT("\""), AWP_BYTES_INIT(""),
        AWP_BYTES_INIT(",,"), AWP_BYTES_INIT("::")};
    struct awp_draft *draft = site->draft;
    size_t at = awp_dice_below(site->dice, draft->len);
    for (size_t i = 0; i < draft->len; i++, at = (at + 1) % draft->len) {
        if (is_structure(draft->ptr[at])) {
            return awp_draft_replace(draft, at, at + 1, AWP_PICK(site->dice, others));
        }
    }
    return false;
}

static const struct awp_mutator mutators[] = {
    {"json-wrap", 6, false, wrap},         {"json-unwrap", 6, false, unwrap},
    {"json-deepen", 3, true, deepen},      {"json-type", 10, false, change_type},
    {"json-number", 8, false, set_number}, {"json-no-value", 3, true, set_no_value},
    {"json-token", 3, true, change_token}, {"json-fill", 4, false, fill_array},
};

const struct awp_mutator_list awp_json_value_mutators = {mutators, AWP_COUNT(mutators)};
