/* SPDX-License-Identifier: Apache-2.0 */
/* Delta debugging: the few items of a sequence that are enough for a test to hold. */
#ifndef AWP_RUNNER_DDMIN_H
#define AWP_RUNNER_DDMIN_H

#include "awsproof/arena.h"

/** What a test of a shorter sequence came to. */
enum awp_ddmin_answer {
    AWP_DDMIN_LOST, /* it does not hold */
    AWP_DDMIN_HOLDS,
    AWP_DDMIN_STOP /* there is to be no further test */
};

/** A test. The items are valid during the call. */
typedef enum awp_ddmin_answer awp_ddmin_test(void *context, const void *items, size_t count);

/**
 * Removes items for as long as the test holds without them, in place, first many at once, in the
 * end one by one; order is kept. The test holds for the items as they are given, and is not asked
 * so. Returns how many are left; unless the test said STOP, none of them can be removed alone.
 * Deterministic. `arena` is for working memory, of the size of the items.
 */
size_t awp_ddmin(void *items, size_t count, size_t item_bytes, awp_ddmin_test *test, void *context,
                 struct awp_arena *arena);

#endif
