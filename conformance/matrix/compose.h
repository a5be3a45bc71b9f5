/* SPDX-License-Identifier: Apache-2.0 */
/* Columns that were run, put together as a matrix. */
#ifndef AWP_MATRIX_COMPOSE_H
#define AWP_MATRIX_COMPOSE_H

#include "column.h"

/**
 * The matrix of these columns, by what `run` says of itself and what this machine is; in the arena,
 * and in the rows and columns. Whether it is partial, checked, or of one run is the caller's to
 * say.
 */
struct awp_matrix awp_matrix_compose(const struct awp_run_options *run,
                                     const struct awp_matrix_rows *rows,
                                     const struct awp_matrix_column *columns, size_t count,
                                     struct awp_arena *arena);

#endif
