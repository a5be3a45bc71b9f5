/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof decode`: one body, decoded by the reference, its outcome as one line of JSON. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "text.h"

enum key { KEY_PROTOCOL = 0x200, KEY_OPERATION, KEY_STATUS, KEY_HEADER, KEY_CODE, KEY_FUNCTION };

struct arguments {
    struct awp_arena *arena;
    struct awp_question question;
    const char *file;
    bool has_code;
    bool is_response; /* an option was given that only a response has */
};

static const struct argp_option options[] = {
    {.name = "operation",
     .key = KEY_OPERATION,
     .arg = "NAME",
     .doc = "service.Operation (default: securityhub.InviteMembers)"},
    {.name = "protocol",
     .key = KEY_PROTOCOL,
     .arg = "P",
     .doc = "restJson1, restXml, awsQuery, ec2Query (default: the operation's own)"},
    {.name = "status", .key = KEY_STATUS, .arg = "N", .doc = "The HTTP status (default: 200)"},
    {.name = "header", .key = KEY_HEADER, .arg = "K: V", .doc = "A header; may be given again"},
    {.name = "function",
     .key = KEY_FUNCTION,
     .arg = "F",
     .doc = "Call error_of_json, error_of_xml, response_of_json or response_of_xml instead"},
    {.name = "code", .key = KEY_CODE, .arg = "C", .doc = "The code given to that function"},
    {0}};

static void add_header(struct arguments *arguments, const char *text, struct argp_state *state) {
    struct awp_question *question = &arguments->question;
    const char *colon = strchr(text, ':');
    if (colon == NULL || colon == text) {
        argp_error(state, "not a header 'K: V': %s", text);
        return;
    }
    if (question->headers == NULL) {
        question->headers =
            awp_need_array(arguments->arena, (size_t)state->argc + 1, sizeof(*question->headers));
    }
    struct awp_header *headers = (struct awp_header *)(uintptr_t)question->headers;
    headers[question->header_count++] = (struct awp_header){
        .name = {(const uint8_t *)text, (size_t)(colon - text)},
        .value = awp_bytes_of_string(colon + 1 + strspn(colon + 1, " \t")),
    };
}

static void set_names(struct arguments *arguments, int key, const char *text,
                      struct argp_state *state) {
    struct awp_question *question = &arguments->question;
    const struct awp_bytes name = awp_bytes_of_string(text);
    if (key == KEY_PROTOCOL && (question->protocol = awp_protocol_find(name)) == NULL) {
        argp_error(state, "no such protocol: %s", text);
    }
    if (key == KEY_OPERATION && (question->operation = awp_operation_find(name)) == NULL) {
        argp_error(state, "no such operation: %s", text);
    }
    if (key == KEY_FUNCTION && (question->function = awp_function_find(name)) == NULL) {
        argp_error(state, "no such function: %s", text);
    }
}

/* What is left open is set, and what does not go together is refused. */
static void check(struct arguments *arguments, struct argp_state *state) {
    struct awp_question *question = &arguments->question;
    if (arguments->has_code != (question->function != NULL)) {
        argp_error(state, "--function and --code go together");
    }
    if (question->function != NULL && arguments->is_response) {
        argp_error(state, "--function takes no --protocol, --status or --header");
    }
    if (!awp_bytes_is_utf8(question->code)) {
        argp_error(state, "--code is no UTF-8");
    }
    if (question->operation == NULL) {
        question->operation = awp_operation_find(AWP_BYTES("securityhub.InviteMembers"));
    }
    if (question->protocol == NULL) {
        question->protocol = awp_protocol_find(question->operation->protocol);
    }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct arguments *arguments = state->input;
    if (key == KEY_PROTOCOL || key == KEY_STATUS || key == KEY_HEADER) {
        arguments->is_response = true;
    }
    switch (key) {
    case KEY_PROTOCOL:
    case KEY_OPERATION:
    case KEY_FUNCTION:
        set_names(arguments, key, argument, state);
        return 0;
    case KEY_STATUS:
        if (!awp_text_unsigned(awp_bytes_of_string(argument), 999, &arguments->question.status) ||
            arguments->question.status < 100) {
            argp_error(state, "--status is a whole number from 100 to 999, not: %s", argument);
        }
        return 0;
    case KEY_HEADER:
        add_header(arguments, argument, state);
        return 0;
    case KEY_CODE:
        arguments->has_code = true;
        arguments->question.code = awp_bytes_of_string(argument);
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->file != NULL) {
            argp_error(state, "one FILE only");
        }
        arguments->file = argument;
        return 0;
    case ARGP_KEY_END:
        check(arguments, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool read_all(FILE *in, const char *name, struct awp_arena *arena, struct awp_bytes *body) {
    struct awp_buffer out = {.arena = arena};
    uint8_t block[16384];
    size_t len;
    while (out.len <= AWP_MAX_BODY_BYTES && (len = fread(block, 1, sizeof(block), in)) > 0) {
        awp_buffer_append(&out, (struct awp_bytes){block, len});
    }
    if (ferror(in)) {
        fprintf(stderr, "awsproof: cannot read %s: %s\n", name, strerror(errno));
        return false;
    }
    if (out.len > AWP_MAX_BODY_BYTES) {
        fprintf(stderr, "awsproof: %s: a body of more than 64 MiB\n", name);
        return false;
    }
    awp_need(awp_buffer_finish(&out, body));
    return true;
}

static bool read_body(const struct arguments *arguments, struct awp_bytes *body) {
    if (arguments->file == NULL || strcmp(arguments->file, "-") == 0) {
        return read_all(stdin, "standard input", arguments->arena, body);
    }
    FILE *in = fopen(arguments->file, "rbe");
    if (in == NULL) {
        fprintf(stderr, "awsproof: cannot open %s: %s\n", arguments->file, strerror(errno));
        return false;
    }
    const bool good = read_all(in, arguments->file, arguments->arena, body);
    fclose(in);
    return good;
}

static int decode(struct arguments *arguments) {
    struct awp_answer answer;
    struct awp_bytes line = {0};
    if (!read_body(arguments, &arguments->question.body)) {
        return AWP_EXIT_USAGE;
    }
    struct awp_buffer out = {.arena = arguments->arena};
    awp_need(awp_reference_answer(&arguments->question, arguments->arena, &answer));
    awp_answer_write(&answer, true, &out);
    awp_buffer_append_string(&out, "\n");
    awp_need(awp_buffer_finish(&out, &line));
    fwrite(line.ptr, 1, line.len, stdout);
    return awp_cli_finish_output(AWP_EXIT_PASS);
}

int awp_cli_decode(int argc, char **argv) {
    static const struct argp parser = {
        .options = options,
        .parser = parse,
        .args_doc = "[FILE|-]",
        .doc = "Decode a body (FILE, or standard input) with the reference, and print its outcome "
               "as one line of JSON.\v"
               "Examples:\n"
               "  awsproof decode --status 400 body.json\n"
               "  awsproof decode --status 401 --header 'x-amzn-errortype: InvalidAccessException' "
               "/dev/null\n"
               "  awsproof decode --protocol restXml --status 500 - <error.xml\n"
               "  awsproof decode --function error_of_json --code InternalException body.json\n\n"
               "Exit status: 0 whatever the outcome; 2 usage, or a FILE that cannot be read; 3 "
               "infrastructure."};
    struct arguments arguments = {.arena = awp_need_block(awp_arena_create(NULL, 0)),
                                  .question = {.status = 200}};
    awp_cli_parse(&parser, argc, argv, &arguments);
    const int status = decode(&arguments);
    awp_arena_destroy(arguments.arena);
    return status;
}
