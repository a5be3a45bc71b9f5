/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof diff`: how two reports differ, and whether anything got worse. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "report_diff.h"
#include "text.h"

enum key { KEY_FORMAT = 0x800, KEY_ALL };

static const struct argp_option options[] = {
    {.name = "format",
     .key = KEY_FORMAT,
     .arg = "FORMAT",
     .doc = "text (default), or markdown: a comment for a pull request, cut to what fits there"},
    {.name = "all",
     .key = KEY_ALL,
     .doc = "List what did not change too, and leave nothing out of a comment"},
    {0}};

struct arguments {
    const char *paths[2];
    size_t path_count;
    const struct awp_diff_writer *writer;
    bool shows_all;
};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_FORMAT:
        arguments->writer = awp_diff_writer_find(argument);
        if (arguments->writer == NULL) {
            argp_error(state, "--format is text or markdown, not: %s", argument);
        }
        return 0;
    case KEY_ALL:
        arguments->shows_all = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->path_count == 2) {
            argp_error(state, "two reports, OLD and NEW, and not: %s", argument);
        }
        arguments->paths[arguments->path_count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (arguments->path_count < 2) {
            argp_error(state, "which reports? OLD and NEW are needed");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool worse(const struct awp_diff *diff) {
    size_t count = 0;
    for (size_t i = 0; i < diff->testee_count; i++) {
        count += awp_diff_sum(&diff->testees[i]).worse;
    }
    return count > 0;
}

static int compare(const struct arguments *arguments, struct awp_arena *arena) {
    struct awp_report_file files[2];
    const char *reason;
    for (size_t i = 0; i < 2; i++) {
        if (!awp_report_file_read(arguments->paths[i], arena, stderr, &files[i])) {
            return AWP_EXIT_USAGE;
        }
    }
    const struct awp_diff diff = awp_report_diff(&files[0], arguments->paths[0], &files[1],
                                                 arguments->paths[1], arena, &reason);
    if (reason != NULL) {
        fprintf(stderr, "awsproof: %s and %s: %s\n", arguments->paths[0], arguments->paths[1],
                reason);
        return AWP_EXIT_USAGE;
    }
    arguments->writer->write(stdout, &diff, arguments->shows_all);
    return worse(&diff) ? AWP_EXIT_FAILURE : AWP_EXIT_PASS;
}

int awp_cli_diff(int argc, char **argv) {
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .args_doc = "OLD NEW",
        .doc = "Tell how two reports differ: JSON lines of `awsproof run`, or two matrices of "
               "`awsproof matrix`, decoder by decoder.\v"
               "Worse is: a pass that is none any more; a failure that was none, also of a case "
               "that is new, unless it is known; a crash, a hang or a protocol error that was a "
               "plain failure. Another class of failure, another alternative of a MAY case, a case "
               "or a decoder that is gone, and a decoder that is new are shown, and are not "
               "worse.\n\n"
               "Examples:\n"
               "  awsproof run --testee ./old --jsonl old.jsonl\n"
               "  awsproof run --testee ./new --jsonl new.jsonl\n"
               "  awsproof diff old.jsonl new.jsonl\n"
               "  awsproof diff --format markdown reports/published/sdk-matrix.jsonl "
               "sdk-matrix.jsonl > comment.md\n\n"
               "Exit status: 0 nothing got worse; 1 something did; 2 usage, or a file that is no "
               "whole report, with its line; 3 standard output could not be written."};
    struct arguments arguments = {.writer = awp_diff_writer_find("text")};
    awp_cli_parse(&parser, argc, argv, &arguments);
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const int status = compare(&arguments, arena);
    awp_arena_destroy(arena);
    return awp_cli_finish_output(status);
}
