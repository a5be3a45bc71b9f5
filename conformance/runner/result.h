/* SPDX-License-Identifier: Apache-2.0 */
/* A case and its judgement -> the plain data that reports are made of. */
#ifndef AWP_RUNNER_RESULT_H
#define AWP_RUNNER_RESULT_H

#include "judge.h"

/** What a result is made of. */
struct awp_result_source {
    const struct awp_case *golden;
    const struct awp_judgement *judgement;
    const struct awp_answer *answer; /* NULL: none */
    struct awp_bytes body;           /* the case's */
    struct awp_bytes line;           /* what came instead of an answer */
    struct awp_bytes errors;         /* the end of standard error */
    const char *program;             /* how awsproof was called; NULL: "awsproof" */
    const char *cases_path;          /* NULL: the cases inside the binary */
    const char *command;             /* NULL: the reference */
    const char *transport;           /* NULL: not chosen */
    struct awp_bytes options;        /* further ones for the replay line; may be empty */
    struct awp_bytes ids;            /* what to replay it by; empty: the case's own id */
    enum awp_level require;
    uint64_t duration_us;
};

/** The result; its texts are in the arena, or in the source. */
struct awp_report_result awp_result_make(const struct awp_result_source *source,
                                         struct awp_arena *arena);

/** Bytes as a report's text. */
struct awp_report_text awp_report_text_of(struct awp_bytes bytes);

#endif
