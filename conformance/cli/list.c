/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof list`: the golden cases, one a line, or as JSON. */
#include <stdio.h>

#include "cli.h"
#include "text.h"

struct arguments {
    struct awp_cli_selection selection;
    bool json;
    bool counts;
};

enum key { KEY_JSON = 0x200, KEY_COUNTS };

static const struct argp_option options[] = {
    {.name = "json", .key = KEY_JSON, .doc = "As one JSON array of objects, with every field"},
    {.name = "counts", .key = KEY_COUNTS, .doc = "Only how many, by family and level"},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    (void)argument;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        return 0;
    case KEY_JSON:
        arguments->json = true;
        return 0;
    case KEY_COUNTS:
        arguments->counts = true;
        return 0;
    case ARGP_KEY_END:
        if (arguments->json && arguments->counts) {
            argp_error(state, "--json and --counts do not go together");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void write_field(struct awp_buffer *out, const char *name, struct awp_bytes text) {
    awp_buffer_append_string(out, out->len > 1 ? ",\"" : "\"");
    awp_buffer_append_string(out, name);
    awp_buffer_append_string(out, "\":");
    awp_buffer_append_json_string(out, text);
}

/* All that the file says of the case, and where that is. */
static void print_json(const struct awp_case *golden, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_buffer_append_string(&out, "{");
    for (const struct awp_json_node *field = awp_json_first(golden->node); field != NULL;
         field = awp_json_next(field)) {
        struct awp_bytes name = {0};
        awp_need(awp_json_name(field, arena, &name));
        awp_buffer_append_string(&out, out.len > 1 ? "," : "");
        awp_buffer_append_json_string(&out, name);
        awp_buffer_append_string(&out, ":");
        awp_json_write(field, &out);
    }
    write_field(&out, "operation",
                awp_text_format(arena, "%.*s.%.*s", AWP_TEXT_ARGS(golden->operation->service),
                                AWP_TEXT_ARGS(golden->operation->name)));
    write_field(&out, "on", awp_case_subject(golden));
    write_field(&out, "topic", golden->topic);
    write_field(&out, "file", golden->file);
    awp_buffer_append(&out, awp_text_format(arena, ",\"body_bytes\":%zu,\"line\":%u}",
                                            golden->body.len, golden->line));
    awp_need(awp_buffer_finish(&out, &text));
    fwrite(text.ptr, 1, text.len, stdout);
}

static void print_line(const struct awp_case *golden) {
    printf("%-6s  %.*s  %.*s\n", awp_level_name(golden->level), AWP_TEXT_ARGS(golden->id),
           AWP_TEXT_ARGS(golden->title));
}

static size_t count_of(const struct awp_case *const *cases, size_t count, struct awp_bytes family,
                       enum awp_level level) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += cases[i]->level == level && awp_bytes_equal(awp_case_family(cases[i]), family);
    }
    return found;
}

static bool is_first_of_family(const struct awp_case *const *cases, size_t i) {
    for (size_t before = 0; before < i; before++) {
        if (awp_bytes_equal(awp_case_family(cases[before]), awp_case_family(cases[i]))) {
            return false;
        }
    }
    return true;
}

static void print_row(const char *name, const size_t counts[AWP_LEVEL_COUNT]) {
    printf("%-24s %6zu %6zu %6zu %6zu\n", name, counts[AWP_LEVEL_MUST], counts[AWP_LEVEL_SHOULD],
           counts[AWP_LEVEL_MAY],
           counts[AWP_LEVEL_MUST] + counts[AWP_LEVEL_SHOULD] + counts[AWP_LEVEL_MAY]);
}

static void print_counts(const struct awp_case *const *cases, size_t count,
                         struct awp_arena *arena) {
    size_t all[AWP_LEVEL_COUNT] = {0};
    printf("%-24s %6s %6s %6s %6s\n", "family", "must", "should", "may", "all");
    for (size_t i = 0; i < count; i++) {
        if (!is_first_of_family(cases, i)) {
            continue;
        }
        size_t counts[AWP_LEVEL_COUNT];
        for (unsigned level = 0; level < AWP_LEVEL_COUNT; level++) {
            counts[level] =
                count_of(cases, count, awp_case_family(cases[i]), (enum awp_level)level);
            all[level] += counts[level];
        }
        print_row(awp_text_cstring(arena, awp_case_family(cases[i])), counts);
    }
    print_row("all", all);
}

static void print_cases(const struct arguments *arguments, const struct awp_case *const *cases,
                        size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (arguments->json) {
            fputs(i == 0 ? "[\n" : ",\n", stdout);
            print_json(cases[i], arguments->selection.arena);
        } else {
            print_line(cases[i]);
        }
    }
    if (arguments->json) {
        fputs("\n]\n", stdout);
    } else {
        fprintf(stderr, "%zu cases\n", count);
    }
}

int awp_cli_list(int argc, char **argv) {
    static const struct argp_child children[] = {{.argp = &awp_cli_selection_argp}, {0}};
    static const struct argp parser = {.options = options,
                                       .parser = parse,
                                       .args_doc = "[PATTERN...]",
                                       .doc = "Print the golden cases: level, id and title.\v"
                                              "Examples:\n"
                                              "  awsproof list\n"
                                              "  awsproof list --level must 'header-*'\n"
                                              "  awsproof list --json --flag truncation\n"
                                              "  awsproof list --counts\n\n"
                                              "Exit status: 0 listed; 2 usage, a filter that "
                                              "matches nothing, or a malformed case file; 3 "
                                              "standard output could not be written.",
                                       .children = children};
    struct arguments arguments = {
        .selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))}};
    struct awp_cases cases;
    const struct awp_case *const *selected;
    size_t count;
    int status = AWP_EXIT_USAGE;
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_select(&arguments.selection, &cases, &selected, &count)) {
        if (arguments.counts) {
            print_counts(selected, count, arguments.selection.arena);
        } else {
            print_cases(&arguments, selected, count);
        }
        status = awp_cli_finish_output(AWP_EXIT_PASS);
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
