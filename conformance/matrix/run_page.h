/* SPDX-License-Identifier: Apache-2.0 */
/* The web page of one run: a matrix of one column, by the matrix's own writer. */
#ifndef AWP_MATRIX_RUN_PAGE_H
#define AWP_MATRIX_RUN_PAGE_H

#include "run.h"

/**
 * Runs, and writes the page of it: to its end, or to where it was interrupted. `path`: of the file
 * that `out` is, for the links in the page; NULL: nobody knows, so they are made for the current
 * folder. An enum awp_exit as of awp_run, AWP_EXIT_INFRASTRUCTURE after a line on standard error
 * where the page could not be written. `out` stays open.
 */
int awp_matrix_run_page(const struct awp_run_options *run, const char *path, FILE *out,
                        struct awp_arena *arena);

#endif
