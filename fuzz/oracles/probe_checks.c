/* SPDX-License-Identifier: Apache-2.0 */
/* The costly checks of a decoding: other orders and places, a second parser, and the way back. */
#include <stdio.h>
#include <string.h>

#include "awsproof/invite_members.h"
#include "expect_value.h"
#include "fail.h"
#include "probe.h"

static bool is_on(const struct awp_probe *probe, enum awp_oracle oracle) {
    return awp_oracle_is_on(&probe->run, oracle);
}

static void fail(struct awp_probe *probe, enum awp_oracle oracle, size_t which, const char *what,
                 enum awp_oracle difference) {
    awp_oracle_fail(&probe->run, oracle, "%s: %s: another %s",
                    awp_probe_question_text(probe, which), what, awp_oracle_id(difference));
}

/* Every other way to ask, and the oracle that holds its outcomes against the first ones. */
static const struct {
    enum awp_oracle oracle;
    struct awp_pass pass;
    bool is_for_functions;
    const char *what;
} passes[] = {
    {AWP_ORACLE_TWICE,
     {AWP_PLACE_HEAP, AWP_ON_DOCUMENT, true, false},
     false,
     "again, in reverse order"},
    {AWP_ORACLE_ON_BYTES, {AWP_PLACE_HEAP, AWP_ON_BYTES, false, false}, true, "on bytes"},
    {AWP_ORACLE_PLACEMENT,
     {AWP_PLACE_UNALIGNED, AWP_ON_DOCUMENT, false, false},
     false,
     "unaligned"},
    {AWP_ORACLE_PLACEMENT,
     {AWP_PLACE_GUARD_AFTER, AWP_ON_DOCUMENT, false, false},
     false,
     "before a guard"},
    {AWP_ORACLE_PLACEMENT,
     {AWP_PLACE_GUARD_BEFORE, AWP_ON_DOCUMENT, false, false},
     false,
     "behind a guard"},
};

/* D5.2: raw is written from the document, and equal to it. */
static void check_raw_document(struct awp_probe *probe) {
    const struct awp_question *first = &probe->questions->items[0];
    const struct awp_pass pass = {AWP_PLACE_HEAP, AWP_WITHOUT_BYTES, false, false};
    struct awp_outcome outcomes[AWP_MAX_QUESTIONS];
    if (!is_on(probe, AWP_ORACLE_RAW_DOCUMENT) || first->kind == AWP_ASK_PROTOCOL ||
        probe->trees[first->format] == NULL) {
        return;
    }
    awp_probe_ask(probe, &pass, &probe->response, outcomes);
    for (size_t i = 0; i < probe->questions->count; i++) {
        const enum awp_oracle difference =
            awp_outcome_difference_but_raw(&outcomes[i], &probe->outcomes[i]);
        if (difference != AWP_ORACLE_COUNT) {
            fail(probe, AWP_ORACLE_RAW_DOCUMENT, i, "without the bytes", difference);
        }
        if (outcomes[i].kind != AWP_OUTCOME_UNKNOWN) {
            continue;
        }
        const struct awp_tree *tree = awp_probe_tree(probe, first->format, outcomes[i].raw.bytes);
        if (tree == NULL || !awp_tree_equal(tree, probe->trees[first->format])) {
            fail(probe, AWP_ORACLE_RAW_DOCUMENT, i, "raw from the document", AWP_ORACLE_RAW_BYTES);
        }
    }
}

/* The decoder's own comparison says what ours says, of equal outcomes and of others. */
static void check_equality(struct awp_probe *probe, enum awp_oracle oracle,
                           const struct awp_outcome outcomes[AWP_MAX_QUESTIONS]) {
    for (size_t i = 0; i < probe->questions->count; i++) {
        const struct awp_outcome *other = &probe->outcomes[(i + 1) % probe->questions->count];
        const bool same = awp_outcome_difference(&outcomes[i], other) == AWP_ORACLE_COUNT;
        if (!awp_outcome_equal(&outcomes[i], &probe->outcomes[i]) ||
            awp_outcome_equal(&outcomes[i], other) != same) {
            fail(probe, oracle, i, "by awp_outcome_equal", AWP_ORACLE_VALUE);
        }
    }
}

void awp_probe_check_passes(struct awp_probe *probe) {
    const bool by_functions = probe->questions->items[0].kind != AWP_ASK_PROTOCOL;
    struct awp_outcome outcomes[AWP_MAX_QUESTIONS];
    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++) {
        if (!is_on(probe, passes[i].oracle) || (passes[i].is_for_functions && !by_functions)) {
            continue;
        }
        struct awp_pass pass = passes[i].pass;
        pass.is_single = pass.asking == AWP_ON_BYTES && !awp_oracles_are_all();
        awp_probe_ask(probe, &pass, &probe->response, outcomes);
        for (size_t which = 0; which < probe->questions->count; which++) {
            const enum awp_oracle difference =
                awp_outcome_difference(&outcomes[which], &probe->outcomes[which]);
            if (difference != AWP_ORACLE_COUNT) {
                fail(probe, passes[i].oracle, which, passes[i].what, difference);
            }
        }
        check_equality(probe, passes[i].oracle, outcomes);
    }
    check_raw_document(probe);
}

/* The second parsers' trees, by format. A format that no question is of is left alone. */
static void check_format(struct awp_probe *probe, enum awp_format format) {
    static enum awp_second_word (*const parsers[])(const struct awp_run *, struct awp_bytes,
                                                   struct awp_arena *, const struct awp_tree **) = {
        [AWP_FORMAT_JSON] = awp_tree_by_jansson, [AWP_FORMAT_XML] = awp_tree_by_expat};
    const struct awp_tree *tree = NULL;
    if (parsers[format](&probe->run, probe->response.body, probe->scratch, &tree) ==
        AWP_SECOND_CANNOT_SAY) {
        return;
    }
    if ((tree != NULL) != (probe->trees[format] != NULL)) {
        awp_oracle_fail(&probe->run, AWP_ORACLE_SECOND_PARSER, "%s by %s, and not by the decoder's",
                        tree != NULL ? "a document" : "no document",
                        format == AWP_FORMAT_JSON ? "jansson" : "expat");
    }
    for (size_t i = 0; i < probe->questions->count; i++) {
        const struct awp_question *question = &probe->questions->items[i];
        if (question->format != format) {
            continue;
        }
        const struct awp_outcome expected =
            awp_expect(&probe->run, question, &probe->response, tree, probe->scratch);
        const enum awp_oracle difference = awp_outcome_difference(&probe->outcomes[i], &expected);
        if (difference != AWP_ORACLE_COUNT) {
            fail(probe, AWP_ORACLE_SECOND_PARSER, i, "by a second parser", difference);
        }
    }
}

void awp_probe_check_second_parser(struct awp_probe *probe) {
    bool wanted[2] = {false, false};
    if (!is_on(probe, AWP_ORACLE_SECOND_PARSER)) {
        return;
    }
    for (size_t i = 0; i < probe->questions->count; i++) {
        wanted[probe->questions->items[i].format] = true;
    }
    for (enum awp_format format = AWP_FORMAT_JSON; format <= AWP_FORMAT_XML; format++) {
        if (wanted[format]) {
            check_format(probe, format);
        }
    }
}

/* D4.2: a decoded value, written in its own format and read again, is equal. */
static void round_trip(struct awp_probe *probe, size_t which) {
    const struct awp_question *question = &probe->questions->items[which];
    const struct awp_outcome *outcome = &probe->outcomes[which];
    const struct awp_shape *shape =
        outcome->kind == AWP_OUTCOME_RESULT ? question->operation->output : outcome->error->shape;
    struct awp_bytes text;
    const void *document = NULL;
    struct awp_value again;
    const bool good =
        awp_encode(question->format, &outcome->value, probe->scratch, &text) == AWP_OK &&
        awp_parse(question->format, text, probe->scratch, &document, NULL) == AWP_OK &&
        document != NULL &&
        awp_value_of_document(question->format, shape, document, probe->scratch, &again) == AWP_OK;
    AWP_REQUIRE(&probe->run, good && awp_same_value(&outcome->value, &again), ROUND_TRIP, "%s: %s",
                awp_probe_question_text(probe, which),
                good ? "another value" : "cannot be written and read");
}

void awp_probe_check_round_trip(struct awp_probe *probe) {
    for (size_t i = 0; is_on(probe, AWP_ORACLE_ROUND_TRIP) && i < probe->questions->count; i++) {
        if (probe->outcomes[i].kind != AWP_OUTCOME_UNKNOWN) {
            round_trip(probe, i);
        }
    }
}

static bool same_optional(struct awp_optional_bytes typed, const struct awp_value *structure,
                          const char *member) {
    const struct awp_value *value = awp_value_member(structure, awp_bytes_of_string(member));
    return typed.present == (value != NULL) &&
           (value == NULL || awp_same_bytes(typed.bytes, value->as.string));
}

static bool same_as_typed(const struct awp_invite_members_outcome *typed,
                          const struct awp_outcome *outcome, struct awp_arena *arena) {
    struct awp_value value;
    switch (outcome->kind) {
    case AWP_OUTCOME_RESULT:
        return !typed->is_error &&
               awp_invite_members_to_value(&typed->response, arena, &value) == AWP_OK &&
               awp_same_value(&value, &outcome->value);
    case AWP_OUTCOME_MODELED:
        return typed->is_error &&
               awp_same_bytes(awp_bytes_of_string(awp_invite_members_error_name(typed->error)),
                              outcome->error->shape->name) &&
               same_optional(typed->message, &outcome->value, "Message") &&
               same_optional(typed->code, &outcome->value, "Code");
    case AWP_OUTCOME_UNKNOWN:
        break;
    }
    return typed->is_error && typed->error == AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR &&
           strcmp(awp_invite_members_error_name(typed->error), "Unknown_operation_error") == 0 &&
           awp_same_bytes(typed->unknown_code, outcome->code) &&
           typed->unknown_raw.present == outcome->raw.present &&
           awp_same_bytes(typed->unknown_raw.bytes, outcome->raw.bytes);
}

/* The thin layer loses nothing: on each outcome, and on the whole response in restJson1. */
void awp_probe_check_typed(struct awp_probe *probe) {
    for (size_t i = 0; is_on(probe, AWP_ORACLE_TYPED) && i < probe->questions->count; i++) {
        const struct awp_question *question = &probe->questions->items[i];
        struct awp_invite_members_outcome typed;
        if (question->operation != &awp_securityhub_invite_members) {
            continue;
        }
        enum awp_status status =
            awp_invite_members_of_outcome(&probe->outcomes[i], probe->arena, &typed);
        bool same = status == AWP_OK && same_as_typed(&typed, &probe->outcomes[i], probe->scratch);
        if (question->kind == AWP_ASK_PROTOCOL && question->format == AWP_FORMAT_JSON) {
            status = awp_invite_members_decode(&probe->response, probe->arena, &typed);
            same = same && status == AWP_OK &&
                   same_as_typed(&typed, &probe->outcomes[i], probe->scratch);
        }
        AWP_REQUIRE(&probe->run, same, TYPED, "%s: the types of InviteMembers hold something else",
                    awp_probe_question_text(probe, i));
    }
}

/* Whether a value of this kind begins with the byte. */
static bool is_first_byte(const struct awp_tree *value, uint8_t byte) {
    static const char *const firsts[] = {
        [AWP_TREE_NULL] = "n",   [AWP_TREE_SCALAR] = "-0123456789tf",
        [AWP_TREE_TEXT] = "\"",  [AWP_TREE_ARRAY] = "[",
        [AWP_TREE_OBJECT] = "{", [AWP_TREE_ELEMENT] = ""};
    return byte != 0 && strchr(firsts[value->kind], byte) != NULL;
}

/* Of a JSON object: each member is found by its name, the last of one, at its place in the text. */
void awp_probe_check_lookup(struct awp_probe *probe) {
    enum { MAX_MEMBERS = 16 };
    const struct awp_bytes body = probe->response.body;
    const struct awp_tree *tree = probe->trees[AWP_FORMAT_JSON];
    const struct awp_json_node *root = NULL;
    size_t count = 0;
    if (!is_on(probe, AWP_ORACLE_LOOKUP) || tree == NULL ||
        awp_json_parse(body, probe->scratch, &root, NULL) != AWP_OK) {
        return;
    }
    AWP_REQUIRE(&probe->run,
                !awp_json_name_is(root, AWP_BYTES("")) &&
                    (tree->kind == AWP_TREE_OBJECT || awp_json_member(root, AWP_BYTES("")) == NULL),
                LOOKUP, "a root has a name, or a member though it is no object");
    if (tree->kind != AWP_TREE_OBJECT) {
        return;
    }
    const struct awp_json_place *place = NULL;
    size_t place_count = 0;
    if (awp_json_places(body, root, probe->scratch, &place, &place_count) != AWP_OK) {
        return;
    }
    const struct awp_json_place *const end = place + place_count;
    const struct awp_json_node *node = awp_json_first(root);
    for (const struct awp_tree *child = tree->first; child != NULL && count++ < MAX_MEMBERS;
         child = child->next) {
        const struct awp_tree *later = awp_expect_named(child->next, child->name);
        const bool is_last = awp_json_member(root, child->name) == node;
        AWP_REQUIRE(&probe->run, awp_json_name_is(node, child->name) && is_last == (later == NULL),
                    LOOKUP, "member %zu is not found by its name", count);
        while (place < end && place->node != node) {
            place++;
        }
        AWP_REQUIRE(&probe->run,
                    place < end && place->offset < body.len &&
                        is_first_byte(child, body.ptr[place->offset]),
                    LOOKUP, "member %zu is not at its place", count);
        node = awp_json_next(node);
    }
}
