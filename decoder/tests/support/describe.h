/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes in words, so that a table can hold what it expects and a failure can be read. */
#ifndef AWP_TEST_DESCRIBE_H
#define AWP_TEST_DESCRIBE_H

#include "awsproof/buffer.h"
#include "awsproof/outcome.h"

/**
 * Appends `result VALUE`, `modeled CODE VALUE` or `unknown CODE`, VALUE in canonical form. What is
 * not in the words is asserted here: every field that the kind does not use is empty, a modeled
 * error is an entry of the operation's list, and Unknown's raw is exactly `body`, absent if and
 * only if that is empty.
 */
void awp_test_describe(const struct awp_operation *operation, struct awp_bytes body,
                       const struct awp_outcome *outcome, struct awp_buffer *out);

/** Asserts that the outcome is described as `expected`; `row` is named in the message. */
void awp_test_expect(const char *row, const struct awp_operation *operation, struct awp_bytes body,
                     const struct awp_outcome *outcome, const char *expected);

/** Fills the outcome with a pattern that no call writes, and asserts that it is still there. */
void awp_test_poison(void *object, size_t size);
void awp_test_expect_poison(const void *object, size_t size);

#endif
