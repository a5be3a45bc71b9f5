/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run drives its testee: how many, how often, in which order, how far. */
#ifndef AWP_CLI_DRIVING_H
#define AWP_CLI_DRIVING_H

#include "cli.h"

/** A child parser; its input is the struct awp_run_options, with its defaults set. */
extern const struct argp awp_cli_driving_argp;

/** The defaults of what it reads. */
void awp_cli_driving_defaults(struct awp_run_options *run);

/** Makes ready what follows from the options once all are read and the cases are chosen. */
void awp_cli_driving_finish(struct awp_run_options *run, struct awp_arena *arena);

#endif
