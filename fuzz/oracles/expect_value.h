/* SPDX-License-Identifier: Apache-2.0 */
/* A shape laid on a tree by SPEC. */
#ifndef AWSPROOF_FUZZ_EXPECT_VALUE_H
#define AWSPROOF_FUZZ_EXPECT_VALUE_H

#include "expect.h"

/** The value that the tree has by this shape; false where it does not fit. */
bool awp_expect_value(const struct awp_run *run, const struct awp_shape *shape,
                      enum awp_format format, const struct awp_tree *tree, struct awp_arena *arena,
                      struct awp_value *value);

/** The first of `from` and those beside it that has this name, or NULL. */
const struct awp_tree *awp_expect_named(const struct awp_tree *from, struct awp_bytes name);

#endif
