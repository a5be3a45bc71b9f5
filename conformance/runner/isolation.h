/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a testee carries something from one case to the next: each case alone in a process, all
 * in their order, all in another order; what differs, and after which case. */
#ifndef AWP_RUNNER_ISOLATION_H
#define AWP_RUNNER_ISOLATION_H

#include "engine.h"

/** What was found, by the work's cases. */
struct awp_isolation;

/** How often each case is asked before any is asked again. */
#define AWP_ISOLATION_PASSES 3

/** Who is told of each case that was asked in a pass; `asked` may be NULL. */
struct awp_isolation_watch {
    void (*asked)(void *context);
    void *context;
};

/**
 * Does the work three times and compares. For a case that differs the earlier cases are asked
 * again, fewer and fewer, until the one is found that it takes. Belongs to the arena.
 */
const struct awp_isolation *awp_isolation_look(const struct awp_engine_options *options,
                                               const struct awp_engine_work *work, uint64_t seed,
                                               struct awp_isolation_watch watch,
                                               struct awp_arena *arena);

/**
 * Holds an attempt at the `index`th case against it: one that came to something else than alone is
 * flaky. The ids of the cases that show it together, joined by a blank; empty: the case's own does.
 */
struct awp_bytes awp_isolation_judge(const struct awp_isolation *isolation,
                                     struct awp_attempt *attempt, size_t index);

#endif
