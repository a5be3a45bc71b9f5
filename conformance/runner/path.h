/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a value one stands, kept on the stack while it is walked: "$.value.List[3].Name". */
#ifndef AWP_RUNNER_PATH_H
#define AWP_RUNNER_PATH_H

#include "awsproof/arena.h"

/** One step of a path. */
struct awp_path {
    const struct awp_path *up; /* NULL at the start */
    struct awp_bytes member;   /* a member's name, or ptr NULL: an index */
    size_t index;
};

/** The path as text, in the arena: "$" and then a step after the other. */
struct awp_bytes awp_path_text(const struct awp_path *path, struct awp_arena *arena);

#endif
