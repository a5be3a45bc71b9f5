/* SPDX-License-Identifier: Apache-2.0 */
/* Two texts line by line: what one has and the other has not. */
#ifndef AWP_RUNNER_LINE_DIFF_H
#define AWP_RUNNER_LINE_DIFF_H

#include <stdio.h>

#include "awsproof/arena.h"

/**
 * Writes "-LINE" for each line that only `before` has and "+LINE" for each that only `after` has,
 * in their order. Lines that both have, in the same order, are left out, as many as possible; of
 * texts that differ in more than some thousand lines, fewer. `arena` is for working memory. How
 * many lines were written.
 */
size_t awp_line_diff_write(FILE *out, struct awp_bytes before, struct awp_bytes after,
                           struct awp_arena *arena);

#endif
