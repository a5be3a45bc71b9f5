/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a testee that is asked outside a run. */
#ifndef AWP_CLI_TESTEE_OPTIONS_H
#define AWP_CLI_TESTEE_OPTIONS_H

#include "cli.h"

/** The digest of no cases at all, for the hello where none are read. */
#define AWP_CLI_NO_CASES "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/** --testee, --timeout, --start-timeout: a child parser, its input a struct awp_testee_options. */
extern const struct argp awp_cli_testee_argp;

/** A transport by its name; another text ends the program with usage. */
enum awp_transport awp_cli_parse_transport(const char *text, struct argp_state *state);

/** A time-out in seconds, as milliseconds; what is none ends the program with status 2. */
int awp_cli_parse_seconds(const char *text, struct argp_state *state);

#endif
