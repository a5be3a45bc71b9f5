/* SPDX-License-Identifier: Apache-2.0 */
/* The reference behind the testee protocol with a real memory fault at the bait; built with
 * AddressSanitizer, so that its report is a real one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "request.h"
#include "text.h"

#define BAIT_STATUS 503 /* only the bait's response has it */

typedef int fault_of(struct awp_bytes bytes);

/* One byte beyond an exact-size copy. */
static int over_read(struct awp_bytes bytes) {
    uint8_t *copy = awp_need_block(malloc(bytes.len));
    memcpy(copy, bytes.ptr, bytes.len);
    const volatile uint8_t *beyond = copy + bytes.len;
    const int found = *beyond;
    free(copy);
    return found;
}

/* A frame for each number from here to the end of them all: no stack is that large. */
static int recurse(struct awp_bytes bytes) {
    volatile uint8_t frame[4096];
    frame[bytes.len % sizeof(frame)] = 1;
    bytes.len++;
    return bytes.len == 0 ? 0 : recurse(bytes) + frame[0];
}

static const struct {
    const char *name;
    fault_of *commit;
} faults[] = {{"heap-buffer-overflow", over_read}, {"stack-overflow", recurse}};

static void send_text(struct awp_buffer *out) {
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(out, &text));
    if (fwrite(text.ptr, 1, text.len, stdout) != text.len || fflush(stdout) != 0) {
        exit(4);
    }
}

static void answer(const struct awp_request *request, struct awp_arena *arena) {
    struct awp_answer answer;
    struct awp_buffer out = {.arena = arena};
    awp_need(awp_reference_answer(&request->question, arena, &answer));
    awp_buffer_append_string(&out, "{\"type\":\"outcome\",\"id\":");
    awp_buffer_append_json_string(&out, request->id.bytes);
    awp_buffer_append_string(&out, ",\"outcome\":");
    awp_answer_write(&answer, true, &out);
    awp_buffer_append_string(&out, "}\n");
    send_text(&out);
}

static void say_hello(struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    awp_buffer_append_string(&out,
                             "{\"type\":\"hello\",\"protocol\":1,\"name\":\"zoo\",\"version\":"
                             "\"1\",\"language\":\"C\",\"transports\":[\"inline\"],"
                             "\"operations\":[\"securityhub.InviteMembers\"]}\n");
    send_text(&out);
}

/* Whether to go on. */
static bool serve(struct awp_bytes line, fault_of *commit, struct awp_arena *arena) {
    struct awp_request request;
    struct awp_bytes reason = {0};
    if (!awp_request_read(line, arena, &request, &reason)) {
        fprintf(stderr, "fault_testee: %.*s\n", AWP_TEXT_ARGS(reason));
        exit(3);
    }
    if (request.type == AWP_REQUEST_HELLO) {
        say_hello(arena);
        return true;
    }
    if (request.type == AWP_REQUEST_BYE) {
        return false;
    }
    if (request.question.status == BAIT_STATUS && commit(request.question.body) < 0) {
        return false;
    }
    answer(&request, arena);
    return true;
}

static fault_of *find_fault(int argc, char **argv) {
    for (size_t i = 0; argc == 2 && i < sizeof(faults) / sizeof(faults[0]); i++) {
        if (strcmp(argv[1], faults[i].name) == 0) {
            return faults[i].commit;
        }
    }
    return NULL;
}

int main(int argc, char **argv) {
    fault_of *commit = find_fault(argc, argv);
    struct awp_lines lines = {0};
    struct awp_bytes line;
    bool goes_on = true;
    if (commit == NULL) {
        fprintf(stderr, "usage: fault_testee %s|%s\n", faults[0].name, faults[1].name);
        return 2;
    }
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    while (goes_on) {
        if (awp_lines_next(&lines, &line)) {
            goes_on = serve(line, commit, arena);
            awp_arena_reset(arena);
        } else {
            goes_on = awp_lines_fill(&lines, STDIN_FILENO) != AWP_LINES_END;
        }
    }
    awp_lines_clear(&lines);
    awp_arena_destroy(arena);
    return 0;
}
