/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof seeds`: the cases' bodies as seed files for the fuzz targets. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "text.h"

/* A fuzzer does nothing good with larger ones. */
#define MAX_SEED_BYTES ((size_t)64 * 1024)
#define MAX_CODE_BYTES 48

/* Whether it is a call of either function on this format, or such a response of its protocols. */
static bool is_about(const struct awp_case *golden, bool json, bool errors) {
    static const char *const names[2][2] = {{"error_of_xml", "response_of_xml"},
                                            {"error_of_json", "response_of_json"}};
    if (golden->function != NULL) {
        return awp_bytes_equal(golden->function->name, awp_bytes_of_string(names[json][0])) ||
               awp_bytes_equal(golden->function->name, awp_bytes_of_string(names[json][1]));
    }
    const bool is_json = awp_bytes_equal(golden->protocol->name, AWP_BYTES("restJson1"));
    return is_json == json && awp_case_is_error(golden) == errors;
}

static bool is_json_error(const struct awp_case *golden) { return is_about(golden, true, true); }
static bool is_xml_error(const struct awp_case *golden) { return is_about(golden, false, true); }
static bool is_json_result(const struct awp_case *golden) { return is_about(golden, true, false); }
static bool is_xml_result(const struct awp_case *golden) { return is_about(golden, false, false); }

/* Whether it is a response that a text of lines can hold, and that comes over the wire as it is. */
static bool is_plain_response(const struct awp_case *golden) {
    if (golden->function != NULL || golden->wire.fault != NULL) {
        return false;
    }
    for (size_t i = 0; i < golden->header_count; i++) {
        const struct awp_header *header = &golden->headers[i];
        if ((header->name.len > 0 && memchr(header->name.ptr, '\n', header->name.len) != NULL) ||
            (header->value.len > 0 && memchr(header->value.ptr, '\n', header->value.len) != NULL)) {
            return false;
        }
    }
    return true;
}

/* The fuzz targets, the cases that are for each, and whether a seed is a whole response. */
static const struct {
    const char *name;
    bool (*wants)(const struct awp_case *golden);
    bool is_response;
} targets[] = {{"error_of_json", is_json_error, false},
               {"error_of_xml", is_xml_error, false},
               {"response_of_json", is_json_result, false},
               {"response_of_xml", is_xml_result, false},
               {"http_response", is_plain_response, true}};
#define TARGET_COUNT (sizeof(targets) / sizeof(targets[0]))

struct arguments {
    struct awp_cli_selection selection;
    const char *folder;
};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &arguments->selection;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->folder != NULL) {
            return ARGP_ERR_UNKNOWN; /* a pattern */
        }
        arguments->folder = argument;
        return 0;
    case ARGP_KEY_END:
        if (arguments->folder == NULL) {
            argp_error(state, "where to? DIR is missing");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool fail(const char *path) {
    fprintf(stderr, "awsproof: cannot write %s: %s\n", path, strerror(errno));
    return false;
}

static bool make_folder(const char *path) {
    return mkdir(path, 0777) == 0 || errno == EEXIST || fail(path);
}

/* The code as a part of a file's name. */
static struct awp_bytes name_of_code(struct awp_bytes code, struct awp_arena *arena) {
    char name[MAX_CODE_BYTES + 1];
    const size_t len = code.len < MAX_CODE_BYTES ? code.len : MAX_CODE_BYTES;
    for (size_t i = 0; i < len; i++) {
        const uint8_t byte = code.ptr[i];
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_';
        name[i] = plain ? (char)byte : '_';
    }
    name[len] = '\0';
    return awp_text_format(arena, "%s", name);
}

/* A body is called by what the target's function makes of it under the case's code or status. */
static struct awp_bytes path_of_body(const char *folder, const char *target,
                                     const struct awp_case *golden, struct awp_bytes body,
                                     struct awp_arena *arena) {
    const struct awp_bytes status = awp_text_format(arena, "%u", golden->status);
    struct awp_question question = {.operation = golden->operation,
                                    .function = awp_function_find(awp_bytes_of_string(target)),
                                    .code = golden->code,
                                    .body = body};
    if (golden->function == NULL) {
        question.code = awp_case_is_error(golden) ? golden->expect.code.bytes : status;
    }
    struct awp_answer answer;
    awp_need(awp_reference_answer(&question, arena, &answer));
    const struct awp_bytes code = name_of_code(question.code, arena);
    return awp_text_format(arena, "%s/%s/%s-%.*s--%.*s", folder, target,
                           awp_answer_kind_name(answer.kind), AWP_TEXT_ARGS(code),
                           AWP_TEXT_ARGS(golden->id));
}

/* A response is called by what the case expects of its protocol. */
static struct awp_bytes path_of_response(const char *folder, const char *target,
                                         const struct awp_case *golden, struct awp_arena *arena) {
    const struct awp_bytes status = awp_text_format(arena, "%u", golden->status);
    const struct awp_bytes code =
        name_of_code(golden->expect.code.present ? golden->expect.code.bytes : status, arena);
    return awp_text_format(arena, "%s/%s/%s-%.*s-%.*s--%.*s", folder, target,
                           awp_answer_kind_name(golden->expect.kind), AWP_TEXT_ARGS(code),
                           AWP_TEXT_ARGS(golden->protocol->name), AWP_TEXT_ARGS(golden->id));
}

/* The response as a text: a line with its status, its headers, an empty line, its body. */
static struct awp_bytes text_of_response(const struct awp_case *golden, struct awp_bytes body,
                                         struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text;
    awp_buffer_append(&out, awp_text_format(arena, "HTTP/1.1 %u\r\n", golden->status));
    for (size_t i = 0; i < golden->header_count; i++) {
        awp_buffer_append(&out, golden->headers[i].name);
        awp_buffer_append(&out, AWP_BYTES(": "));
        awp_buffer_append(&out, golden->headers[i].value);
        awp_buffer_append(&out, AWP_BYTES("\r\n"));
    }
    awp_buffer_append(&out, AWP_BYTES("\r\n"));
    awp_buffer_append(&out, body);
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}

static bool write_seed(const char *path, struct awp_bytes body) {
    FILE *file = fopen(path, "wbe");
    if (file == NULL) {
        return fail(path);
    }
    const bool written = fwrite(body.ptr, 1, body.len, file) == body.len;
    return (fclose(file) == 0 && written) || fail(path);
}

static bool write_target(const struct arguments *arguments, size_t target,
                         const struct awp_case *const *cases, size_t count) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const char *name = targets[target].name;
    size_t written = 0;
    size_t skipped = 0;
    bool good =
        make_folder((const char *)awp_text_format(arena, "%s/%s", arguments->folder, name).ptr);
    for (size_t i = 0; i < count && good; i++) {
        if (!targets[target].wants(cases[i])) {
            continue;
        }
        if (cases[i]->body.len > MAX_SEED_BYTES) {
            skipped++;
            continue;
        }
        const struct awp_bytes body = awp_body_make(&cases[i]->body, arena);
        const bool whole = targets[target].is_response;
        const struct awp_bytes path =
            whole ? path_of_response(arguments->folder, name, cases[i], arena)
                  : path_of_body(arguments->folder, name, cases[i], body, arena);
        good = write_seed((const char *)path.ptr,
                          whole ? text_of_response(cases[i], body, arena) : body);
        written++;
        awp_arena_reset(arena);
    }
    awp_arena_destroy(arena);
    if (good) {
        printf("%s: %zu seeds, %zu bodies over 64 KiB left out\n", name, written, skipped);
    }
    return good;
}

static int write_seeds(const struct arguments *arguments, const struct awp_case *const *cases,
                       size_t count) {
    bool good = make_folder(arguments->folder);
    for (size_t i = 0; i < TARGET_COUNT && good; i++) {
        good = write_target(arguments, i, cases, count);
    }
    return awp_cli_finish_output(good ? AWP_EXIT_PASS : AWP_EXIT_INFRASTRUCTURE);
}

int awp_cli_seeds(int argc, char **argv) {
    static const struct argp_child children[] = {{.argp = &awp_cli_selection_argp}, {0}};
    static const struct argp parser = {
        .parser = parse,
        .args_doc = "DIR [PATTERN...]",
        .doc =
            "Write each case's body to DIR/TARGET/KIND-CODE--ID, for the fuzz targets "
            "error_of_json, error_of_xml, response_of_json and response_of_xml: under CODE, the "
            "case's, that function makes of it an outcome of this KIND. For http_response, write "
            "the whole response as a text to DIR/http_response/KIND-CODE-PROTOCOL--ID: what the "
            "case expects.\v"
            "Examples:\n"
            "  awsproof seeds build/seeds\n"
            "  awsproof seeds --level must build/seeds 'xml-*'\n\n"
            "Exit status: 0 written; 2 usage, a filter that matches nothing, or a malformed case "
            "file; 3 a file that could not be written.",
        .children = children};
    struct arguments arguments = {
        .selection = {.arena = awp_need_block(awp_arena_create(NULL, 0))}};
    struct awp_cases cases;
    const struct awp_case *const *selected;
    size_t count;
    int status = AWP_EXIT_USAGE;
    awp_cli_parse(&parser, argc, argv, &arguments);
    if (awp_cli_select(&arguments.selection, &cases, &selected, &count)) {
        status = write_seeds(&arguments, selected, count);
    }
    awp_arena_destroy(arguments.selection.arena);
    return status;
}
