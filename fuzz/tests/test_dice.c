/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/mutators/dice.c: even throws that a seed repeats. */
#include <criterion/criterion.h>

#include "mutators/dice.h"

Test(dice, throws_are_even_and_a_seed_repeats_them) {
    size_t counts[6] = {0};
    struct awp_dice dice = awp_dice_of(1);
    for (int i = 0; i < 60000; i++) {
        counts[awp_dice_below(&dice, 6)]++;
    }
    for (size_t i = 0; i < 6; i++) {
        cr_expect(counts[i] > 9500 && counts[i] < 10500, "%zu: %zu", i, counts[i]);
    }
    struct awp_dice a = awp_dice_of(2);
    struct awp_dice b = awp_dice_of(2);
    cr_expect_eq(awp_dice_below(&a, 1000000), awp_dice_below(&b, 1000000));
    cr_expect_eq(awp_dice_below(&a, 0), 0);
    cr_expect_eq(awp_dice_below(&a, 1), 0);
}
