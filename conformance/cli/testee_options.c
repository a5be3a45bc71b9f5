/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a testee that is asked outside a run. */
#include "testee_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum key { KEY_TESTEE = 0x500, KEY_TIMEOUT, KEY_START_TIMEOUT };

static const struct argp_option options[] = {
    {.name = "testee",
     .key = KEY_TESTEE,
     .arg = "CMD",
     .doc = "The command of the testee, for the shell"},
    {.name = "timeout",
     .key = KEY_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For the testee to take a request, and again to answer it (default: 10)"},
    {.name = "start-timeout",
     .key = KEY_START_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For the testee to say hello (default: 120)"},
    {0}};

enum awp_transport awp_cli_parse_transport(const char *text, struct argp_state *state) {
    for (unsigned i = AWP_TRANSPORT_INLINE; i < AWP_TRANSPORT_COUNT; i++) {
        if (strcmp(text, awp_transport_name((enum awp_transport)i)) == 0) {
            return (enum awp_transport)i;
        }
    }
    argp_error(state, "--transport is inline or http, not: %s", text);
    return AWP_TRANSPORT_BEST;
}

int awp_cli_parse_seconds(const char *text, struct argp_state *state) {
    char *end;
    const double seconds = strtod(text, &end);
    if (end == text || *end != '\0' || !isfinite(seconds) || seconds < 0.001 || seconds > 86400) {
        argp_error(state, "not a number of seconds from 0.001 to 86400: %s", text);
    }
    return (int)(seconds * 1000);
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_testee_options *testee = state->input;
    switch (key) {
    case KEY_TESTEE:
        testee->command = argument;
        return 0;
    case KEY_TIMEOUT:
        testee->timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    case KEY_START_TIMEOUT:
        testee->start_timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp awp_cli_testee_argp = {.options = options, .parser = parse};
