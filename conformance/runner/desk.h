/* SPDX-License-Identifier: Apache-2.0 */
/* The endpoint of a run: answers are laid ready under keys, and what came for them is taken back.
 */
#ifndef AWP_RUNNER_DESK_H
#define AWP_RUNNER_DESK_H

#include "call.h"
#include "endpoint.h"

/**
 * A desk: an endpoint on a thread of its own, and the answers that lie ready for it. Its functions
 * may be called by several threads.
 */
struct awp_desk;

/** What came for one answer while it lay there. */
struct awp_desk_record {
    size_t request_count;
    struct awp_bytes fault; /* of the first request: what is wrong with it; empty: nothing */
};

/** Opens a desk on 127.0.0.1, on any port. NULL: `reason` (of `reason_bytes`) says why. */
struct awp_desk *awp_desk_open(char *reason, size_t reason_bytes);

/**
 * Lays an answer to this call ready and gives the URL of the endpoint that has it, in `arena`. All
 * that the answer points to outlives its stay.
 */
struct awp_bytes awp_desk_lay(struct awp_desk *desk, const struct awp_call *call,
                              const struct awp_endpoint_answer *answer, struct awp_arena *arena);

/** Takes the answer away that has this URL; what came for it, in `arena`. */
struct awp_desk_record awp_desk_take(struct awp_desk *desk, struct awp_bytes url,
                                     struct awp_arena *arena);

/** How many requests came for answers that were not there, or not any more. */
size_t awp_desk_stray_count(struct awp_desk *desk);

/** Closes it. NULL is allowed. */
void awp_desk_close(struct awp_desk *desk);

#endif
