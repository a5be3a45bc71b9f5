/* SPDX-License-Identifier: Apache-2.0 */
/* Expected value against the one seen: equal, or where they first differ and how. */
#ifndef AWP_RUNNER_COMPARE_H
#define AWP_RUNNER_COMPARE_H

#include "awsproof/document.h"
#include "path.h"

/** The first difference, in the order of the expected value. */
struct awp_difference {
    bool found;
    struct awp_bytes path; /* "$.value.UnprocessedAccounts[1].AccountId" */
    struct awp_bytes text; /* "want \"x\", got absent" */
};

/**
 * Compares two values: objects without regard to order, a repeated member being a difference;
 * arrays in order; strings by their bytes; numbers by their digits. `path` is where they stand,
 * NULL: "$".
 */
struct awp_difference awp_compare_json(const struct awp_json_node *want,
                                       const struct awp_json_node *got, const struct awp_path *path,
                                       struct awp_arena *arena);

/** Compares two texts at a path, as two strings are compared. */
struct awp_difference awp_compare_text(struct awp_bytes want, struct awp_bytes got,
                                       const struct awp_path *path, struct awp_arena *arena);

#endif
