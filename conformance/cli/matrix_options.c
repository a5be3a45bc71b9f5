/* SPDX-License-Identifier: Apache-2.0 */
/* The options of `awsproof matrix`. */
#include "matrix_options.h"

#include <string.h>

#include "driving.h"
#include "testee_options.h"
#include "text.h"

#define TESTEES_FOLDER "conformance/testees"
#define FINDINGS_FOLDER "reports/findings"

enum key {
    KEY_TESTEES = 0x700,
    KEY_TESTEE,
    KEY_ONLY,
    KEY_OUT,
    KEY_FINDINGS,
    KEY_CHECK,
    KEY_JOBS,
    KEY_TRANSPORT,
    KEY_TIMEOUT,
    KEY_START_TIMEOUT,
    KEY_MAX_RESTARTS,
    KEY_FROM,
    KEY_STORE,
    KEY_FUZZING
};

static const struct argp_option options[] = {
    {.name = "testees",
     .key = KEY_TESTEES,
     .arg = "DIR",
     .doc = "Ask every testee of this folder: each folder in it has an executable `run`, and may "
            "have its known failures in expectations.txt; one that holds NOT-A-TESTEE is passed "
            "over (default: " TESTEES_FOLDER "; none with --testee)"},
    {.name = "testee",
     .key = KEY_TESTEE,
     .arg = "NAME=CMD",
     .doc = "Ask this testee, by a command for the shell. Several: all of them"},
    {.name = "only",
     .key = KEY_ONLY,
     .arg = "NAME,...",
     .doc = "Of all these testees only those of these names"},
    {.name = "out",
     .key = KEY_OUT,
     .arg = "DIR",
     .doc = "Where to write sdk-matrix.jsonl, .md and .html (default: the current folder)"},
    {.name = "findings",
     .key = KEY_FINDINGS,
     .arg = "DIR",
     .doc = "The findings, files NAME-*.md, which are linked where they are there "
            "(default: " FINDINGS_FOLDER ")"},
    {.name = "check",
     .key = KEY_CHECK,
     .doc = "Ask everything twice, in a run of its own; what does not come out the same is flaky, "
            "and ends with status 1"},
    {.name = "jobs", .key = KEY_JOBS, .arg = "N", .doc = "Run N of a testee at once (default: 1)"},
    {.name = "transport",
     .key = KEY_TRANSPORT,
     .arg = "TRANSPORT",
     .doc = "inline or http (default: inline where the testee has it, else http; wire faults "
            "always by http)"},
    {.name = "timeout",
     .key = KEY_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For a testee to take a request, and again to answer it (default: 10)"},
    {.name = "start-timeout",
     .key = KEY_START_TIMEOUT,
     .arg = "SECONDS",
     .doc = "For a testee to say hello (default: 120)"},
    {.name = "max-restarts",
     .key = KEY_MAX_RESTARTS,
     .arg = "N",
     .doc = "A testee's run ends when a fault would make it start again more often (default: 10)"},
    {.name = "from",
     .key = KEY_FROM,
     .arg = "FILE",
     .doc = "Ask nobody: write the three files anew from this sdk-matrix.jsonl, as this awsproof "
            "writes them"},
    {.name = "store",
     .key = KEY_STORE,
     .arg = "FILE",
     .doc =
         "Keep the runs in this store, which is made where it is not there, and show on the page "
         "how the decoders fared in the course of time (awsproof report)"},
    {.name = "fuzzing",
     .key = KEY_FUZZING,
     .arg = "FILE",
     .doc = "Show on the page what fuzzing came to: the results of fuzz/benchmark/bench, or the "
            "coverage.jsonl of fuzz/fuzz coverage. Several: all of it"},
    {0}};

static void add_text(struct awp_texts *texts, struct awp_bytes text, struct awp_arena *arena) {
    struct awp_bytes *items = awp_need_array(arena, texts->count + 1, sizeof(*items));
    for (size_t i = 0; i < texts->count; i++) {
        items[i] = texts->items[i];
    }
    items[texts->count] = text;
    *texts = (struct awp_texts){items, texts->count + 1};
}

static void add_names(struct awp_texts *texts, char *list, struct awp_arena *arena) {
    const char *at = list;
    for (size_t len = strcspn(at, ","); true; at += len + 1, len = strcspn(at, ",")) {
        add_text(texts, (struct awp_bytes){(const uint8_t *)at, len}, arena);
        if (at[len] == '\0') {
            return;
        }
    }
}

static unsigned parse_count(const char *name, unsigned min, unsigned max, const char *text,
                            struct argp_state *state) {
    unsigned number = 0;
    if (!awp_text_unsigned(awp_bytes_of_string(text), max, &number) || number < min) {
        argp_error(state, "--%s is a whole number from %u to %u, not: %s", name, min, max, text);
    }
    return number;
}

static error_t parse_driving(int key, const char *argument, struct argp_state *state,
                             struct awp_run_options *run) {
    switch (key) {
    case KEY_JOBS:
        run->jobs = parse_count("jobs", 1, AWP_MAX_TESTEES, argument, state);
        return 0;
    case KEY_TRANSPORT:
        run->transport = awp_cli_parse_transport(argument, state);
        return 0;
    case KEY_TIMEOUT:
        run->testee.timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    case KEY_START_TIMEOUT:
        run->testee.start_timeout_ms = awp_cli_parse_seconds(argument, state);
        return 0;
    case KEY_MAX_RESTARTS:
        run->max_restarts = parse_count("max-restarts", 0, 1000000, argument, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A matrix that is there has been asked already. */
static void check(const struct awp_cli_matrix *arguments, struct argp_state *state) {
    const struct awp_filter *filter = &arguments->selection.filter;
    const bool selects = arguments->selection.path != NULL ||
                         awp_filter_text(filter, arguments->selection.arena).len > 0;
    if (arguments->from != NULL && (arguments->asks || selects)) {
        argp_error(state, "--from asks nobody: with it go --out, --store, --fuzzing and no more");
    }
}

static error_t parse_what(int key, char *argument, struct argp_state *state) {
    struct awp_cli_matrix *arguments = state->input;
    struct awp_arena *arena = arguments->selection.arena;
    arguments->asks = true;
    switch (key) {
    case KEY_TESTEES:
        arguments->wish.folder = argument;
        return 0;
    case KEY_TESTEE:
        add_text(&arguments->wish.named, awp_bytes_of_string(argument), arena);
        return 0;
    case KEY_ONLY:
        add_names(&arguments->wish.only, argument, arena);
        return 0;
    case KEY_FINDINGS:
        arguments->findings = argument;
        return 0;
    case KEY_CHECK:
        arguments->is_checked = true;
        return 0;
    default:
        return parse_driving(key, argument, state, &arguments->run);
    }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_cli_matrix *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        return 0;
    case ARGP_KEY_SUCCESS:
        check(arguments, state);
        if (arguments->wish.folder == NULL && arguments->wish.named.count == 0) {
            arguments->wish.folder = TESTEES_FOLDER;
        }
        return 0;
    case KEY_OUT:
        arguments->out = argument;
        return 0;
    case KEY_FROM:
        arguments->from = argument;
        return 0;
    case KEY_STORE:
        arguments->store = argument;
        return 0;
    case KEY_FUZZING:
        add_text(&arguments->fuzzing, awp_bytes_of_string(argument), arguments->selection.arena);
        return 0;
    default:
        return key < KEY_TESTEES || key > KEY_FUZZING ? ARGP_ERR_UNKNOWN
                                                      : parse_what(key, argument, state);
    }
}

static const char help[] =
    "Put the golden cases to many testees, one after another, and write one table of it: as JSON "
    "lines, Markdown and HTML. A decoder's failures are no failure of this command.\v"
    "Known failures stay known in the JSON lines; the tables show them as the failures they are. A "
    "testee that cannot be started has a column that says so. Interrupted, it writes what it has "
    "to sdk-matrix.partial.*, leaves a whole matrix alone and keeps nothing in the store.\n\n"
    "Examples:\n"
    "  awsproof matrix --out reports/published --check\n"
    "  awsproof matrix --only botocore,aws-sdk-go-v2 --transport http\n"
    "  awsproof matrix --testee old='./old/run' --testee new='./new/run' 'header-*'\n"
    "  awsproof matrix --from sdk-matrix.jsonl --fuzzing fuzz-benchmark.jsonl\n"
    "  awsproof matrix --store runs.sqlite --out today\n"
    "  awsproof diff old/sdk-matrix.jsonl sdk-matrix.jsonl\n\n"
    "Exit status: 0 written; 1 with --check, something did not come out the same twice; 2 usage, a "
    "folder without `run`, a filter that matches nothing, a malformed file, a file that is no "
    "store; 3 a testee that could "
    "not be asked, or a file that could not be written; 130 stopped by a signal.";

static const struct argp_child children[] = {{.argp = &awp_cli_selection_argp, .header = "Cases:"},
                                             {0}};

const struct argp awp_cli_matrix_argp = {.options = options,
                                         .parser = parse,
                                         .args_doc = "[PATTERN...]",
                                         .doc = help,
                                         .children = children};

void awp_cli_matrix_defaults(struct awp_cli_matrix *matrix, struct awp_arena *arena) {
    *matrix = (struct awp_cli_matrix){.selection = {.arena = arena},
                                      .run = {.require = AWP_LEVEL_SHOULD},
                                      .out = ".",
                                      .findings = FINDINGS_FOLDER};
    awp_cli_driving_defaults(&matrix->run);
}
