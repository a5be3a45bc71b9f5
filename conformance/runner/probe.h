/* SPDX-License-Identifier: Apache-2.0 */
/* A testee that is asked one question after the other, outside a run: started again when it is
 * gone. */
#ifndef AWP_RUNNER_PROBE_H
#define AWP_RUNNER_PROBE_H

#include "over_http.h"
#include "testee.h"

/** A testee for single questions. */
struct awp_probe {
    struct awp_testee testee;
    struct awp_desk *desk; /* NULL: nothing goes over HTTP */
};

/** Sets it up, not started. `options` is copied, its texts outlive the probe. */
void awp_probe_init(struct awp_probe *probe, const struct awp_testee_options *options);

/**
 * Starts the testee, if it does not run, and reads its hello. False: it does not run, and of
 * `*exchange` there are the end, the reason, and the line and the standard error that came instead,
 * in `arena`.
 */
bool awp_probe_start(struct awp_probe *probe, struct awp_arena *arena,
                     struct awp_exchange *exchange);

/** Asks, starting the testee first if it does not run. False: it cannot be started, as above. */
bool awp_probe_ask(struct awp_probe *probe, const struct awp_question *question,
                   struct awp_arena *arena, struct awp_exchange *exchange);

/** Opens the endpoint for questions over HTTP, if it is not open. False: `*reason` says why. */
bool awp_probe_open_desk(struct awp_probe *probe, struct awp_arena *arena,
                         struct awp_bytes *reason);

/**
 * Puts a case to the testee with this question, by the transport that the question says, and judges
 * what comes of it; over HTTP also what it sent. False: as awp_probe_ask.
 */
bool awp_probe_try(struct awp_probe *probe, const struct awp_case *golden,
                   const struct awp_question *question, struct awp_arena *arena,
                   struct awp_exchange *exchange, struct awp_judgement *judgement);

/** Closes the testee's input without a bye. Empty, or a line in `arena` on how it did not end well.
 */
struct awp_bytes awp_probe_hang_up(struct awp_probe *probe, struct awp_arena *arena);

/** Says bye. Empty, or a line in `arena` on how it did not end well. */
struct awp_bytes awp_probe_end(struct awp_probe *probe, struct awp_arena *arena);

/** Ends the testee, if it runs, and gives back what the probe holds. */
void awp_probe_clear(struct awp_probe *probe);

#endif
