/* SPDX-License-Identifier: Apache-2.0 */
/* A mutator's luck: a sequence of numbers that its seed alone decides. */
#include "dice.h"

/* SplitMix64: a step by the golden ratio, and a mix of what is there. */
static uint64_t throw_dice(struct awp_dice *dice) {
    dice->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = dice->state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

struct awp_dice awp_dice_of(uint64_t seed) {
    struct awp_dice dice = {seed};
    dice.state = throw_dice(&dice);
    return dice;
}

size_t awp_dice_below(struct awp_dice *dice, size_t bound) {
    return bound == 0 ? 0 : (size_t)(throw_dice(dice) % bound);
}

bool awp_dice_once_in(struct awp_dice *dice, size_t times) {
    return awp_dice_below(dice, times) == 0;
}
