/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a matrix: the cases of a run, grouped by the first rule that each rests on. */
#ifndef AWP_MATRIX_ROWS_H
#define AWP_MATRIX_ROWS_H

#include "awsproof/matrix.h"
#include "case.h"

/** Rows, and where in them the cases of the run are. */
struct awp_matrix_rows {
    const struct awp_matrix_rule *rules; /* all of the specification, in its order */
    size_t rule_count;
    const struct awp_matrix_case *cases;
    size_t count;
    const size_t *row_of; /* by a case's place in the run */
};

/** The rules of the specification, awp_rule_count of them. */
const struct awp_matrix_rule *awp_matrix_rules(struct awp_arena *arena);

/** Groups the cases of a run; within a group they keep their order. `out`: the folder of the
 * matrix, absolute, to which links to the case files are made. */
void awp_matrix_rows_make(const struct awp_case *const *cases, size_t count, const char *out,
                          struct awp_arena *arena, struct awp_matrix_rows *rows);

#endif
