/* SPDX-License-Identifier: Apache-2.0 */
/* What the answers to all questions of a smoke test together say of an adapter. */
#include "smoke_diagnosis.h"

#include "text.h"

/* What is looked at. */
struct answers {
    const struct awp_smoke_answer *items;
    struct awp_arena *arena;
};

static const struct awp_json_node *parse(struct awp_bytes text, struct awp_arena *arena) {
    const struct awp_json_node *root = NULL;
    if (text.len > 0) {
        awp_need(awp_json_parse(text, arena, &root, NULL));
    }
    return root != NULL && awp_json_kind(root) == AWP_JSON_OBJECT ? root : NULL;
}

/* Whether a line is one of ours: our hello has "suite", and each question a "service". */
bool awp_smoke_is_echo(struct awp_bytes line, const char *own_member, struct awp_arena *arena) {
    const struct awp_json_node *root = parse(line, arena);
    return root != NULL && awp_json_member(root, awp_bytes_of_string(own_member)) != NULL &&
           awp_json_member(root, AWP_BYTES("outcome")) == NULL;
}

/* How many answers there are, and how many of them are of a kind. */
static size_t count_answers(const struct answers *all) {
    size_t count = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        count += all->items[i].text.len > 0;
    }
    return count;
}

static size_t count_kind(const struct answers *all, enum awp_answer_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        count += all->items[i].text.len > 0 && all->items[i].exchange.answer.kind == kind;
    }
    return count;
}

static bool is_all(const struct answers *all, enum awp_answer_kind kind) {
    const size_t count = count_answers(all);
    return count > 1 && count_kind(all, kind) == count;
}

static bool always_accepts(const struct answers *all) { return is_all(all, AWP_ANSWER_RESULT); }

/* Refusals of two kinds are refusals all the same. */
static bool always_rejects(const struct answers *all) {
    const size_t count = count_answers(all);
    return count > 1 &&
           count_kind(all, AWP_ANSWER_REJECTED) + count_kind(all, AWP_ANSWER_ESCAPE) == count;
}

static bool is_always_unknown(const struct answers *all) { return is_all(all, AWP_ANSWER_UNKNOWN); }

static bool is_always_modeled(const struct answers *all) { return is_all(all, AWP_ANSWER_MODELED); }

static bool refuses_its_claims(const struct answers *all) {
    return is_all(all, AWP_ANSWER_UNSUPPORTED);
}

static bool is_constant(const struct answers *all) {
    const struct awp_bytes *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        const struct awp_bytes *text = &all->items[i].text;
        first = first == NULL && text->len > 0 ? text : first;
        same += first != NULL && awp_bytes_equal(*first, *text);
    }
    return same > 2 && same == count_answers(all);
}

static bool echoes_questions(const struct answers *all) {
    for (size_t i = 0; i < AWP_SMOKE_PROBES; i++) {
        if (awp_smoke_is_echo(all->items[i].exchange.line, "service", all->arena)) {
            return true;
        }
    }
    return false;
}

static bool echoes_bodies(const struct answers *all) {
    const struct awp_smoke_answer *answer = &all->items[AWP_SMOKE_OTHER_RESULT];
    return answer->text.len > 0 && answer->exchange.answer.value != NULL &&
           awp_json_member(answer->exchange.answer.value, AWP_BYTES(AWP_SMOKE_STRANGE_MEMBER)) !=
               NULL;
}

static bool is_unknown(const struct awp_smoke_answer *answer) {
    return answer->text.len > 0 && answer->exchange.answer.kind == AWP_ANSWER_UNKNOWN;
}

static bool forgets_modeled(const struct answers *all) {
    return !is_always_unknown(all) && is_unknown(&all->items[AWP_SMOKE_MODELED]) &&
           is_unknown(&all->items[AWP_SMOKE_OTHER_MODELED]);
}

static bool is_unsteady(const struct answers *all) {
    const struct awp_smoke_answer *first = &all->items[AWP_SMOKE_RESULT];
    const struct awp_smoke_answer *again = &all->items[AWP_SMOKE_RESULT_AGAIN];
    return first->is_asked && again->is_asked && !awp_bytes_equal(first->text, again->text);
}

/* What the answers together say of an adapter. */
static const struct {
    const char *name;
    bool (*applies)(const struct answers *all);
    const char *words;
} diagnoses[] = {
    {"always-accept", always_accepts,
     "it gives a Result for everything, errors too: does the SDK get the status, and does the "
     "adapter look at what the SDK throws?"},
    {"always-reject", always_rejects,
     "it refuses everything, plain results too: is what it throws really the SDK's answer?"},
    {"always-unknown", is_always_unknown,
     "it gives unknown for everything, plain results too: does the body reach the SDK?"},
    {"always-modeled", is_always_modeled,
     "it gives a modeled error for everything, plain results too"},
    {"always-unsupported", refuses_its_claims,
     "it refuses all that its hello claims: is the hello right?"},
    {"constant", is_constant,
     "it gives the same answer whatever it is asked: does the response reach the SDK at all?"},
    {"echo", echoes_questions,
     "it sends the question back; an answer is {\"type\":\"outcome\",\"id\":...,\"outcome\":...}"},
    {"body-echo", echoes_bodies,
     "it hands back the body itself, with a member that the model does not have, and not what the "
     "SDK made of it"},
    {"forgets-modeled", forgets_modeled,
     "it gives unknown for modeled errors: does the adapter tell typed exceptions from others?"},
    {"unsteady", is_unsteady, "asked the same twice, it gave two answers: what does it keep?"},
};

size_t awp_smoke_diagnose(const struct awp_smoke_answer answers[AWP_SMOKE_PROBES],
                          struct awp_arena *arena, FILE *out) {
    const struct answers all = {answers, arena};
    size_t count = 0;
    for (size_t i = 0; i < sizeof(diagnoses) / sizeof(diagnoses[0]); i++) {
        if (diagnoses[i].applies(&all)) {
            count++;
            fprintf(out, "%s: %s\n", diagnoses[i].name, diagnoses[i].words);
        }
    }
    return count;
}
