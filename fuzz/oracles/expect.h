/* SPDX-License-Identifier: Apache-2.0 */
/* What SPEC says must come of a question, read off a plain tree: none of the decoder's code. */
#ifndef AWSPROOF_FUZZ_EXPECT_H
#define AWSPROOF_FUZZ_EXPECT_H

#include "question.h"

/**
 * The outcome that docs/SPEC.md gives. `tree` is the body's document, NULL where it is none. The
 * result belongs to the arena, the table, and what it was made of.
 */
struct awp_outcome awp_expect(const struct awp_run *run, const struct awp_question *question,
                              const struct awp_http_response *response, const struct awp_tree *tree,
                              struct awp_arena *arena);

/** Whether two values are equal. */
bool awp_same_value(const struct awp_value *a, const struct awp_value *b);

/** The first of the fields in which two outcomes differ, by its oracle; AWP_ORACLE_COUNT: none. */
enum awp_oracle awp_outcome_difference(const struct awp_outcome *a, const struct awp_outcome *b);

/** The same without a look at raw: for bodies that are two texts of one document. */
enum awp_oracle awp_outcome_difference_but_raw(const struct awp_outcome *a,
                                               const struct awp_outcome *b);

#endif
