/* SPDX-License-Identifier: Apache-2.0 */
/* Values for round trips: hostile strings, and trees drawn from a seed. */
#ifndef AWP_TEST_VALUES_H
#define AWP_TEST_VALUES_H

#include "awsproof/value.h"

/** A string, and whether XML 1.0 and JSON can hold it. */
struct awp_test_string {
    struct awp_bytes text;
    bool fits_xml;
    bool fits_json;
};

extern const struct awp_test_string awp_test_strings[];
extern const size_t awp_test_string_count;

/** A Node (support/model.h) whose Name is `text`, in `arena`. */
struct awp_value awp_test_node_named(struct awp_bytes text, struct awp_arena *arena);

/**
 * A Node drawn from `*seed`, which moves on: strings that both formats hold, every member absent,
 * empty or filled, `depth` levels at the most; an empty flattened list only where `empty_flat`.
 */
struct awp_value awp_test_node_drawn(uint64_t *seed, unsigned depth, bool empty_flat,
                                     struct awp_arena *arena);

/** The text parsed, and this shape laid on it; asserts that it parses. The status of the latter. */
enum awp_status awp_test_value_of_json(const struct awp_shape *shape, struct awp_bytes text,
                                       struct awp_arena *arena, struct awp_value *value);
enum awp_status awp_test_value_of_xml(const struct awp_shape *shape, struct awp_bytes text,
                                      struct awp_arena *arena, struct awp_value *value);

/** The value's canonical form; asserts that it has one. */
struct awp_bytes awp_test_canonical(const struct awp_value *value, struct awp_arena *arena);

/** Something in the arena; asserts that there is room. */
void *awp_test_new(struct awp_arena *arena, size_t count, size_t size_bytes);

#endif
