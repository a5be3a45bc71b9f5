/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run knows its decoder's failures, and what becomes of their list. */
#ifndef AWP_CLI_EXPECTATIONS_H
#define AWP_CLI_EXPECTATIONS_H

#include "cli.h"

/** What a run is told about known failures: filled by awp_cli_expectations_argp, a child parser. */
struct awp_cli_expectations {
    const char *path;
    const char *today;
    bool is_update;
    struct awp_expectations list;
};
extern const struct argp awp_cli_expectations_argp;

/**
 * Reads the list, where one is asked for, and gives it to the run, whose cases are selected. False:
 * why not was said on standard error.
 */
bool awp_cli_expectations_open(struct awp_cli_expectations *expectations,
                               const struct awp_cases *cases, struct awp_run_options *run,
                               struct awp_arena *arena);

/** After a run of this exit status: says what is wrong with the list, or writes it anew. The exit
 * status to end with. */
int awp_cli_expectations_close(struct awp_cli_expectations *expectations,
                               const struct awp_cases *cases, const struct awp_run_options *run,
                               int status);

#endif
