/* SPDX-License-Identifier: Apache-2.0 */
/* Chance that is given: the same for the same seed and label, another for another. */
#include <criterion/criterion.h>

#include "random.h"

Test(random, the_same_seed_and_label_make_the_same_choices) {
    struct awp_random a = awp_random_of(7, AWP_BYTES("x"));
    struct awp_random b = awp_random_of(7, AWP_BYTES("x"));
    for (int i = 0; i < 100; i++) {
        cr_assert_eq(awp_random_below(&a, 1000000), awp_random_below(&b, 1000000));
    }
}

/* Written down once: a seed in a report must mean the same in every later version. */
Test(random, choices_do_not_change_from_version_to_version) {
    static const size_t want[] = {393, 575, 531, 616, 696, 840};
    struct awp_random random = awp_random_of(1, AWP_BYTES("a-case"));
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        cr_expect_eq(awp_random_below(&random, 1000), want[i]);
    }
}

Test(random, another_seed_or_label_makes_other_choices) {
    struct awp_random a = awp_random_of(7, AWP_BYTES("x"));
    struct awp_random b = awp_random_of(8, AWP_BYTES("x"));
    struct awp_random c = awp_random_of(7, AWP_BYTES("y"));
    size_t same = 0;
    for (int i = 0; i < 100; i++) {
        const size_t number = awp_random_below(&a, 1000000);
        same += number == awp_random_below(&b, 1000000);
        same += number == awp_random_below(&c, 1000000);
    }
    cr_expect_lt(same, 5);
}

Test(random, every_number_below_the_bound_comes_and_no_other) {
    struct awp_random random = awp_random_of(0, AWP_BYTES(""));
    size_t seen[6] = {0};
    for (int i = 0; i < 6000; i++) {
        const size_t number = awp_random_below(&random, 6);
        cr_assert_lt(number, 6);
        seen[number]++;
    }
    for (int i = 0; i < 6; i++) {
        cr_expect(seen[i] > 800 && seen[i] < 1200, "%d came %zu times", i, seen[i]);
    }
}
