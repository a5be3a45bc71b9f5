/* SPDX-License-Identifier: Apache-2.0 */
/* The cases of a run in another order, which a seed decides. */
#include "shuffle.h"

#include "random.h"
#include "text.h"

static void swap(size_t *one, size_t *other) {
    const size_t kept = *one;
    *one = *other;
    *other = kept;
}

static bool is_as_it_was(const size_t *order, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (order[i] != i) {
            return false;
        }
    }
    return true;
}

const size_t *awp_shuffle_order(size_t count, uint64_t seed, struct awp_arena *arena) {
    struct awp_random random = awp_random_of(seed, AWP_BYTES("shuffle"));
    size_t *order = awp_need_array(arena, count, sizeof(*order));
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    do {
        for (size_t left = count; left > 1; left--) {
            swap(&order[left - 1], &order[awp_random_below(&random, left)]);
        }
    } while (count > 1 && is_as_it_was(order, count));
    return order;
}

const struct awp_case *const *awp_shuffle_cases(const struct awp_case *const *cases, size_t count,
                                                uint64_t seed, struct awp_arena *arena) {
    const size_t *order = awp_shuffle_order(count, seed, arena);
    const struct awp_case **shuffled = awp_need_array(arena, count, sizeof(*shuffled));
    for (size_t i = 0; i < count; i++) {
        shuffled[i] = cases[order[i]];
    }
    return shuffled;
}
