/* SPDX-License-Identifier: Apache-2.0 */
/* A column of a matrix: one testee's run, kept. */
#ifndef AWP_MATRIX_COLUMN_H
#define AWP_MATRIX_COLUMN_H

#include "rows.h"
#include "run.h"

/** A column, in an arena. */
struct awp_matrix_column {
    struct awp_matrix_testee testee; /* without its findings */
    struct awp_matrix_cell *cells;   /* by row */
};

/** A column of which nothing is known: every cell NOT_RUN, for this reason. */
void awp_matrix_column_init(struct awp_matrix_column *column, struct awp_bytes key,
                            const char *command, const char *reason,
                            const struct awp_matrix_rows *rows, struct awp_arena *arena);

/** Runs, and keeps what is seen. Texts that are long are cut. An enum awp_exit, as of awp_run. */
int awp_matrix_column_run(struct awp_matrix_column *column, const struct awp_run_options *run,
                          const struct awp_matrix_rows *rows, struct awp_arena *arena);

/**
 * Holds a second run against the first: where verdict, class or choice differ, the cell of the
 * first becomes FLAKY, or the EXPECTED_FAILURE of class "flaky" where `known` (which may be NULL)
 * says that the case comes and goes; and a line on `errors` says how. How many that are not known.
 */
size_t awp_matrix_column_check(struct awp_matrix_column *column,
                               const struct awp_matrix_column *again,
                               const struct awp_matrix_rows *rows,
                               const struct awp_expectations *known, struct awp_arena *arena,
                               FILE *errors);

#endif
