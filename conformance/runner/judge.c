/* SPDX-License-Identifier: Apache-2.0 */
/* A case and what was answered -> a verdict, its reason, and how bad a failure is. */
#include "judge.h"

#include "shape_check.h"
#include "text.h"

/* What one judgement looks at. */
struct trial {
    const struct awp_case *golden;
    const struct awp_answer *answer;
    struct awp_bytes body;
    struct awp_decoder_traits traits;
    struct awp_arena *arena;
};

static struct awp_difference differ(const struct trial *trial, const char *path, const char *text) {
    return (struct awp_difference){true, awp_text_format(trial->arena, "%s", path),
                                   awp_text_format(trial->arena, "%s", text)};
}

static struct awp_difference compare_kind(const struct trial *trial,
                                          const struct awp_answer *want) {
    const char *wanted = awp_answer_kind_name(want->kind);
    const char *gotten = awp_answer_kind_name(trial->answer->kind);
    return differ(
        trial, "$.kind",
        (const char *)awp_text_format(trial->arena, "want \"%s\", got \"%s\"", wanted, gotten).ptr);
}

/* The raw body of Unknown is implied: the body, absent if and only if it is empty. */
static struct awp_difference compare_raw(const struct trial *trial) {
    static const struct awp_path here = {.member = AWP_BYTES_INIT("raw_base64")};
    const struct awp_optional_bytes raw = trial->answer->raw;
    if (raw.present != (trial->body.len > 0)) {
        return differ(trial, "$.raw_base64",
                      raw.present ? "want absent, for the body is empty; got a text"
                                  : "want the body, got absent");
    }
    return awp_compare_text(trial->body, raw.bytes, &here, trial->arena);
}

/* The first difference of the answer from an expectation or a pattern. */
static struct awp_difference compare(const struct trial *trial, const struct awp_answer *want,
                                     bool *raw_differs) {
    static const struct awp_path code_path = {.member = AWP_BYTES_INIT("code")};
    static const struct awp_path value_path = {.member = AWP_BYTES_INIT("value")};
    const struct awp_answer *got = trial->answer;
    struct awp_difference difference = {0};
    *raw_differs = false;
    if (want->kind != got->kind) {
        return compare_kind(trial, want);
    }
    if (want->code.present) {
        difference = awp_compare_text(want->code.bytes, got->code.bytes, &code_path, trial->arena);
    }
    if (!difference.found && want->value != NULL) {
        difference = awp_compare_json(want->value, got->value, &value_path, trial->arena);
    }
    if (!difference.found && want->kind == AWP_ANSWER_UNKNOWN && trial->traits.shows_raw) {
        difference = compare_raw(trial);
        *raw_differs = difference.found;
    }
    return difference;
}

static bool is_escape(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_ESCAPE;
}

static bool is_result_for_error(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_RESULT && awp_case_is_error(trial->golden);
}

static bool is_broken_result(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_RESULT && trial->golden->wire.fault != NULL &&
           trial->golden->expect.kind != AWP_ANSWER_RESULT;
}

static bool is_other_modeled(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_MODELED &&
           trial->golden->expect.kind == AWP_ANSWER_MODELED &&
           !awp_bytes_equal(trial->answer->code.bytes, trial->golden->expect.code.bytes);
}

static bool is_wrong_type(const struct trial *trial) {
    const struct awp_shape *shape = trial->golden->operation->output;
    if (trial->answer->value == NULL) {
        return false;
    }
    if (trial->answer->kind == AWP_ANSWER_MODELED) {
        const struct awp_error *error =
            awp_operation_error(trial->golden->operation, trial->answer->code.bytes);
        if (error == NULL) {
            return false;
        }
        shape = error->shape;
    }
    return awp_shape_check(shape, trial->answer->value, trial->arena).misfit == AWP_MISFIT_TYPE;
}

static bool is_lost_error(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_REJECTED && awp_case_is_error(trial->golden);
}

static bool is_silent_loss(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_RESULT &&
           trial->golden->expect.kind == AWP_ANSWER_UNKNOWN;
}

static bool is_unclaimed_refusal(const struct trial *trial) {
    return trial->answer->kind == AWP_ANSWER_UNSUPPORTED;
}

/* Of what an answer does not show: runner/over_http.c sees it on the wire. */
static bool is_seen_elsewhere(const struct trial *trial) {
    (void)trial;
    return false;
}

static bool is_anything(const struct trial *trial) { return trial->answer != NULL; }

/* What a failure is, the worst first; it breaks at least this level, whatever the case's is. */
static const struct {
    const char *class_name; /* never changes: expectation files hold it */
    bool (*applies)(const struct trial *trial);
    enum awp_level level;
    const char *reason;
} failures[] = {
    {"escape", is_escape, AWP_LEVEL_MUST, "it threw what its callers are not told to expect"},
    {"result-for-error", is_result_for_error, AWP_LEVEL_MUST, "a Result for an error"},
    {"broken-result", is_broken_result, AWP_LEVEL_MUST, "a Result made of a broken answer"},
    {"wrong-modeled-error", is_other_modeled, AWP_LEVEL_MUST, "one modeled error for another"},
    {"wrong-type", is_wrong_type, AWP_LEVEL_MUST, "a value of a type that the model does not give"},
    {"lost-error", is_lost_error, AWP_LEVEL_SHOULD,
     "the service's error is lost in a client-side one"},
    {"silent-loss", is_silent_loss, AWP_LEVEL_SHOULD, "a Result made of what cannot be decoded"},
    {"refusal", is_unclaimed_refusal, AWP_LEVEL_MAY, "refuses what its hello claims"},
    {"no-request", is_seen_elsewhere, AWP_LEVEL_MUST, "an outcome, but no request came for it"},
    {"wrong-request", is_seen_elsewhere, AWP_LEVEL_MUST, "not the request that the input demands"},
    {"repeated-request", is_seen_elsewhere, AWP_LEVEL_SHOULD, "the request came more than once"},
    {"spoiled-connection", is_seen_elsewhere, AWP_LEVEL_MUST, "the next answer came out wrong"},
    {"other-outcome", is_anything, AWP_LEVEL_MAY, "another outcome than the expected one"},
};
#define CLASSES (sizeof(failures) / sizeof(failures[0]))

static struct awp_bytes describe(const struct trial *trial, const char *reason) {
    const struct awp_answer *answer = trial->answer;
    struct awp_bytes detail = answer->class_name;
    if (answer->kind == AWP_ANSWER_UNSUPPORTED) {
        detail = answer->reason;
    }
    if (detail.len == 0) {
        return awp_text_format(trial->arena, "%s", reason);
    }
    detail = awp_text_quoted(trial->arena, detail);
    return awp_text_format(trial->arena, "%s: %.*s", reason, AWP_TEXT_ARGS(detail));
}

static void judge_failure(const struct trial *trial, struct awp_judgement *judgement) {
    size_t i = 0;
    while (!failures[i].applies(trial)) {
        i++;
    }
    const enum awp_level level = trial->golden->level;
    judgement->verdict = AWP_VERDICT_FAIL;
    judgement->broken_level = failures[i].level > level ? failures[i].level : level;
    if (trial->traits.is_reference) {
        judgement->broken_level = AWP_LEVEL_MUST; /* it has no choice in what MAY leaves open */
    }
    judgement->failure = failures[i].class_name;
    judgement->reason = describe(trial, failures[i].reason);
}

struct awp_judgement awp_judge(const struct awp_case *golden, const struct awp_answer *answer,
                               struct awp_bytes body, struct awp_decoder_traits traits,
                               struct awp_arena *arena) {
    const struct trial trial = {golden, answer, body, traits, arena};
    struct awp_judgement judgement = {
        .verdict = AWP_VERDICT_PASS,
        .raw_not_compared = answer->kind == AWP_ANSWER_UNKNOWN && !traits.shows_raw,
    };
    judgement.difference = compare(&trial, &golden->expect, &judgement.raw_differs);
    if (!judgement.difference.found) {
        return judgement;
    }
    for (size_t i = 0; i < golden->accept_count && !traits.is_reference; i++) {
        bool raw_differs;
        if (!compare(&trial, &golden->accept[i].answer, &raw_differs).found) {
            judgement.choice = golden->accept[i].name;
            judgement.difference = (struct awp_difference){0};
            return judgement;
        }
    }
    judge_failure(&trial, &judgement);
    return judgement;
}

struct awp_judgement awp_judge_fault(enum awp_verdict verdict, struct awp_bytes reason) {
    return (struct awp_judgement){
        .verdict = verdict, .broken_level = AWP_LEVEL_MUST, .reason = reason};
}

/* Verdicts that are a class of their own. */
static bool is_own_class(enum awp_verdict verdict) {
    return verdict == AWP_VERDICT_CRASH || verdict == AWP_VERDICT_HANG ||
           verdict == AWP_VERDICT_PROTOCOL_ERROR || verdict == AWP_VERDICT_FLAKY;
}

const char *awp_judgement_class(const struct awp_judgement *judgement) {
    if (judgement->failure != NULL) {
        return judgement->failure;
    }
    return is_own_class(judgement->verdict) ? awp_verdict_name(judgement->verdict) : "";
}

bool awp_judgement_class_exists(enum awp_verdict verdict, struct awp_bytes name) {
    if (is_own_class(verdict) &&
        awp_bytes_equal(name, awp_bytes_of_string(awp_verdict_name(verdict)))) {
        return true;
    }
    for (size_t i = 0; i < CLASSES && verdict == AWP_VERDICT_FAIL; i++) {
        if (awp_bytes_equal(name, awp_bytes_of_string(failures[i].class_name))) {
            return true;
        }
    }
    return false;
}

struct awp_bytes awp_judgement_classes_text(enum awp_verdict verdict, struct awp_arena *arena) {
    struct awp_bytes text = awp_bytes_of_string(awp_verdict_name(verdict));
    for (size_t i = 0; i < CLASSES && verdict == AWP_VERDICT_FAIL; i++) {
        text = i == 0 ? awp_text_format(arena, "%s", failures[i].class_name)
                      : awp_text_format(arena, "%.*s, %s", AWP_TEXT_ARGS(text),
                                        failures[i].class_name);
    }
    return text;
}

bool awp_judgement_is_required(const struct awp_judgement *judgement, enum awp_level require) {
    static const bool is_failure[AWP_VERDICT_COUNT] = {
        [AWP_VERDICT_FAIL] = true,
        [AWP_VERDICT_CRASH] = true,
        [AWP_VERDICT_HANG] = true,
        [AWP_VERDICT_PROTOCOL_ERROR] = true,
        [AWP_VERDICT_UNEXPECTED_PASS] = true,
        [AWP_VERDICT_FLAKY] = true,
    };
    return is_failure[judgement->verdict] && judgement->broken_level >= require;
}
