/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof report`: runs are kept, and it is told how decoders fare in the course of time. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "text.h"
#include "trend.h"

enum key {
    KEY_STORE = 0x900,
    KEY_ADD,
    KEY_SINCE,
    KEY_TESTEE,
    KEY_FORMAT,
    KEY_HTML,
    KEY_ALL,
    KEY_FAIL_ON
};

static const struct argp_option options[] = {
    {.name = "store",
     .key = KEY_STORE,
     .arg = "FILE",
     .doc = "The runs: an SQLite file, which --add makes where it is not there"},
    {.name = "add",
     .key = KEY_ADD,
     .arg = "REPORT",
     .doc =
         "Keep this report first: JSON lines of `awsproof run` or of `awsproof matrix`. Several: "
         "all of them, or none. One that is there already is not kept twice"},
    {.name = "since",
     .key = KEY_SINCE,
     .arg = "WHAT",
     .doc = "Compare with this run (a number), the last before this date (2026-01-31), or the last "
            "of this version; run:, date: or version: before it says which (default: the run "
            "before)"},
    {.name = "testee",
     .key = KEY_TESTEE,
     .arg = "NAME",
     .doc = "Only the decoder of this name. Several: all of them"},
    {.name = "format",
     .key = KEY_FORMAT,
     .arg = "FORMAT",
     .doc = "text (default), markdown: a comment for a pull request, or jsonl"},
    {.name = "html", .key = KEY_HTML, .arg = "FILE", .doc = "Write a page with charts, too"},
    {.name = "all",
     .key = KEY_ALL,
     .doc = "Leave nothing out that is much; as jsonl, also what did not change"},
    {.name = "fail-on",
     .key = KEY_FAIL_ON,
     .arg = "WHAT",
     .doc = "new-failures: end with status 1 where a case fails that passed when it was last "
            "judged"},
    {0}};

struct arguments {
    const char *store;
    const char **reports;
    size_t report_count;
    struct awp_trend_wish wish;
    const struct awp_history_writer *writer;
    const char *html;
    bool shows_all;
    bool fails_on_new;
    struct awp_arena *arena;
};

static void add_report(struct arguments *arguments, const char *path) {
    const char **reports =
        awp_need_array(arguments->arena, arguments->report_count + 1, sizeof(*reports));
    for (size_t i = 0; i < arguments->report_count; i++) {
        reports[i] = arguments->reports[i];
    }
    reports[arguments->report_count++] = path;
    arguments->reports = reports;
}

static void add_testee(struct arguments *arguments, const char *name) {
    struct awp_texts *testees = &arguments->wish.testees;
    struct awp_bytes *items = awp_need_array(arguments->arena, testees->count + 1, sizeof(*items));
    for (size_t i = 0; i < testees->count; i++) {
        items[i] = testees->items[i];
    }
    items[testees->count] = awp_bytes_of_string(name);
    *testees = (struct awp_texts){items, testees->count + 1};
}

static error_t parse_shown(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_FORMAT:
        arguments->writer = awp_history_writer_find(argument);
        if (arguments->writer == NULL || strcmp(argument, "html") == 0) {
            argp_error(state, "--format is text, markdown or jsonl, not: %s", argument);
        }
        return 0;
    case KEY_HTML:
        arguments->html = argument;
        return 0;
    case KEY_ALL:
        arguments->shows_all = true;
        return 0;
    case KEY_FAIL_ON:
        if (strcmp(argument, "new-failures") != 0) {
            argp_error(state, "--fail-on is new-failures, not: %s", argument);
        }
        arguments->fails_on_new = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case KEY_STORE:
        arguments->store = argument;
        return 0;
    case KEY_ADD:
        add_report(arguments, argument);
        return 0;
    case KEY_SINCE:
        if (!awp_since_parse(argument, &arguments->wish.since)) {
            argp_error(state, "--since is a run's number, a date or a version, not: %s", argument);
        }
        return 0;
    case KEY_TESTEE:
        add_testee(arguments, argument);
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "a report to be kept stands behind --add: %s", argument);
        return 0;
    case ARGP_KEY_END:
        if (arguments->store == NULL) {
            argp_error(state, "which runs? --store FILE is needed");
        }
        return 0;
    default:
        return parse_shown(key, argument, state);
    }
}

/* "runs 1 to 9 were added", or what of it was there. */
static void say_added(const char *path, const struct awp_store_added *added) {
    const size_t count = added->added > 0 ? added->added : added->there;
    fprintf(stderr, "awsproof: %s: run%s %" PRIu64, path, count == 1 ? "" : "s", added->first);
    if (count > 1) {
        fprintf(stderr, " to %" PRIu64, added->last);
    }
    fprintf(stderr, " %s %s", count == 1 ? "was" : "were",
            added->added > 0 ? "added" : "there already");
    if (added->added > 0 && added->there > 0) {
        fprintf(stderr, ", and %zu were there already", added->there);
    }
    fputc('\n', stderr);
}

/* Adds all reports, or none. */
static bool add_all(const struct arguments *arguments, struct awp_store *store) {
    struct awp_store_added *added =
        awp_need_array(arguments->arena, arguments->report_count, sizeof(*added));
    for (size_t i = 0; i < arguments->report_count; i++) {
        struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
        struct awp_report_file file;
        const char *path = arguments->reports[i];
        const bool good = awp_report_file_read(path, arena, stderr, &file) &&
                          awp_store_add(store, &file, path, stderr, &added[i]);
        awp_arena_destroy(arena);
        if (!good) {
            return false;
        }
    }
    if (!awp_store_commit(store)) {
        return false;
    }
    for (size_t i = 0; i < arguments->report_count; i++) {
        say_added(arguments->reports[i], &added[i]);
    }
    return true;
}

static bool write_page(const struct arguments *arguments, const struct awp_history *history) {
    FILE *out = fopen(arguments->html, "we");
    bool good = out != NULL;
    if (good) {
        awp_history_writer_find("html")->write(out, history, arguments->shows_all);
        good = !ferror(out);
        good = fclose(out) == 0 && good;
    }
    if (!good) {
        fprintf(stderr, "awsproof: cannot write %s: %s\n", arguments->html, strerror(errno));
    }
    return good;
}

static int show(const struct arguments *arguments, struct awp_store *store) {
    struct awp_history history;
    if (!awp_trend_read(store, &arguments->wish, arguments->arena, stderr, &history)) {
        return AWP_EXIT_USAGE;
    }
    arguments->writer->write(stdout, &history, arguments->shows_all);
    if (arguments->html != NULL && !write_page(arguments, &history)) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    if (!arguments->fails_on_new) {
        return AWP_EXIT_PASS;
    }
    const struct awp_history_testee *mute = awp_history_mute(&history);
    if (mute != NULL) {
        const struct awp_bytes name = {(const uint8_t *)mute->name.ptr, mute->name.len};
        const struct awp_bytes quoted = awp_text_quoted(arguments->arena, name);
        fprintf(stderr, "awsproof: the newest run of %.*s judged nothing\n", AWP_TEXT_ARGS(quoted));
    }
    if (awp_history_newly_failing(&history) > 0) {
        return AWP_EXIT_FAILURE;
    }
    return mute == NULL ? AWP_EXIT_PASS : AWP_EXIT_INFRASTRUCTURE;
}

/* Does it in one transaction for what is added, and in another for what is shown. */
static int keep_and_show(const struct arguments *arguments) {
    int status = AWP_EXIT_USAGE;
    struct awp_store store;
    if (arguments->report_count > 0) {
        const bool is_added =
            awp_store_open(&store, arguments->store, true) && add_all(arguments, &store);
        status = awp_store_exit_status(&store, is_added ? AWP_EXIT_PASS : AWP_EXIT_USAGE);
        awp_store_close(&store, stderr);
        if (!is_added) {
            return status;
        }
    }
    if (access(arguments->store, F_OK) != 0) {
        fprintf(stderr, "awsproof: there is no store %s: %s\n", arguments->store, strerror(errno));
        return AWP_EXIT_USAGE;
    }
    if (awp_store_open(&store, arguments->store, false)) {
        status = show(arguments, &store);
    }
    status = awp_store_exit_status(&store, status);
    awp_store_close(&store, stderr);
    return status;
}

static const char help[] =
    "Keep reports of runs in one file, and tell how decoders fare in the course of time: figures "
    "of "
    "each run, newly failing, newly passing, what comes and goes.\v"
    "Newly failing is a case that fails and passed when it was last judged; a known failure is a "
    "failure. A case that was never judged before is new, and neither. A case is flaky that came "
    "out differently in runs of one version on the same cases, or in one run.\n\n"
    "Examples:\n"
    "  awsproof run --testee ./my-adapter --jsonl run.jsonl\n"
    "  awsproof report --store runs.sqlite --add run.jsonl --fail-on new-failures\n"
    "  awsproof report --store runs.sqlite --since 1.44.5 --testee botocore\n"
    "  awsproof report --store runs.sqlite --format markdown > comment.md\n"
    "  awsproof report --store runs.sqlite --html trends.html\n\n"
    "Exit status: 0 told; 1 with --fail-on new-failures, there are any; 2 usage, a name, run or "
    "version that is not there, a report that is not whole, or a file that is no store; 3 a file "
    "that cannot be read or written, or with --fail-on a newest run that judged nothing.";

int awp_cli_report(int argc, char **argv) {
    static const struct argp parser = {.options = options, .parser = parse, .doc = help};
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct arguments arguments = {.writer = awp_history_writer_find("text"), .arena = arena};
    awp_cli_parse(&parser, argc, argv, &arguments);
    const int status = keep_and_show(&arguments);
    awp_arena_destroy(arena);
    return awp_cli_finish_output(status);
}
