/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof run`: the cases put to the reference or to a testee, judged and reported. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "driving.h"
#include "expectations.h"
#include "run_page.h"
#include "testee_options.h"
#include "text.h"
#include "variants.h"

enum key {
    KEY_TESTEE = 0x200,
    KEY_REQUIRE,
    KEY_VERBOSE,
    KEY_QUIET,
    KEY_TRANSPORT,
    KEY_HTML,
    KEY_REPORT /* and those after it: the files of file_reports */
};

/* Reports that go to a file, in the order of their keys. */
static const char *const file_reports[] = {"tap", "junit", "jsonl", "sarif", "markdown", "shields"};
#define FILE_REPORTS (sizeof(file_reports) / sizeof(file_reports[0]))

struct arguments {
    struct awp_cli_selection selection;
    struct awp_cli_variants variants;
    struct awp_cli_expectations expectations;
    struct awp_run_options run;
    const char *files[FILE_REPORTS];
    const char *page;
    bool verbose;
    bool quiet;
};

static const struct argp_option options[] = {
    {.name = "testee",
     .key = KEY_TESTEE,
     .arg = "CMD",
     .doc = "The command of the testee, for the shell (default: the reference, in process)"},
    {.name = "require",
     .key = KEY_REQUIRE,
     .arg = "LEVEL",
     .doc = "The run fails by cases of this level and stricter ones: must, should (default)"},
    {.name = "transport",
     .key = KEY_TRANSPORT,
     .arg = "TRANSPORT",
     .doc = "inline: the testee decodes responses; http: it calls an endpoint of ours (default: "
            "inline where the testee has it, else http; wire faults always by http)"},
    {.name = "tap",
     .key = KEY_REPORT,
     .arg = "F",
     .doc = "Write TAP to file F; -: standard output"},
    {.name = "junit",
     .key = KEY_REPORT + 1,
     .arg = "F",
     .doc = "Write JUnit XML to file F; -: standard output"},
    {.name = "jsonl",
     .key = KEY_REPORT + 2,
     .arg = "F",
     .doc = "Write JSON lines to file F; -: standard output"},
    {.name = "sarif",
     .key = KEY_REPORT + 3,
     .arg = "F",
     .doc = "Write SARIF 2.1.0, for code scanning, to file F; -: standard output"},
    {.name = "markdown",
     .key = KEY_REPORT + 4,
     .arg = "F",
     .doc = "Write Markdown, for a job summary or a comment, to file F; -: standard output"},
    {.name = "shields",
     .key = KEY_REPORT + 5,
     .arg = "F",
     .doc = "Write the JSON of a shields.io endpoint badge to file F; -: standard output"},
    {.name = "html",
     .key = KEY_HTML,
     .arg = "F",
     .doc = "Write a web page, one file that needs no network, to file F; -: standard output"},
    {.name = "verbose", .key = KEY_VERBOSE, .doc = "List passes too"},
    {.name = "quiet", .key = KEY_QUIET, .doc = "Print one line, whatever fails"},
    {0}};

static enum awp_level parse_require(const char *text, struct argp_state *state) {
    if (strcmp(text, "must") == 0) {
        return AWP_LEVEL_MUST;
    }
    if (strcmp(text, "should") != 0) {
        argp_error(state, "--require is must or should, not: %s", text);
    }
    return AWP_LEVEL_SHOULD;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        state->child_inputs[1] = &arguments->variants;
        state->child_inputs[2] = &arguments->expectations;
        state->child_inputs[3] = &arguments->run;
        return 0;
    case KEY_TESTEE:
        arguments->run.testee.command = argument;
        return 0;
    case KEY_REQUIRE:
        arguments->run.require = parse_require(argument, state);
        return 0;
    case KEY_TRANSPORT:
        arguments->run.transport = awp_cli_parse_transport(argument, state);
        return 0;
    case KEY_HTML:
        arguments->page = argument;
        return 0;
    case KEY_VERBOSE:
        arguments->verbose = true;
        return 0;
    case KEY_QUIET:
        arguments->quiet = true;
        return 0;
    case ARGP_KEY_SUCCESS:
        if (arguments->quiet && arguments->verbose) {
            argp_error(state, "--quiet and --verbose do not go together");
        }
        return 0;
    default:
        if (key < KEY_REPORT || key >= KEY_REPORT + (int)FILE_REPORTS) {
            return ARGP_ERR_UNKNOWN;
        }
        arguments->files[key - KEY_REPORT] = argument;
        return 0;
    }
}

static struct awp_report_style style_of(FILE *out, const struct arguments *arguments) {
    const char *no_colour = getenv("NO_COLOR");
    const bool is_terminal = isatty(fileno(out)) == 1;
    const bool wants_colour = no_colour == NULL || no_colour[0] == '\0';
    return (struct awp_report_style){.colour = is_terminal && wants_colour,
                                     .is_terminal = is_terminal,
                                     .verbose = arguments->verbose,
                                     .quiet = arguments->quiet};
}

/* The reports of a run: files as asked, the summary, the progress, and the page. */
struct reports {
    struct awp_run_report items[FILE_REPORTS + 2];
    size_t count;
    FILE *page; /* NULL: not asked for */
    bool stdout_is_taken;
};

static void add_report(struct reports *reports, const char *writer, FILE *out, const char *name,
                       const struct arguments *arguments) {
    reports->items[reports->count++] =
        (struct awp_run_report){.writer = awp_report_writer_find(writer),
                                .out = out,
                                .name = name,
                                .style = style_of(out, arguments)};
}

/* The file that is to hold a report; NULL: it was said why there is none. */
static FILE *open_file(struct reports *reports, const char *name) {
    const bool is_stdout = strcmp(name, "-") == 0;
    if (is_stdout && reports->stdout_is_taken) {
        fprintf(stderr, "awsproof: two reports for standard output\n");
        return NULL;
    }
    FILE *out = is_stdout ? stdout : fopen(name, "wbe");
    if (out == NULL) {
        fprintf(stderr, "awsproof: cannot open the report %s: %s\n", name, strerror(errno));
    }
    reports->stdout_is_taken = reports->stdout_is_taken || is_stdout;
    return out;
}

static bool open_reports(const struct arguments *arguments, struct reports *reports) {
    for (size_t i = 0; i < FILE_REPORTS; i++) {
        const char *name = arguments->files[i];
        FILE *out = name == NULL ? NULL : open_file(reports, name);
        if (out != NULL) {
            add_report(reports, file_reports[i], out, out == stdout ? "standard output" : name,
                       arguments);
        } else if (name != NULL) {
            return false;
        }
    }
    reports->page = arguments->page == NULL ? NULL : open_file(reports, arguments->page);
    if (reports->page == NULL && arguments->page != NULL) {
        return false;
    }
    FILE *readable = reports->stdout_is_taken ? stderr : stdout;
    add_report(reports, "progress", stderr, "progress", arguments);
    reports->items[reports->count - 1].skip_without_testee = true;
    add_report(reports, "summary", readable, "summary", arguments);
    reports->items[reports->count - 1].skip_without_testee = true;
    return true;
}

static bool close_report(FILE *out, const char *name) {
    if (out == stdout || out == stderr || fclose(out) == 0) {
        return true;
    }
    fprintf(stderr, "awsproof: cannot write the report %s: %s\n", name, strerror(errno));
    return false;
}

static bool close_reports(const struct reports *reports, const char *page) {
    bool good = true;
    for (size_t i = 0; i < reports->count; i++) {
        good = close_report(reports->items[i].out, reports->items[i].name) && good;
    }
    return (reports->page == NULL || close_report(reports->page, page)) && good;
}

struct awp_bytes awp_cli_started_at(struct awp_arena *arena) {
    const time_t now = time(NULL);
    struct tm parts;
    char text[32];
    gmtime_r(&now, &parts);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return awp_text_format(arena, "%s", text);
}

/* What shapes the run, as options, for its reports. */
static struct awp_bytes shown_options(const struct arguments *arguments) {
    const struct awp_run_options *run = &arguments->run;
    const struct awp_variant_wish *wish = &arguments->variants.wish;
    struct awp_buffer out = {.arena = arguments->selection.arena};
    struct awp_bytes text = {0};
    awp_buffer_append(&out, run->replay_options);
    if (arguments->variants.are_wanted) {
        const char *separator = out.len > 0 ? " " : "";
        awp_buffer_append(
            &out, wish->kind == NULL
                      ? awp_text_format(out.arena, "%s--variants=%" PRIu64, separator, wish->seed)
                      : awp_text_format(out.arena, "%s--variant %s --seed %" PRIu64, separator,
                                        wish->kind->name, wish->seed));
    }
    if (run->check_isolation) {
        awp_buffer_append_string(&out, out.len > 0 ? " --check-isolation" : "--check-isolation");
    }
    if (run->fail_fast) {
        awp_buffer_append_string(&out, out.len > 0 ? " --fail-fast" : "--fail-fast");
    }
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}

/* Standard output is a file whose place nobody knows. */
static const char *page_path(const struct arguments *arguments) {
    return strcmp(arguments->page, "-") == 0 ? NULL : arguments->page;
}

static int run_selected(struct arguments *arguments, const struct awp_cases *cases) {
    struct reports reports = {.count = 0};
    struct awp_run_options *run = &arguments->run;
    struct awp_cli_selection *selection = &arguments->selection;
    if (!open_reports(arguments, &reports)) {
        return AWP_EXIT_USAGE;
    }
    run->program = program_invocation_name;
    run->cases_path = selection->path;
    run->cases_sha256 = run->testee.cases_sha256 = cases->sha256;
    run->filter = awp_filter_text(&selection->filter, selection->arena);
    run->shown_options = shown_options(arguments);
    run->started_at = awp_cli_started_at(selection->arena);
    run->reports = reports.items;
    run->report_count = reports.count;
    run->testee.stop = awp_cli_open_stop();
    int status = reports.page == NULL ? awp_run(run)
                                      : awp_matrix_run_page(run, page_path(arguments), reports.page,
                                                            selection->arena);
    const bool closed = close_reports(&reports, arguments->page);
    status = awp_cli_expectations_close(&arguments->expectations, cases, run, status);
    return awp_cli_finish_output(closed ? status : AWP_EXIT_INFRASTRUCTURE);
}

int awp_cli_run(int argc, char **argv) {
    static const struct argp_child children[] = {
        {.argp = &awp_cli_selection_argp, .header = "Cases:"},
        {.argp = &awp_cli_variants_argp, .header = "Variants:"},
        {.argp = &awp_cli_expectations_argp, .header = "Known failures:"},
        {.argp = &awp_cli_driving_argp, .header = "Driving the testee:"},
        {0}};
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .args_doc = "[PATTERN...]",
        .doc = "Put the golden cases to the reference decoder, or to a testee; judge and report.\v"
               "Examples:\n"
               "  awsproof run\n"
               "  awsproof run --testee 'python3 adapter.py' --require must\n"
               "  awsproof run --testee ./adapter --tap out.tap --junit out.xml 'header-*'\n"
               "  awsproof run --jsonl - | jq .\n"
               "  awsproof run --testee ./adapter --quiet --sarif out.sarif --markdown out.md\n"
               "  awsproof run --testee ./adapter --html out.html\n"
               "  awsproof run --testee ./adapter --expectations known.txt\n"
               "  awsproof run --testee ./adapter --expectations known.txt --update-expectations\n"
               "  awsproof run --testee ./adapter --jobs 4 --repeat 3\n"
               "  awsproof run --testee ./adapter --shuffle 7 --fail-fast\n"
               "  awsproof run --testee ./adapter --check-isolation --level must\n"
               "  awsproof run --testee ./adapter --limit-memory 512 @patterns.txt\n"
               "  awsproof run --one-shot --testee ./ten-lines.sh --rule R5\n"
               "  awsproof run --variants=7\n"
               "  awsproof run --variant json-plain-characters --seed 7 "
               "text-unicode-escape\n\n" AWP_CLI_EXIT_CODES,
        .children = children};
    struct arguments arguments = {.selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))},
                                  .run = {.require = AWP_LEVEL_SHOULD}};
    struct awp_cases cases;
    int status = AWP_EXIT_USAGE;
    awp_cli_driving_defaults(&arguments.run);
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_select(&arguments.selection, &cases, &arguments.run.cases,
                       &arguments.run.case_count) &&
        awp_cli_add_variants(&arguments.variants, &arguments.run, arguments.selection.arena) &&
        awp_cli_expectations_open(&arguments.expectations, &cases, &arguments.run,
                                  arguments.selection.arena)) {
        awp_cli_driving_finish(&arguments.run, arguments.selection.arena);
        status = run_selected(&arguments, &cases);
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
