/* SPDX-License-Identifier: Apache-2.0 */
/* OUTCOME objects, to and from what the runner holds: one table of kinds and their fields. */
#include <string.h>

#include "answer.h"
#include "base64.h"
#include "text.h"
#include "value_repeat.h"

enum field {
    FIELD_KIND,
    FIELD_CODE,
    FIELD_VALUE,
    FIELD_RAW,
    FIELD_CLASS,
    FIELD_MESSAGE,
    FIELD_STATUS,
    FIELD_REASON,
    FIELD_COUNT
};

static const struct awp_field fields[FIELD_COUNT] = {
    [FIELD_KIND] = {"kind", AWP_KIND(STRING), true},
    [FIELD_CODE] = {"code", AWP_KIND(STRING), false},
    [FIELD_VALUE] = {"value", AWP_KIND(OBJECT), false},
    [FIELD_RAW] = {"raw_base64", AWP_KIND(STRING), false},
    [FIELD_CLASS] = {"class", AWP_KIND(STRING), false},
    [FIELD_MESSAGE] = {"message", AWP_KIND(STRING), false},
    [FIELD_STATUS] = {"status", AWP_KIND(NUMBER), false},
    [FIELD_REASON] = {"reason", AWP_KIND(STRING), false},
};

#define BIT(name) (1u << FIELD_##name)

/* For each grammar, what a kind must have and what it may have besides; allowed false: not at all.
 */
static const struct {
    const char *name;
    struct {
        bool allowed;
        unsigned required;
        unsigned optional;
    } grammars[3];
} kinds[AWP_ANSWER_KIND_COUNT] = {
    [AWP_ANSWER_RESULT] = {"result",
                           {[AWP_GRAMMAR_EXPECT] = {true, BIT(VALUE), 0},
                            [AWP_GRAMMAR_PATTERN] = {true, BIT(VALUE), 0},
                            [AWP_GRAMMAR_REPLY] = {true, BIT(VALUE), 0}}},
    [AWP_ANSWER_MODELED] = {"modeled",
                            {[AWP_GRAMMAR_EXPECT] = {true, BIT(CODE) | BIT(VALUE), 0},
                             [AWP_GRAMMAR_PATTERN] = {true, BIT(CODE) | BIT(VALUE), 0},
                             [AWP_GRAMMAR_REPLY] = {true, BIT(CODE) | BIT(VALUE), 0}}},
    [AWP_ANSWER_UNKNOWN] = {"unknown",
                            {[AWP_GRAMMAR_EXPECT] = {true, BIT(CODE), 0},
                             [AWP_GRAMMAR_PATTERN] = {true, 0, BIT(CODE)},
                             [AWP_GRAMMAR_REPLY] = {true, BIT(CODE), BIT(RAW)}}},
    [AWP_ANSWER_REJECTED] = {"rejected",
                             {[AWP_GRAMMAR_PATTERN] = {true, 0, 0},
                              [AWP_GRAMMAR_REPLY] = {true, BIT(CLASS) | BIT(MESSAGE),
                                                     BIT(STATUS)}}},
    [AWP_ANSWER_ESCAPE] = {"escape", {[AWP_GRAMMAR_REPLY] = {true, BIT(CLASS) | BIT(MESSAGE), 0}}},
    [AWP_ANSWER_UNSUPPORTED] = {"unsupported", {[AWP_GRAMMAR_REPLY] = {true, BIT(REASON), 0}}},
};

const char *awp_answer_kind_name(enum awp_answer_kind kind) { return kinds[kind].name; }

static bool find_kind(const struct awp_json_node *node, enum awp_answer_grammar grammar,
                      struct awp_complaints *complaints, enum awp_answer_kind *kind) {
    const struct awp_bytes name = awp_object_text(complaints, node);
    for (unsigned i = 0; i < AWP_ANSWER_KIND_COUNT; i++) {
        if (kinds[i].grammars[grammar].allowed &&
            awp_bytes_equal(name, awp_bytes_of_string(kinds[i].name))) {
            *kind = (enum awp_answer_kind)i;
            return true;
        }
    }
    const struct awp_bytes quoted = awp_text_quoted(complaints->arena, name);
    return awp_complain(complaints, node, "no kind of outcome here: %.*s", AWP_TEXT_ARGS(quoted));
}

static bool check_fields(const struct awp_json_node *node, enum awp_answer_grammar grammar,
                         enum awp_answer_kind kind, const struct awp_json_node *const *found,
                         struct awp_complaints *complaints) {
    const size_t before = complaints->count;
    const unsigned required = kinds[kind].grammars[grammar].required | BIT(KIND);
    const unsigned allowed = required | kinds[kind].grammars[grammar].optional;
    for (unsigned i = 0; i < FIELD_COUNT; i++) {
        if (found[i] == NULL && (required & (1u << i)) != 0) {
            awp_complain(complaints, node, "an outcome of kind \"%s\" has no field \"%s\"",
                         kinds[kind].name, fields[i].name);
        }
        if (found[i] != NULL && (allowed & (1u << i)) == 0) {
            awp_complain(complaints, found[i], "field \"%s\" does not belong to kind \"%s\" here",
                         fields[i].name, kinds[kind].name);
        }
    }
    return complaints->count == before;
}

static bool read_raw(const struct awp_json_node *node, struct awp_complaints *complaints,
                     struct awp_optional_bytes *raw) {
    if (node == NULL) {
        return true;
    }
    raw->present = true;
    if (!awp_base64_decode(awp_object_text(complaints, node), complaints->arena, &raw->bytes)) {
        return awp_complain(complaints, node, "field \"raw_base64\" is no base64");
    }
    return true;
}

static bool read_status(const struct awp_json_node *node, struct awp_complaints *complaints,
                        struct awp_answer *answer) {
    if (node == NULL) {
        return true;
    }
    answer->has_status = true;
    if (!awp_text_unsigned(awp_json_number(node), 999, &answer->status)) {
        return awp_complain(complaints, node, "field \"status\" is no HTTP status");
    }
    return true;
}

bool awp_answer_of_json(const struct awp_json_node *node, enum awp_answer_grammar grammar,
                        struct awp_complaints *complaints, struct awp_answer *answer) {
    const struct awp_json_node *found[FIELD_COUNT];
    if (!awp_object_read(complaints, node, "an outcome", fields, FIELD_COUNT, found)) {
        return false;
    }
    *answer = (struct awp_answer){.value = found[FIELD_VALUE]};
    if (!find_kind(found[FIELD_KIND], grammar, complaints, &answer->kind) ||
        !check_fields(node, grammar, answer->kind, found, complaints)) {
        return false;
    }
    if (grammar != AWP_GRAMMAR_REPLY && answer->value != NULL) {
        answer->value = awp_value_repeat(answer->value, complaints);
        if (answer->value == NULL) {
            return false;
        }
    }
    answer->code.present = found[FIELD_CODE] != NULL;
    answer->code.bytes = awp_object_text(complaints, found[FIELD_CODE]);
    answer->class_name = awp_object_text(complaints, found[FIELD_CLASS]);
    answer->message = awp_object_text(complaints, found[FIELD_MESSAGE]);
    answer->reason = awp_object_text(complaints, found[FIELD_REASON]);
    return read_raw(found[FIELD_RAW], complaints, &answer->raw) &&
           read_status(found[FIELD_STATUS], complaints, answer);
}

/* The value goes through its canonical text, so that both sides of a comparison come the same way.
 */
static const struct awp_json_node *json_of_value(const struct awp_value *value,
                                                 struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    const struct awp_json_node *root = NULL;
    awp_value_write(value, &out);
    awp_need(awp_buffer_finish(&out, &text));
    awp_need(awp_json_parse(text, arena, &root, NULL));
    return awp_need_block((void *)(uintptr_t)root);
}

void awp_answer_of_outcome(const struct awp_outcome *outcome, struct awp_arena *arena,
                           struct awp_answer *answer) {
    static const enum awp_answer_kind answer_kinds[] = {
        [AWP_OUTCOME_RESULT] = AWP_ANSWER_RESULT,
        [AWP_OUTCOME_MODELED] = AWP_ANSWER_MODELED,
        [AWP_OUTCOME_UNKNOWN] = AWP_ANSWER_UNKNOWN,
    };
    *answer = (struct awp_answer){.kind = answer_kinds[outcome->kind], .raw = outcome->raw};
    answer->code.present = outcome->kind != AWP_OUTCOME_RESULT;
    answer->code.bytes = outcome->code;
    if (outcome->kind != AWP_OUTCOME_UNKNOWN) {
        answer->value = json_of_value(&outcome->value, arena);
    }
}

static void write_text(struct awp_buffer *out, enum field field, struct awp_bytes text) {
    awp_buffer_append_string(out, ",\"");
    awp_buffer_append_string(out, fields[field].name);
    awp_buffer_append_string(out, "\":");
    awp_buffer_append_json_string(out, text);
}

static void write_raw(struct awp_buffer *out, struct awp_bytes raw) {
    awp_buffer_append_string(out, ",\"raw_base64\":\"");
    awp_base64_append(out, raw);
    awp_buffer_append_string(out, "\"");
}

void awp_answer_write(const struct awp_answer *answer, bool with_raw, struct awp_buffer *out) {
    awp_buffer_append_string(out, "{\"kind\":\"");
    awp_buffer_append_string(out, kinds[answer->kind].name);
    awp_buffer_append_string(out, "\"");
    if (answer->code.present) {
        write_text(out, FIELD_CODE, answer->code.bytes);
    }
    if (answer->value != NULL) {
        awp_buffer_append_string(out, ",\"value\":");
        awp_json_write(answer->value, out);
    }
    if (answer->raw.present && with_raw) {
        write_raw(out, answer->raw.bytes);
    }
    if (answer->kind == AWP_ANSWER_REJECTED || answer->kind == AWP_ANSWER_ESCAPE) {
        write_text(out, FIELD_CLASS, answer->class_name);
        write_text(out, FIELD_MESSAGE, answer->message);
    }
    if (answer->has_status) {
        const struct awp_bytes status =
            awp_text_format(out->arena, ",\"status\":%u", answer->status);
        awp_buffer_append(out, status);
    }
    if (answer->kind == AWP_ANSWER_UNSUPPORTED) {
        write_text(out, FIELD_REASON, answer->reason);
    }
    awp_buffer_append_string(out, "}");
}
