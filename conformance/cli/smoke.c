/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof smoke`: is an adapter itself sane, before a decoder is judged through it? */
#include <stdio.h>

#include "cli.h"
#include "smoke.h"
#include "testee_options.h"

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_testee_options *options = state->input;
    (void)argument;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = options;
        return 0;
    case ARGP_KEY_END:
        if (options->command == NULL) {
            argp_error(state, "--testee is missing: the command of the adapter to look at");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int awp_cli_smoke(int argc, char **argv) {
    static const int statuses[] = {
        [AWP_SMOKE_SANE] = AWP_EXIT_PASS,
        [AWP_SMOKE_INSANE] = AWP_EXIT_FAILURE,
        [AWP_SMOKE_NOTHING_ASKED] = AWP_EXIT_INFRASTRUCTURE,
        [AWP_SMOKE_STOPPED] = AWP_EXIT_STOPPED,
    };
    static const struct argp_child children[] = {{.argp = &awp_cli_testee_argp}, {0}};
    static const struct argp parser = {
        .parser = parse,
        .doc =
            "Ask a testee some plain questions whose answers are known, and say in plain words "
            "what is wrong with the adapter: its hello, its ending, answers that are always "
            "the same, that accept or refuse everything, that echo what was sent. Over transport "
            "http also what it sends, and what it makes of a connection that is refused. Each "
            "transport that it claims is looked at.\v"
            "Examples:\n"
            "  awsproof smoke --testee './my-adapter'\n"
            "  awsproof smoke --testee 'awsproof testee'\n"
            "  awsproof smoke --testee cat --start-timeout 5\n\n"
            "Exit status: 0 sane; 1 not sane; 2 usage; 3 it could not be asked anything; 130 "
            "stopped by a signal.",
        .children = children};
    struct awp_testee_options options = {
        .timeout_ms = 10 * 1000, .start_timeout_ms = 120 * 1000, .cases_sha256 = AWP_CLI_NO_CASES};
    awp_cli_parse(&parser, argc, argv, &options);
    options.stop = awp_cli_open_stop();
    const enum awp_smoke_end end = awp_smoke(&options, stdout);
    return awp_cli_finish_output(statuses[end]);
}
