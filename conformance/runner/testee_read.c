/* SPDX-License-Identifier: Apache-2.0 */
/* What a testee writes: its lines -> events. */
#include "testee_read.h"

#include <inttypes.h>
#include <string.h>

#include "text.h"

#define SHOWN_NOISE_BYTES 200

static struct awp_bytes copy(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(arena, bytes, &copied));
    return copied;
}

struct awp_bytes awp_testee_id_text(uint64_t id, struct awp_arena *arena) {
    return awp_text_format(arena, "c%" PRIu64, id);
}

/* Ends the testee after what went wrong, and says what it was. */
void awp_testee_fail(struct awp_testee *testee, enum awp_exchange_end end, struct awp_bytes reason,
                     struct awp_arena *arena, struct awp_testee_event *event) {
    const uint64_t from = testee->open_count > 0 ? testee->open[0].errors_from : 0;
    awp_testee_kill(testee);
    event->kind = AWP_TESTEE_FAULT;
    event->exchange.end = end;
    event->exchange.reason = reason;
    event->exchange.errors = copy(arena, awp_channel_tail(&testee->channel, from));
}

static void fail_protocol(struct awp_testee *testee, struct awp_bytes line, struct awp_bytes reason,
                          struct awp_arena *arena, struct awp_testee_event *event) {
    event->exchange.line = copy(arena, line);
    awp_testee_fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR, reason, arena, event);
}

/* The line as a JSON object, in line_arena, or NULL. Noise is told by its first byte where it can
 * be: it may be a flood. */
static enum awp_status parse_object(struct awp_testee *testee, struct awp_bytes line,
                                    const struct awp_json_node **root) {
    size_t at = 0;
    while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t')) {
        at++;
    }
    *root = NULL;
    if (at == line.len || line.ptr[at] != '{') {
        return AWP_OK;
    }
    awp_arena_reset(testee->line_arena);
    return awp_json_parse(line, testee->line_arena, root, NULL);
}

static void read_hello(struct awp_testee *testee, struct awp_bytes line, struct awp_arena *arena,
                       struct awp_testee_event *event) {
    struct awp_first_complaint first = awp_first_complaint_in(testee->hello_arena);
    const struct awp_json_node *root = NULL;
    awp_need(awp_json_parse(line, testee->hello_arena, &root, NULL));
    if (!awp_message_read_hello(root, &first.complaints, &testee->hello)) {
        fail_protocol(testee, line, copy(arena, first.reason), arena, event);
        return;
    }
    testee->phase = AWP_TESTEE_READY;
    event->kind = AWP_TESTEE_HELLO;
}

/* "c17" as 17; 0: no id of ours. */
static uint64_t id_of_text(struct awp_bytes text) {
    uint64_t id = 0;
    if (text.len < 2 || text.len > 19 || text.ptr[0] != 'c' || text.ptr[1] == '0') {
        return 0;
    }
    for (size_t i = 1; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return 0;
        }
        id = id * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    return id;
}

static struct awp_bytes stray_reason(const struct awp_testee *testee, struct awp_bytes answered,
                                     struct awp_arena *arena) {
    const struct awp_bytes quoted = awp_text_quoted(arena, answered);
    if (testee->open_count == 0) {
        return awp_text_format(arena, "answers id %.*s, but none is open", AWP_TEXT_ARGS(quoted));
    }
    if (testee->open_count == 1) {
        const struct awp_bytes open = awp_testee_id_text(testee->open[0].id, arena);
        return awp_text_format(arena, "answers id %.*s, but only \"%.*s\" is open",
                               AWP_TEXT_ARGS(quoted), AWP_TEXT_ARGS(open));
    }
    return awp_text_format(arena, "answers id %.*s, which is not among the %zu that are open",
                           AWP_TEXT_ARGS(quoted), testee->open_count);
}

/* Reads the line again, now into the arena of its request. */
static void take_answer(struct awp_testee *testee, size_t at, struct awp_bytes line,
                        struct awp_testee_event *event) {
    const struct awp_open_request request = testee->open[at];
    struct awp_first_complaint first = awp_first_complaint_in(request.arena);
    const struct awp_json_node *root = NULL;
    struct awp_bytes id = {0};
    awp_need(awp_json_parse(line, request.arena, &root, NULL));
    awp_message_read_outcome(root, &first.complaints, &id, &event->exchange.answer);
    event->exchange.errors =
        copy(request.arena, awp_channel_tail(&testee->channel, request.errors_from));
    event->kind = AWP_TESTEE_ANSWER;
    event->id = request.id;
    testee->answered_id = request.id;
    testee->clock_ms = awp_now_ms();
    testee->open_count--;
    memmove(&testee->open[at], &testee->open[at + 1],
            (testee->open_count - at) * sizeof(testee->open[0]));
}

static void read_answer(struct awp_testee *testee, const struct awp_json_node *root,
                        struct awp_bytes line, struct awp_arena *arena,
                        struct awp_testee_event *event) {
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_first_complaint first = awp_first_complaint_in(scratch);
    struct awp_answer answer;
    struct awp_bytes answered = {0};
    const bool is_outcome = awp_message_read_outcome(root, &first.complaints, &answered, &answer);
    const uint64_t id = id_of_text(answered);
    size_t at = 0;
    while (at < testee->open_count && testee->open[at].id != id) {
        at++;
    }
    if (!is_outcome) {
        fail_protocol(testee, line, copy(arena, first.reason), arena, event);
    } else if (at < testee->open_count && testee->open[at].end > testee->channel.sent_bytes) {
        fail_protocol(testee, line, AWP_BYTES("answers before it has taken its request"), arena,
                      event);
    } else if (at < testee->open_count) {
        take_answer(testee, at, line, event);
    } else {
        event->id = id;
        fail_protocol(testee, line, stray_reason(testee, answered, arena), arena, event);
    }
    awp_arena_destroy(scratch);
}

static void note_noise(struct awp_testee *testee, struct awp_bytes line) {
    const size_t shown = line.len < SHOWN_NOISE_BYTES ? line.len : SHOWN_NOISE_BYTES;
    testee->noise_lines++;
    awp_channel_note(&testee->channel, AWP_BYTES("stdout: "));
    awp_channel_note(&testee->channel, (struct awp_bytes){line.ptr, shown});
    awp_channel_note(&testee->channel, AWP_BYTES("\n"));
}

void awp_testee_read_line(struct awp_testee *testee, struct awp_bytes line, struct awp_arena *arena,
                          struct awp_testee_event *event) {
    const struct awp_json_node *root = NULL;
    const enum awp_status status = parse_object(testee, line, &root);
    if (status == AWP_OVER_CEILING) {
        fail_protocol(testee, (struct awp_bytes){line.ptr, SHOWN_NOISE_BYTES},
                      AWP_BYTES("an answer that takes over 256 MiB to read"), arena, event);
        return;
    }
    awp_need(status);
    if (root == NULL && testee->options.strict) {
        testee->noise_lines++;
        fail_protocol(testee, line, AWP_BYTES("a line that is no JSON object (--strict)"), arena,
                      event);
    } else if (root == NULL) {
        note_noise(testee, line);
    } else if (testee->phase == AWP_TESTEE_STARTING) {
        read_hello(testee, line, arena, event);
    } else {
        read_answer(testee, root, line, arena, event);
    }
}
