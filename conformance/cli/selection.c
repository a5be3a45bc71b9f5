/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which commands choose cases, and the loading of what they choose. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "embedded.h"
#include "pattern_file.h"
#include "text.h"

/* The embedded files are named in messages as they lie in the project. */
#define EMBEDDED_FOLDER "conformance/cases/"

enum key { KEY_CASES = 0x100, KEY_FILTER, KEY_LEVEL, KEY_FLAG, KEY_TAG, KEY_RULE };

static const struct argp_option options[] = {
    {.name = "cases",
     .key = KEY_CASES,
     .arg = "DIR",
     .doc = "The case files: a folder, or one file (default: $AWSPROOF_CASES, else those inside "
            "awsproof)"},
    {.name = "filter",
     .key = KEY_FILTER,
     .arg = "GLOB",
     .doc = "Only cases whose id fits, as PATTERN: `*` is any run of characters. With a `/` the "
            "pattern is about TOPIC/ID, where `*` ends at the `/` and `**` does not. @FILE: "
            "patterns from a file, one a line, # begins a comment. Several: any of them"},
    {.name = "level",
     .key = KEY_LEVEL,
     .arg = "LEVEL",
     .doc = "Only cases of this level: must, should, may. Several: any of them"},
    {.name = "flag",
     .key = KEY_FLAG,
     .arg = "FLAG",
     .doc = "Only cases with this flag (see flags.json). Several: any of them"},
    {.name = "tag",
     .key = KEY_TAG,
     .arg = "TAG",
     .doc = "Only cases with this tag. Several: any of them"},
    {.name = "rule",
     .key = KEY_RULE,
     .arg = "RULE",
     .doc = "Only cases that rest on this rule (R5, with all its clauses) or clause (R5.2) of the "
            "specification. Several: any of them"},
    {0}};

/* Adds texts to the end of a list. */
static void add_all(struct awp_texts *texts, struct awp_texts more, struct awp_arena *arena) {
    struct awp_bytes *items = awp_need_array(arena, texts->count + more.count, sizeof(*items));
    for (size_t i = 0; i < texts->count + more.count; i++) {
        items[i] = i < texts->count ? texts->items[i] : more.items[i - texts->count];
    }
    *texts = (struct awp_texts){items, texts->count + more.count};
}

static void add(struct awp_texts *texts, const char *text, struct awp_arena *arena) {
    const struct awp_bytes item = awp_bytes_of_string(text);
    add_all(texts, (struct awp_texts){&item, 1}, arena);
}

/* A pattern, or @FILE with patterns. */
static void add_pattern(struct awp_cli_selection *selection, const char *text) {
    struct awp_texts patterns;
    if (text[0] != '@') {
        add(&selection->filter.patterns, text, selection->arena);
        return;
    }
    if (!awp_patterns_read(text + 1, selection->arena, stderr, &patterns)) {
        exit(AWP_EXIT_USAGE);
    }
    add_all(&selection->filter.patterns, patterns, selection->arena);
}

static bool is_level(const char *name) {
    for (unsigned i = 0; i < AWP_LEVEL_COUNT; i++) {
        if (strcmp(name, awp_level_name((enum awp_level)i)) == 0) {
            return true;
        }
    }
    return false;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_cli_selection *selection = state->input;
    switch (key) {
    case KEY_CASES:
        selection->path = argument;
        return 0;
    case KEY_LEVEL:
        if (!is_level(argument)) {
            argp_error(state, "no such level: %s (must, should, may)", argument);
        }
        add(&selection->filter.levels, argument, selection->arena);
        return 0;
    case KEY_FLAG:
        add(&selection->filter.flags, argument, selection->arena);
        return 0;
    case KEY_TAG:
        add(&selection->filter.tags, argument, selection->arena);
        return 0;
    case KEY_RULE:
        add(&selection->filter.rules, argument, selection->arena);
        return 0;
    case KEY_FILTER:
    case ARGP_KEY_ARG:
        add_pattern(selection, argument);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp awp_cli_selection_argp = {.options = options, .parser = parse};

const struct awp_case_text *awp_cli_embedded(struct awp_arena *arena, size_t *count) {
    *count = awp_embedded_count();
    struct awp_case_text *files = awp_need_array(arena, *count, sizeof(*files));
    for (size_t i = 0; i < *count; i++) {
        const char *name = awp_embedded_name(i);
        files[i] =
            (struct awp_case_text){.name = awp_text_format(arena, EMBEDDED_FOLDER "%s", name),
                                   .path = awp_bytes_of_string(name),
                                   .text = awp_embedded_text(i)};
    }
    return files;
}

bool awp_cli_load(struct awp_cli_selection *selection, struct awp_cases *cases) {
    const char *given = getenv("AWSPROOF_CASES");
    size_t count;
    if (selection->path == NULL && given != NULL && given[0] != '\0') {
        selection->path = given;
    }
    if (selection->path != NULL) {
        return awp_cases_load(selection->path, selection->arena, stderr, cases);
    }
    const struct awp_case_text *files = awp_cli_embedded(selection->arena, &count);
    return awp_cases_load_texts(files, count, selection->arena, stderr, cases);
}

bool awp_cli_select(struct awp_cli_selection *selection, struct awp_cases *cases,
                    const struct awp_case *const **selected, size_t *count) {
    return awp_cli_load(selection, cases) &&
           awp_filter_select(&selection->filter, cases, selection->arena, stderr, selected, count);
}

int awp_cli_finish_output(int status) {
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return status;
    }
    fprintf(stderr, "awsproof: cannot write standard output: %s\n", strerror(errno));
    return AWP_EXIT_INFRASTRUCTURE;
}
