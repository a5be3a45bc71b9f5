/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof testee`: the reference decoder behind the testee protocol, on standard input and
 * output. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "lines.h"
#include "request.h"
#include "text.h"

enum step { STEP_GO_ON, STEP_END, STEP_FAIL };

static void write_names(struct awp_buffer *out, const char *field) {
    awp_buffer_append_string(out, ",\"");
    awp_buffer_append_string(out, field);
    awp_buffer_append_string(out, "\":[");
}

static void write_hello(struct awp_buffer *out) {
    size_t count;
    awp_buffer_append(
        out, awp_text_format(out->arena,
                             "{\"type\":\"hello\",\"protocol\":%d,\"name\":\"awsproof-reference\","
                             "\"version\":\"%s\",\"language\":\"C\",\"runtime\":\"%s\"",
                             AWP_TESTEE_PROTOCOL, awp_version(),
                             sizeof(void *) == 8 ? "native, 64 bits" : "native, 32 bits"));
    write_names(out, "transports");
    awp_buffer_append_string(out, "\"inline\"]");
    write_names(out, "operations");
    const struct awp_operation *const *operations = awp_operation_list(&count);
    for (size_t i = 0; i < count; i++) {
        awp_buffer_append(out, awp_text_format(out->arena, "%s\"%.*s.%.*s\"", i > 0 ? "," : "",
                                               AWP_TEXT_ARGS(operations[i]->service),
                                               AWP_TEXT_ARGS(operations[i]->name)));
    }
    awp_buffer_append_string(out, "]");
    write_names(out, "protocols");
    const struct awp_protocol *const *protocols = awp_protocol_list(&count);
    for (size_t i = 0; i < count; i++) {
        awp_buffer_append_string(out, i > 0 ? "," : "");
        awp_buffer_append_json_string(out, protocols[i]->name);
    }
    awp_buffer_append_string(out, "]");
    write_names(out, "features");
    awp_buffer_append_string(out, "\"unknown_raw\",\"functions\",\"pipelining\"]}\n");
}

static void write_outcome(struct awp_bytes id, const struct awp_answer *answer,
                          struct awp_buffer *out) {
    awp_buffer_append_string(out, "{\"type\":\"outcome\",\"id\":");
    awp_buffer_append_json_string(out, id);
    awp_buffer_append_string(out, ",\"outcome\":");
    awp_answer_write(answer, true, out);
    awp_buffer_append_string(out, "}\n");
}

static bool send_text(struct awp_buffer *out) {
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(out, &text));
    if (fwrite(text.ptr, 1, text.len, stdout) == text.len && fflush(stdout) == 0) {
        return true;
    }
    fprintf(stderr, "awsproof testee: cannot write standard output: %s\n", strerror(errno));
    return false;
}

/* What cannot be read is said; where its id is known it is answered, else there is no going on. */
static enum step refuse(const struct awp_request *request, struct awp_bytes reason,
                        struct awp_arena *arena) {
    const struct awp_answer answer = {.kind = AWP_ANSWER_UNSUPPORTED, .reason = reason};
    struct awp_buffer out = {.arena = arena};
    fprintf(stderr, "awsproof testee: %.*s\n", AWP_TEXT_ARGS(reason));
    if (!request->id.present) {
        return STEP_FAIL;
    }
    write_outcome(request->id.bytes, &answer, &out);
    return send_text(&out) ? STEP_GO_ON : STEP_FAIL;
}

static enum step serve(struct awp_bytes line, struct awp_arena *arena) {
    struct awp_request request;
    struct awp_answer answer;
    struct awp_bytes reason = {0};
    struct awp_buffer out = {.arena = arena};
    if (!awp_request_read(line, arena, &request, &reason)) {
        return refuse(&request, reason, arena);
    }
    if (request.type == AWP_REQUEST_BYE) {
        return STEP_END;
    }
    if (request.type == AWP_REQUEST_HELLO) {
        write_hello(&out);
        return send_text(&out) ? STEP_GO_ON : STEP_FAIL;
    }
    awp_need(awp_reference_answer(&request.question, arena, &answer));
    write_outcome(request.id.bytes, &answer, &out);
    return send_text(&out) ? STEP_GO_ON : STEP_FAIL;
}

/* The end of input: without bye, and perhaps within a line. */
static enum step end_of_input(const struct awp_lines *lines, struct awp_arena *arena) {
    const struct awp_bytes rest = awp_lines_rest(lines);
    if (rest.len == 0) {
        return STEP_END;
    }
    const struct awp_bytes quoted = awp_text_quoted(arena, rest);
    fprintf(stderr, "awsproof testee: the input ends within a line: %.*s\n", AWP_TEXT_ARGS(quoted));
    return STEP_FAIL;
}

static enum step serve_next(struct awp_lines *lines, struct awp_arena *arena) {
    struct awp_bytes line;
    if (awp_lines_next(lines, &line)) {
        const enum step step = serve(line, arena);
        awp_arena_reset(arena);
        return step;
    }
    if (awp_lines_too_long(lines)) {
        fprintf(stderr, "awsproof testee: a line over 64 MiB\n");
        return STEP_FAIL;
    }
    switch (awp_lines_fill(lines, STDIN_FILENO)) {
    case AWP_LINES_END:
        return end_of_input(lines, arena);
    case AWP_LINES_EMPTY: /* standard input may be non-blocking: it is shared with who started us */
        poll(&(struct pollfd){.fd = STDIN_FILENO, .events = POLLIN}, 1, -1);
        return STEP_GO_ON;
    case AWP_LINES_MORE:
        break;
    }
    return STEP_GO_ON;
}

int awp_cli_testee(int argc, char **argv) {
    static const struct argp parser = {
        .doc = "The reference decoder as a testee: reads requests from standard input, one JSON "
               "object a line, and answers on standard output.\v"
               "Example:\n"
               "  awsproof run --testee 'awsproof testee'\n\n"
               "Exit status: 0 after bye or at the end of input; 1 after a line that cannot be "
               "answered; 2 usage; 3 infrastructure."};
    struct awp_lines lines = {0};
    enum step step = STEP_GO_ON;
    awp_cli_parse(&parser, argc, argv, NULL);
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    while (step == STEP_GO_ON) {
        step = serve_next(&lines, arena);
    }
    awp_lines_clear(&lines);
    awp_arena_destroy(arena);
    return step == STEP_END ? AWP_EXIT_PASS : AWP_EXIT_FAILURE;
}
