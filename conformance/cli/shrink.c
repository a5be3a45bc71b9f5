/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof shrink`: the smallest input on which a testee still fails as on a case. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "awsproof/hex_dump.h"
#include "cli.h"
#include "result.h"
#include "shrink.h"
#include "testee_options.h"
#include "text.h"
#include "variants.h"

/* A hex dump and a C string of more than this are of no use to a reader. */
#define MAX_SHOWN_BYTES ((size_t)64 << 10)
#define C_LINE_BYTES 64
/* As in a run: nothing of what takes less than two seconds, and no flicker. */
#define PROGRESS_QUIET_MS 2000
#define PROGRESS_REDRAW_MS 200

enum key { KEY_MAX_TESTS = 0x200, KEY_TRANSPORT };

struct arguments {
    struct awp_cli_selection selection;
    struct awp_cli_variants variants;
    struct awp_shrink_options shrink;
    struct awp_run_options run; /* for the variants: the cases, and whether there is a testee */
    uint64_t begun_ms;
    uint64_t drawn_ms; /* 0: no line of progress was shown */
};

static const struct argp_option options[] = {
    {.name = "max-tests",
     .key = KEY_MAX_TESTS,
     .arg = "N",
     .doc = "Ask the testee at most so often (default: 10000)"},
    {.name = "transport",
     .key = KEY_TRANSPORT,
     .arg = "TRANSPORT",
     .doc = "inline or http (default: inline where the testee has it, else http)"},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    unsigned number = 0;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        state->child_inputs[1] = &arguments->shrink.testee;
        state->child_inputs[2] = &arguments->variants;
        return 0;
    case KEY_MAX_TESTS:
        if (!awp_text_unsigned(awp_bytes_of_string(argument), 100000000, &number) || number < 3) {
            argp_error(state, "--max-tests is a whole number from 3 to 100000000, not: %s",
                       argument);
        }
        arguments->shrink.max_tests = number;
        return 0;
    case KEY_TRANSPORT:
        arguments->shrink.transport = awp_cli_parse_transport(argument, state);
        return 0;
    case ARGP_KEY_END:
        if (arguments->shrink.testee.command == NULL) {
            argp_error(state, "shrink needs --testee: the reference passes every case, so it has "
                              "no failing input");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static uint64_t clock_ms(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* How long it can take at most, for nobody knows how far an input can be shrunk. */
static void show_progress(void *context, size_t tests, size_t body_bytes, size_t header_count) {
    struct arguments *arguments = context;
    const uint64_t now_ms = clock_ms();
    const uint64_t elapsed_ms = now_ms - arguments->begun_ms;
    if (elapsed_ms < PROGRESS_QUIET_MS || now_ms - arguments->drawn_ms < PROGRESS_REDRAW_MS) {
        return;
    }
    const uint64_t left_s = elapsed_ms * (arguments->shrink.max_tests - tests) / tests / 1000 + 1;
    fprintf(stderr,
            "\rshrink: %zu tests, %zu bytes of body, %zu headers, at most %" PRIu64 ":%02" PRIu64
            " left\x1b[K\r",
            tests, body_bytes, header_count, left_s / 60, left_s % 60);
    fflush(stderr);
    arguments->drawn_ms = now_ms;
}

static void end_progress(const struct arguments *arguments) {
    if (arguments->drawn_ms != 0) {
        fputs("\r\x1b[K", stderr);
    }
}

/* As a C string: octal escapes, for a digit behind a hexadecimal one would be part of it. */
static void write_c_string(struct awp_bytes bytes) {
    for (size_t at = 0; at < bytes.len || at == 0; at += C_LINE_BYTES) {
        fputs("    \"", stdout);
        for (size_t i = at; i < bytes.len && i < at + C_LINE_BYTES; i++) {
            const unsigned byte = bytes.ptr[i];
            if (byte == '"' || byte == '\\' || byte == '?') {
                printf("\\%c", (int)byte);
            } else if (byte >= 0x20 && byte < 0x7f) {
                putchar((int)byte);
            } else {
                printf("\\%03o", byte);
            }
        }
        puts("\"");
    }
}

static void write_field(const char *name, struct awp_report_text text) {
    if (text.len > 0) {
        const struct awp_bytes bytes = {(const uint8_t *)text.ptr, text.len};
        printf("  %-10s ", name);
        for (size_t i = 0; i < bytes.len; i++) {
            const bool plain = bytes.ptr[i] >= 0x20 && bytes.ptr[i] != 0x7f;
            printf(plain ? "%c" : "\\x%02x", bytes.ptr[i]);
        }
        putchar('\n');
    }
}

static void write_input(const struct awp_shrunk *shrunk, const struct awp_report_result *result) {
    printf("  %-10s %zu bytes\n", "input:", result->input.len);
    awp_text_write_barred(
        stdout, (struct awp_bytes){(const uint8_t *)result->input.ptr, result->input.len});
    printf("  %-10s %zu bytes\n", "body, hex:", shrunk->body.len);
    awp_hex_dump_write(stdout, awp_report_text_of(shrunk->body), MAX_SHOWN_BYTES, 4);
    printf("  body, as a C string of %zu bytes:\n", shrunk->body.len);
    if (shrunk->body.len <= MAX_SHOWN_BYTES) {
        write_c_string(shrunk->body);
    } else {
        printf("    too long to be shown\n");
    }
}

static void write_result(const struct arguments *arguments, const struct awp_shrunk *shrunk) {
    struct awp_arena *arena = arguments->selection.arena;
    const struct awp_case *golden = arguments->shrink.golden;
    const struct awp_result_source source = {
        .golden = &shrunk->smallest,
        .judgement = &shrunk->judgement,
        .answer = shrunk->has_answer ? &shrunk->answer : NULL,
        .body = shrunk->body,
        .line = shrunk->line,
        .errors = shrunk->errors,
        .cases_path = arguments->selection.path,
        .command = arguments->shrink.testee.command,
    };
    const struct awp_report_result result = awp_result_make(&source, arena);
    printf("%.*s: %s %.*s, as before\n", AWP_TEXT_ARGS(golden->id),
           awp_verdict_name(result.verdict), (int)result.failure.len, result.failure.ptr);
    printf("  %-10s %zu bytes of body and %zu headers, of %zu and %zu; %zu tests, %zu starts\n",
           "left:", shrunk->body.len, shrunk->smallest.header_count, golden->body.len,
           golden->header_count, shrunk->tests, shrunk->starts);
    write_input(shrunk, &result);
    write_field("want:", result.want);
    write_field("got:", result.got);
    write_field("at:", result.difference_path);
    write_field("reason:", result.reason);
    if (shrunk->errors.len > 0) {
        printf("  %-10s %zu bytes\n", "stderr:", shrunk->errors.len);
        awp_text_write_barred(stdout, shrunk->errors);
    }
}

static int tell(const struct arguments *arguments, const struct awp_shrunk *shrunk) {
    const struct awp_bytes id = arguments->shrink.golden->id;
    switch (shrunk->end) {
    case AWP_SHRINK_NO_FAILURE:
        fprintf(stderr, "awsproof: nothing to shrink in %.*s: %.*s\n", AWP_TEXT_ARGS(id),
                AWP_TEXT_ARGS(shrunk->reason));
        return AWP_EXIT_USAGE;
    case AWP_SHRINK_UNSTABLE:
        fprintf(stderr, "awsproof: %.*s cannot be shrunk: %.*s\n", AWP_TEXT_ARGS(id),
                AWP_TEXT_ARGS(shrunk->reason));
        return AWP_EXIT_FAILURE;
    case AWP_SHRINK_NO_TESTEE:
        fprintf(stderr, "awsproof: the testee cannot be run: %.*s\n",
                AWP_TEXT_ARGS(shrunk->reason));
        return AWP_EXIT_INFRASTRUCTURE;
    case AWP_SHRINK_STOPPED:
        fprintf(stderr, "awsproof: not minimal: stopped after %zu tests\n", shrunk->tests);
        if (awp_judgement_class(&shrunk->judgement)[0] != '\0') {
            write_result(arguments, shrunk);
        }
        return AWP_EXIT_STOPPED;
    case AWP_SHRINK_LIMIT:
        fprintf(stderr, "awsproof: not minimal: --max-tests %zu reached\n",
                arguments->shrink.max_tests);
        break;
    case AWP_SHRINK_MINIMAL:
        break;
    }
    write_result(arguments, shrunk);
    return AWP_EXIT_PASS;
}

/* The one case that is meant. */
static bool find_case(struct arguments *arguments, const struct awp_cases *cases) {
    struct awp_run_options *run = &arguments->run;
    if (arguments->selection.filter.patterns.count != 1 || run->case_count != 1) {
        fprintf(stderr, "awsproof: shrink is about one case: give one ID (%zu cases are chosen)\n",
                run->case_count);
        return false;
    }
    run->testee.command = arguments->shrink.testee.command;
    arguments->shrink.testee.cases_sha256 = cases->sha256;
    if (!awp_cli_add_variants(&arguments->variants, run, arguments->selection.arena)) {
        return false;
    }
    if (run->case_count != 1) {
        fprintf(stderr, "awsproof: shrink is about one case: choose one variant by --variant\n");
        return false;
    }
    arguments->shrink.golden = run->cases[0];
    return true;
}

static int shrink(struct arguments *arguments) {
    struct awp_shrunk shrunk;
    arguments->shrink.testee.stop = awp_cli_open_stop();
    arguments->begun_ms = clock_ms();
    arguments->shrink.progress = isatty(STDERR_FILENO) == 1 ? show_progress : NULL;
    arguments->shrink.progress_context = arguments;
    awp_shrink(&arguments->shrink, arguments->selection.arena, &shrunk);
    end_progress(arguments);
    return awp_cli_finish_output(tell(arguments, &shrunk));
}

int awp_cli_shrink(int argc, char **argv) {
    static const struct argp_child children[] = {
        {.argp = &awp_cli_selection_argp, .header = "Cases:"},
        {.argp = &awp_cli_testee_argp, .header = "Testee:"},
        {.argp = &awp_cli_variants_argp, .header = "Variants:"},
        {0}};
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .args_doc = "ID",
        .doc = "Make a case that a testee fails as small as it can be while the testee fails in "
               "the same way, by delta debugging over its body, its headers and their values; "
               "print what is left as text, in hex and as a C string.\v"
               "Examples:\n"
               "  awsproof shrink --testee './my-adapter' text-lone-surrogate\n"
               "  awsproof shrink --testee './my-adapter' --timeout 0.5 --max-tests 500 "
               "depth-100000-arrays\n"
               "  awsproof shrink --testee './my-adapter' --transport http utf8-overlong-nul\n\n"
               "Exit status: 0 done, if only as far as --max-tests allows; 1 it does not fail in "
               "the same way twice; 2 usage, or the case does not fail; 3 infrastructure; 130 "
               "stopped by a signal.",
        .children = children};
    struct arguments arguments = {
        .selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))},
        .shrink = {.max_tests = 10000,
                   .testee = {.timeout_ms = 10 * 1000, .start_timeout_ms = 120 * 1000}}};
    struct awp_cases cases;
    int status = AWP_EXIT_USAGE;
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_select(&arguments.selection, &cases, &arguments.run.cases,
                       &arguments.run.case_count) &&
        find_case(&arguments, &cases)) {
        status = shrink(&arguments);
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
