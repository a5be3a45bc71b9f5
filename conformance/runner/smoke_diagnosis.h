/* SPDX-License-Identifier: Apache-2.0 */
/* What the answers to all questions of a smoke test together say of an adapter. */
#ifndef AWP_RUNNER_SMOKE_DIAGNOSIS_H
#define AWP_RUNNER_SMOKE_DIAGNOSIS_H

#include "judge.h"
#include "smoke_probe.h"
#include "testee.h"

/** What came of a question. */
struct awp_smoke_answer {
    bool is_asked;
    struct awp_case golden;
    struct awp_exchange exchange;
    struct awp_judgement judgement;
    struct awp_bytes text; /* of an answer: as one line; else empty */
};

/** Whether a line is one of ours, sent back: an object with this member, and no outcome. */
bool awp_smoke_is_echo(struct awp_bytes line, const char *own_member, struct awp_arena *arena);

/** Writes what applies, a line each, `name: words`. How many lines. */
size_t awp_smoke_diagnose(const struct awp_smoke_answer answers[AWP_SMOKE_PROBES],
                          struct awp_arena *arena, FILE *out);

#endif
