/* SPDX-License-Identifier: Apache-2.0 */
/* One input under test, as the checks of a decoding share it. */
#ifndef AWSPROOF_FUZZ_PROBE_H
#define AWSPROOF_FUZZ_PROBE_H

#include "counting_heap.h"
#include "expect.h"
#include "placement.h"

/** More headers than this are no part of a response under test. */
#define AWP_FUZZ_MAX_HEADERS 64

/** One input, its questions, and what came of them at first. */
struct awp_probe {
    struct awp_run run;
    const struct awp_questions *questions;
    struct awp_http_response response; /* the engine's bytes; the decoder only ever sees copies */
    struct awp_counting_heap *heap;    /* under `arena` */
    struct awp_arena *arena;           /* the decoder's */
    struct awp_arena *scratch;         /* the oracles' own */
    const struct awp_tree *trees[2];   /* by format; NULL: the body is no document of it */
    struct awp_outcome outcomes[AWP_MAX_QUESTIONS];
};

/** How the questions of a probe are asked once more. */
struct awp_pass {
    enum awp_placement place; /* of the body */
    enum awp_asking asking;
    bool is_reversed;
    bool is_single; /* one question, chosen by the input's hash; the others keep their outcomes */
};

/**
 * Asks the questions about a copy of `response` and overwrites it then. Fails by `status` or
 * `poison`.
 */
void awp_probe_ask(struct awp_probe *probe, const struct awp_pass *pass,
                   const struct awp_http_response *response,
                   struct awp_outcome outcomes[AWP_MAX_QUESTIONS]);

/** The tree of a text by the decoder's parser; NULL where it is no document. */
const struct awp_tree *awp_probe_tree(struct awp_probe *probe, enum awp_format format,
                                      struct awp_bytes text);

/** The question in words, for a report. */
const char *awp_probe_question_text(struct awp_probe *probe, size_t which);

/** The costly checks, each where its oracle looks at this run. */
void awp_probe_check_passes(struct awp_probe *probe);
void awp_probe_check_second_parser(struct awp_probe *probe);
void awp_probe_check_round_trip(struct awp_probe *probe);
void awp_probe_check_typed(struct awp_probe *probe);
void awp_probe_check_lookup(struct awp_probe *probe);
void awp_probe_check_rewriting(struct awp_probe *probe);

/**
 * All of it: decodes `response`, which is (in) the run's input, by every question and holds each
 * outcome against SPEC. Fails by the oracles of docs/FUZZING.md. With every oracle off: only
 * decodes.
 */
void awp_decode_oracle(const struct awp_run *run, const struct awp_questions *questions,
                       const struct awp_http_response *response);

#endif
