/* SPDX-License-Identifier: Apache-2.0 */
/* The cases of a run in another order, which a seed decides. */
#ifndef AWP_RUNNER_SHUFFLE_H
#define AWP_RUNNER_SHUFFLE_H

#include "case.h"

/**
 * The numbers from 0 to `count` - 1 in an order that is the same for the same seed and count; of
 * two or more, never the order that they were in.
 */
const size_t *awp_shuffle_order(size_t count, uint64_t seed, struct awp_arena *arena);

/** The cases in that order. */
const struct awp_case *const *awp_shuffle_cases(const struct awp_case *const *cases, size_t count,
                                                uint64_t seed, struct awp_arena *arena);

#endif
