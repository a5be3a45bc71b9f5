/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/shuffle.c: an order that a seed decides. */
#include <criterion/criterion.h>
#include <string.h>

#include "shuffle.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(shuffle, .init = set_up, .fini = tear_down);

Test(shuffle, holds_each_number_once) {
    const size_t *order = awp_shuffle_order(1000, 7, arena);
    bool seen[1000] = {false};
    for (size_t i = 0; i < 1000; i++) {
        cr_assert_lt(order[i], 1000);
        cr_assert_not(seen[order[i]]);
        seen[order[i]] = true;
    }
}

Test(shuffle, is_the_same_for_the_same_seed_and_other_for_another) {
    const size_t bytes = 100 * sizeof(size_t);
    const size_t *seven = awp_shuffle_order(100, 7, arena);
    cr_assert_eq(memcmp(seven, awp_shuffle_order(100, 7, arena), bytes), 0);
    cr_assert_neq(memcmp(seven, awp_shuffle_order(100, 8, arena), bytes), 0);
    /* These are written down: a seed in a report must mean the same in the next version. */
    static const size_t five[] = {3, 4, 1, 2, 0};
    const size_t *order = awp_shuffle_order(5, 1, arena);
    cr_assert_eq(memcmp(order, five, sizeof(five)), 0, "%zu %zu %zu %zu %zu", order[0], order[1],
                 order[2], order[3], order[4]);
}

Test(shuffle, always_swaps_two) {
    for (uint64_t seed = 0; seed < 100; seed++) {
        const size_t *order = awp_shuffle_order(2, seed, arena);
        cr_assert(order[0] == 1 && order[1] == 0, "seed %d", (int)seed);
    }
}

Test(shuffle, has_nothing_to_do_for_one_and_for_none) {
    cr_assert_eq(awp_shuffle_order(1, 5, arena)[0], 0);
    cr_assert_not_null(awp_shuffle_order(0, 5, arena));
}

Test(shuffle, puts_cases_in_that_order) {
    static const struct awp_case items[3] = {{.line = 0}, {.line = 1}, {.line = 2}};
    const struct awp_case *const cases[] = {&items[0], &items[1], &items[2]};
    const size_t *order = awp_shuffle_order(3, 4, arena);
    const struct awp_case *const *shuffled = awp_shuffle_cases(cases, 3, 4, arena);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(shuffled[i], cases[order[i]]);
    }
}
