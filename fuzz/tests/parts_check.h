/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a mutator's tree tells the truth about its text. */
#ifndef AWSPROOF_FUZZ_PARTS_CHECK_H
#define AWSPROOF_FUZZ_PARTS_CHECK_H

#include "mutators/parts.h"

/**
 * Writes the text again out of the tree: what lies before each child, the child, and what is left.
 * NULL: every node was met once, none lies outside of its parent or in its neighbour, and `out`,
 * which has room for `text.len` bytes, holds the text. Otherwise what is wrong.
 */
const char *awp_parts_check(const struct awp_parts *tree, struct awp_bytes text, uint8_t *out);

#endif
