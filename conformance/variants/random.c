/* SPDX-License-Identifier: Apache-2.0 */
/* Chance that is given, never found: the same seed and label make the same choices everywhere. */
#include "random.h"

#include <assert.h>

/* One step of the generator splitmix64. */
static uint64_t next(struct awp_random *random) {
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = random->state;
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

/* The label enters by the hash FNV-1a. */
struct awp_random awp_random_of(uint64_t seed, struct awp_bytes label) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < label.len; i++) {
        hash = (hash ^ label.ptr[i]) * UINT64_C(0x100000001B3);
    }
    struct awp_random random = {seed};
    random.state = next(&random) ^ hash;
    return random;
}

size_t awp_random_below(struct awp_random *random, size_t bound) {
    assert(bound > 0);
    return (size_t)(next(random) % bound);
}

bool awp_random_once_in(struct awp_random *random, size_t times) {
    return awp_random_below(random, times) == 0;
}
