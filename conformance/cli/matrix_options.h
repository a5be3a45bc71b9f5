/* SPDX-License-Identifier: Apache-2.0 */
/* The options of `awsproof matrix`. */
#ifndef AWP_CLI_MATRIX_OPTIONS_H
#define AWP_CLI_MATRIX_OPTIONS_H

#include "cli.h"
#include "entries.h"

/** What the command is told: filled by awp_cli_matrix_argp. */
struct awp_cli_matrix {
    struct awp_cli_selection selection;
    struct awp_run_options run;  /* of every testee */
    struct awp_matrix_wish wish; /* which testees */
    const char *out;
    const char *findings;
    const char *from;         /* a matrix to be written anew; NULL: testees are asked */
    const char *store;        /* where the runs are kept; NULL: nowhere */
    struct awp_texts fuzzing; /* files of what fuzzing came to */
    bool is_checked;          /* everything is asked twice */
    bool asks;                /* an option was given that is about asking */
};
extern const struct argp awp_cli_matrix_argp;

/** Nothing but the defaults. */
void awp_cli_matrix_defaults(struct awp_cli_matrix *matrix, struct awp_arena *arena);

#endif
