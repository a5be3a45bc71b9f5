/* SPDX-License-Identifier: Apache-2.0 */
/* A mutator's luck: a sequence of numbers that its seed alone decides. */
#ifndef AWSPROOF_MUTATORS_DICE_H
#define AWSPROOF_MUTATORS_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct awp_dice {
    uint64_t state;
};

/** Dice for this seed; neighbouring seeds give sequences that have nothing in common. */
struct awp_dice awp_dice_of(uint64_t seed);

/** A number below `bound`; 0 where `bound` is 0. */
size_t awp_dice_below(struct awp_dice *dice, size_t bound);

/** True once in `times` throws. */
bool awp_dice_once_in(struct awp_dice *dice, size_t times);

#endif
