/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies as recipes: a case keeps how its body is made, and the bytes are made when they are
 * needed. */
#ifndef AWP_RUNNER_BODY_H
#define AWP_RUNNER_BODY_H

#include "awsproof/arena.h"
#include "object.h"

/** No body may be larger. */
#define AWP_MAX_BODY_BYTES ((size_t)64 << 20)

/**
 * Either bytes, or parts in order, the whole of them `times` times. With a marker there is one
 * part, of bytes, and each marker in its n-th repetition is n, from 0 on, in `digits` digits.
 * Zeroed: the empty body.
 */
struct awp_body {
    struct awp_bytes bytes; /* where part_count is 0 */
    const struct awp_body *parts;
    size_t part_count;
    size_t times;
    struct awp_bytes marker; /* empty: all repetitions are alike */
    size_t digits;
    size_t len; /* of the whole, in bytes */
};

/** Reads a BODY of a case file; its texts are in the complaints' arena. False after a complaint. */
bool awp_body_of_json(const struct awp_json_node *node, struct awp_complaints *complaints,
                      struct awp_body *body);

/**
 * Repeats the one part of the body, which is bytes where `marker` is not empty. False where the
 * marker does not stand in it, or the whole would be too large.
 */
bool awp_body_repeat(struct awp_body *body, size_t times, struct awp_bytes marker);

/** Makes the bytes, in the arena. */
struct awp_bytes awp_body_make(const struct awp_body *body, struct awp_arena *arena);

#endif
