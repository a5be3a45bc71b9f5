/* SPDX-License-Identifier: Apache-2.0 */
/* A case and what was answered -> a verdict, its reason, and how bad a failure is. */
#ifndef AWP_RUNNER_JUDGE_H
#define AWP_RUNNER_JUDGE_H

#include "case.h"
#include "compare.h"

/** What is known of the decoder that answered. */
struct awp_decoder_traits {
    bool is_reference; /* exactly "expect", no alternatives; any failure breaks MUST */
    bool shows_raw;    /* feature "unknown_raw": the raw body is compared */
};

/** What a case came to. Texts are in the arena or live as long as the case. */
struct awp_judgement {
    enum awp_verdict verdict;
    enum awp_level broken_level; /* of a failure: the case's, or a stricter one */
    const char *failure;         /* of a fail: its class; else NULL (see awp_judgement_class) */
    struct awp_bytes reason;     /* one line; empty for a pass */
    struct awp_bytes choice;     /* the alternative's name, of a pass by one */
    struct awp_difference difference;
    bool raw_not_compared; /* an Unknown whose raw body the decoder cannot show */
    bool raw_differs;      /* the difference is in the raw body */
    bool is_known_flaky;   /* an expected failure that is known to come and go */
};

/**
 * Judges an answer by SPEC, "What it is for a third-party SDK". `body` is the case's body. An
 * answer of kind "unsupported" is a failure here: the runner asks only for what is claimed.
 */
struct awp_judgement awp_judge(const struct awp_case *golden, const struct awp_answer *answer,
                               struct awp_bytes body, struct awp_decoder_traits traits,
                               struct awp_arena *arena);

/** A judgement without an answer: a crash, a hang, a protocol error. Breaks MUST. */
struct awp_judgement awp_judge_fault(enum awp_verdict verdict, struct awp_bytes reason);

/**
 * The class of a failure, a slug that never changes: that of the fail, or the verdict's own name
 * for crash, hang, protocol_error and flaky. Empty: no failure.
 */
const char *awp_judgement_class(const struct awp_judgement *judgement);

/** Whether this is a class that a judgement of this verdict can have. */
bool awp_judgement_class_exists(enum awp_verdict verdict, struct awp_bytes name);

/** Those classes for a message: "escape, result-for-error, ..."; of a crash "crash". */
struct awp_bytes awp_judgement_classes_text(enum awp_verdict verdict, struct awp_arena *arena);

/** Whether a verdict fails the run, where `require` and all stricter levels are required. */
bool awp_judgement_is_required(const struct awp_judgement *judgement, enum awp_level require);

#endif
