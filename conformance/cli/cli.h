/* SPDX-License-Identifier: Apache-2.0 */
/* The `awsproof` command: what its subcommands share. */
#ifndef AWP_CLI_H
#define AWP_CLI_H

#include <argp.h>

#include "filter.h"
#include "run.h"

/** The end of --help of `run`, and of the command as a whole: what a run can end with. */
#define AWP_CLI_EXIT_CODES                                                                         \
    "Exit status: 0 success; 1 a conformance failure; 2 usage, a filter that matches nothing, or " \
    "a malformed case file; 3 infrastructure; 4 a list of known failures that is not true; 130 "   \
    "stopped by a signal."

/** The subcommands. Each gets its own argv (argv[0]: "awsproof NAME") and returns an exit status.
 */
int awp_cli_list(int argc, char **argv);
int awp_cli_copy(int argc, char **argv);
int awp_cli_lint(int argc, char **argv);
int awp_cli_run(int argc, char **argv);
int awp_cli_decode(int argc, char **argv);
int awp_cli_testee(int argc, char **argv);
int awp_cli_seeds(int argc, char **argv);
int awp_cli_serve(int argc, char **argv);
int awp_cli_shrink(int argc, char **argv);
int awp_cli_smoke(int argc, char **argv);
int awp_cli_matrix(int argc, char **argv);
int awp_cli_diff(int argc, char **argv);
int awp_cli_report(int argc, char **argv);

/** What list, run and seeds are told about cases: filled by awp_cli_selection_argp, a child parser.
 */
struct awp_cli_selection {
    struct awp_arena *arena; /* set before parsing */
    const char *path;        /* --cases, or $AWSPROOF_CASES; NULL: those inside the binary */
    struct awp_filter filter;
};
extern const struct argp awp_cli_selection_argp;

/** The case files that the binary carries, in the arena. */
const struct awp_case_text *awp_cli_embedded(struct awp_arena *arena, size_t *count);

/** Loads the cases of a selection, and sets its path by the environment. False: it was said on
 * stderr. */
bool awp_cli_load(struct awp_cli_selection *selection, struct awp_cases *cases);

/** Loads and selects. False: it was said on standard error. */
bool awp_cli_select(struct awp_cli_selection *selection, struct awp_cases *cases,
                    const struct awp_case *const **selected, size_t *count);

/** Turns SIGINT and SIGTERM into a descriptor that becomes readable, and ignores SIGPIPE. */
int awp_cli_open_stop(void);

/** The moment, as RFC 3339 in UTC: when a run was begun. */
struct awp_bytes awp_cli_started_at(struct awp_arena *arena);

/** Makes sure that standard output took everything; else says so. The exit status to end with. */
int awp_cli_finish_output(int status);

/** Parses a program's arguments; usage errors end the program with status 2. */
void awp_cli_parse(const struct argp *parser, int argc, char **argv, void *input);

#endif
