/* SPDX-License-Identifier: Apache-2.0 */
/* Several attempts at one case, and the one verdict that they come to together. */
#ifndef AWP_RUNNER_REPEAT_H
#define AWP_RUNNER_REPEAT_H

#include "attempt.h"

/** What the attempts at one case came to so far. */
struct awp_repeat {
    struct awp_arena *arena;
    size_t verdicts[AWP_VERDICT_COUNT];
    uint64_t fingerprint; /* of the first */
    bool differs;
    struct awp_bytes worst; /* the reason of one that is no pass */
};

/** Ready for a run's attempts; and the end of it. */
void awp_repeat_init(struct awp_repeat *repeat);
void awp_repeat_clear(struct awp_repeat *repeat);

/**
 * Takes one of `count` attempts at a case, the `turn`th from 0. True: it is the last, and stands
 * for all; if they did not come to the same, its verdict is flaky now.
 */
bool awp_repeat_take(struct awp_repeat *repeat, struct awp_attempt *attempt, size_t turn,
                     size_t count);

#endif
