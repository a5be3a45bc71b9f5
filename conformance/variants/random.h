/* SPDX-License-Identifier: Apache-2.0 */
/* Chance that is given, never found: the same seed and label make the same choices everywhere. */
#ifndef AWP_VARIANTS_RANDOM_H
#define AWP_VARIANTS_RANDOM_H

#include "awsproof/bytes.h"

/** A sequence of choices. */
struct awp_random {
    uint64_t state;
};

/** The sequence of a seed and a label, such as a case's id and a kind's name. */
struct awp_random awp_random_of(uint64_t seed, struct awp_bytes label);

/** A number from 0 to `bound` - 1, which is at least 1. */
size_t awp_random_below(struct awp_random *random, size_t bound);

/** True once in `times`, on the average. */
bool awp_random_once_in(struct awp_random *random, size_t times);

#endif
