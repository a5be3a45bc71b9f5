/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run knows its decoder's failures, and what becomes of their list. */
#include "expectations.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "line_diff.h"
#include "text.h"

enum key { KEY_EXPECTATIONS = 0x400, KEY_UPDATE, KEY_TODAY };

static const struct argp_option options[] = {
    {.name = "expectations",
     .key = KEY_EXPECTATIONS,
     .arg = "FILE",
     .doc = "The testee's known failures, each with its reason: they fail the run no more, and "
            "what FILE says and is not so ends it with status 4 (docs/EXPECTATIONS.md)"},
    {.name = "update-expectations",
     .key = KEY_UPDATE,
     .doc = "Write FILE anew by what is seen, and show what changes; reasons are left to be "
            "written. Only after a run over all cases that came to its end"},
    {.name = "today",
     .key = KEY_TODAY,
     .arg = "DATE",
     .doc = "The day by which until=DATE in FILE is over (default: that of the clock, in UTC)"},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_cli_expectations *expectations = state->input;
    switch (key) {
    case KEY_EXPECTATIONS:
        expectations->path = argument;
        return 0;
    case KEY_UPDATE:
        expectations->is_update = true;
        return 0;
    case KEY_TODAY:
        if (!awp_expectation_date_is_valid(awp_bytes_of_string(argument))) {
            argp_error(state, "--today is a date such as 2027-01-31, not: %s", argument);
        }
        expectations->today = argument;
        return 0;
    case ARGP_KEY_END:
        if (expectations->path == NULL &&
            (expectations->is_update || expectations->today != NULL)) {
            argp_error(state, "--update-expectations and --today need --expectations FILE");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp awp_cli_expectations_argp = {.options = options, .parser = parse};

static struct awp_bytes clock_day(struct awp_arena *arena) {
    const time_t now = time(NULL);
    struct tm parts;
    char text[16];
    gmtime_r(&now, &parts);
    strftime(text, sizeof(text), "%Y-%m-%d", &parts);
    return awp_text_format(arena, "%s", text);
}

static bool is_filtered(const struct awp_cases *cases, const struct awp_run_options *run) {
    return run->case_count != cases->count;
}

bool awp_cli_expectations_open(struct awp_cli_expectations *expectations,
                               const struct awp_cases *cases, struct awp_run_options *run,
                               struct awp_arena *arena) {
    struct awp_expectations *list = &expectations->list;
    if (expectations->path == NULL) {
        return true;
    }
    if (run->testee.command == NULL) {
        fprintf(stderr, "awsproof: --expectations needs --testee: the reference has no known "
                        "failures\n");
        return false;
    }
    if (expectations->is_update && is_filtered(cases, run)) {
        fprintf(stderr,
                "awsproof: --update-expectations needs a run over all %zu cases and no "
                "variants: this one has %zu\n",
                cases->count, run->case_count);
        return false;
    }
    if (expectations->is_update && run->transport != AWP_TRANSPORT_BEST) {
        fprintf(stderr, "awsproof: --update-expectations needs a run without --transport: some "
                        "cases can be asked over one alone\n");
        return false;
    }
    list->arena = arena;
    list->today =
        expectations->today == NULL ? clock_day(arena) : awp_bytes_of_string(expectations->today);
    list->has_chosen_transport = run->transport != AWP_TRANSPORT_BEST;
    list->keeps_sightings = expectations->is_update;
    if (!awp_expectations_load(list, expectations->path, expectations->is_update, stderr)) {
        return false;
    }
    awp_expectations_bind(list, cases, run->cases, run->case_count);
    run->expectations = list;
    return true;
}

static bool write_all(int descriptor, struct awp_bytes text) {
    while (text.len > 0) {
        const ssize_t written = write(descriptor, text.ptr, text.len);
        if (written < 0) {
            return false;
        }
        text = (struct awp_bytes){text.ptr + written, text.len - (size_t)written};
    }
    return true;
}

/* The file is there as a whole, the old or the new one, whatever happens meanwhile. */
static bool replace_file(const char *path, struct awp_bytes text, struct awp_arena *arena) {
    struct stat before;
    const bool existed = stat(path, &before) == 0;
    /* A link stays one: what it leads to is replaced. */
    char *target = existed ? realpath(path, NULL) : NULL;
    const struct awp_bytes name =
        awp_text_format(arena, "%s.XXXXXX", target == NULL ? path : target);
    char *part = awp_text_cstring(arena, name);
    const int descriptor = mkstemp(part);
    bool good = descriptor >= 0 && write_all(descriptor, text) &&
                fchmod(descriptor, existed ? before.st_mode & 07777 : 0644) == 0 &&
                fsync(descriptor) == 0;
    if (descriptor >= 0) {
        good = close(descriptor) == 0 && good;
        good = good && rename(part, target == NULL ? path : target) == 0;
    }
    if (!good) {
        fprintf(stderr, "awsproof: cannot write the expectations %s: %s\n", path, strerror(errno));
        if (descriptor >= 0) {
            unlink(part);
        }
    }
    free(target);
    return good;
}

static int update(struct awp_cli_expectations *expectations) {
    struct awp_expectations *list = &expectations->list;
    const char *refusal = awp_expectations_refusal(list);
    if (refusal != NULL) {
        fprintf(stderr, "awsproof: %s is left as it is: %s\n", list->path, refusal);
        return AWP_EXIT_EXPECTATIONS;
    }
    const struct awp_bytes text = awp_expectations_updated(list);
    if (awp_bytes_equal(text, list->text)) {
        fprintf(stderr, "awsproof: %s needs no change\n", list->path);
        return AWP_EXIT_PASS;
    }
    if (!replace_file(list->path, text, list->arena)) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    fprintf(stderr, "--- %s\n+++ %s\n", list->path, list->path);
    awp_line_diff_write(stderr, list->text, text, list->arena);
    return AWP_EXIT_PASS;
}

int awp_cli_expectations_close(struct awp_cli_expectations *expectations,
                               const struct awp_cases *cases, const struct awp_run_options *run,
                               int status) {
    const struct awp_expectations *list = &expectations->list;
    if (run->expectations == NULL) {
        return status;
    }
    const bool has_ended = status == AWP_EXIT_PASS || status == AWP_EXIT_FAILURE;
    if (expectations->is_update) {
        const int updated = update(expectations);
        return has_ended ? updated : status;
    }
    const size_t faults = awp_expectations_check(list, &cases->renames, stderr);
    fprintf(stderr,
            "awsproof: %s: %zu entries; %zu known failures, %zu known flaky ones, %zu "
            "faults of the list\n",
            list->path, list->count, list->known_failing, list->known_flaky, faults);
    return status == AWP_EXIT_PASS && faults > 0 ? AWP_EXIT_EXPECTATIONS : status;
}
