/* SPDX-License-Identifier: Apache-2.0 */
/* A decoder behind a command, asked by the testee protocol: what it is sent, and what comes back.
 */
#include "testee.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "text.h"

/* How long a testee has to end by itself after bye, and after it closed its standard output. */
#define BYE_MS 2000
#define LAST_WORDS_MS 500
#define SHOWN_NOISE_BYTES 200
/* While so much is queued, a further request can wait: its memory would be held for nothing. */
#define FULL_QUEUE_BYTES ((size_t)64 << 10)

void awp_testee_init(struct awp_testee *testee, const struct awp_testee_options *options) {
    *testee = (struct awp_testee){.options = *options};
    testee->hello_arena = awp_need_block(awp_arena_create(NULL, 0));
    testee->line_arena = awp_need_block(awp_arena_create(NULL, AWP_MAX_ANSWER_BYTES));
}

void awp_testee_kill(struct awp_testee *testee) {
    int wait_status = 0;
    if (testee->is_running) {
        awp_channel_end(&testee->channel, 0, &wait_status);
        testee->is_running = false;
    }
}

void awp_testee_clear(struct awp_testee *testee) {
    awp_testee_kill(testee);
    awp_arena_destroy(testee->hello_arena);
    awp_arena_destroy(testee->line_arena);
}

static struct awp_bytes copy(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(arena, bytes, &copied));
    return copied;
}

static bool oldest_is_taken(const struct awp_testee *testee) {
    return testee->open_count > 0 && testee->open[0].end <= testee->channel.sent_bytes;
}

/* The time to answer begins when the request is taken. */
static void note_taken(struct awp_testee *testee) {
    if (oldest_is_taken(testee) && testee->taken_id != testee->open[0].id) {
        testee->taken_id = testee->open[0].id;
        testee->clock_ms = awp_now_ms();
    }
}

static void send_hello(struct awp_testee *testee, struct awp_arena *arena) {
    struct awp_buffer hello = {.arena = arena};
    struct awp_bytes text = {0};
    awp_message_write_hello(testee->options.cases_sha256, &hello);
    awp_need(awp_buffer_finish(&hello, &text));
    awp_channel_send(&testee->channel, text);
}

bool awp_testee_launch(struct awp_testee *testee, struct awp_arena *arena,
                       struct awp_bytes *reason) {
    static const struct awp_hello silent = {.name = AWP_BYTES_INIT("one-shot"),
                                            .is_inline = true,
                                            .is_http = true,
                                            .has_functions = true,
                                            .claims_everything = true};
    const int error =
        awp_channel_start(&testee->channel, testee->options.command, &testee->options.limits);
    testee->starts++;
    testee->open_count = 0;
    testee->answered_id = 0;
    testee->clock_ms = awp_now_ms();
    if (error != 0) {
        *reason = awp_text_format(arena, "cannot be started: %s", strerror(error));
        return false;
    }
    awp_arena_reset(testee->hello_arena);
    testee->hello = (struct awp_hello){0};
    testee->is_running = true;
    testee->phase = testee->options.one_shot ? AWP_TESTEE_READY : AWP_TESTEE_STARTING;
    if (testee->options.one_shot) {
        testee->hello = silent;
    } else {
        send_hello(testee, arena);
    }
    return true;
}

bool awp_testee_has_room(const struct awp_testee *testee, size_t max_open) {
    return testee->is_running && testee->phase == AWP_TESTEE_READY &&
           testee->open_count < max_open && testee->open_count < AWP_TESTEE_MAX_OPEN &&
           awp_channel_unsent_bytes(&testee->channel) < FULL_QUEUE_BYTES;
}

static struct awp_bytes id_text(uint64_t id, struct awp_arena *arena) {
    return awp_text_format(arena, "c%" PRIu64, id);
}

static struct awp_bytes write_request(const struct awp_question *question, uint64_t id,
                                      struct awp_arena *arena) {
    const size_t capacity = awp_message_request_bytes(question);
    struct awp_buffer request = {.arena = arena,
                                 .data = awp_need_block(awp_arena_allocate(arena, capacity)),
                                 .capacity = capacity};
    struct awp_bytes text = {0};
    awp_message_write_request(question, id_text(id, arena), &request);
    awp_need(awp_buffer_finish(&request, &text));
    return text;
}

uint64_t awp_testee_send(struct awp_testee *testee, const struct awp_question *question,
                         struct awp_arena *arena) {
    struct awp_channel *channel = &testee->channel;
    uint64_t *ids = testee->options.ids != NULL ? testee->options.ids : &testee->own_ids;
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_bytes text = write_request(question, *ids + 1, scratch);
    uint64_t id = 0;
    if (text.len <= AWP_MAX_LINE_BYTES) {
        id = ++*ids;
        const int64_t now_ms = awp_now_ms();
        testee->clock_ms = testee->open_count == 0 ? now_ms : testee->clock_ms;
        testee->open[testee->open_count++] = (struct awp_open_request){
            .id = id,
            .arena = arena,
            .end = channel->sent_bytes + awp_channel_unsent_bytes(channel) + text.len,
            .errors_from = channel->tail_end,
            .deadline_ms = now_ms + (int64_t)testee->options.timeout_ms *
                                        (int64_t)(testee->open_count + AWP_TESTEE_MAX_OPEN + 1)};
        awp_channel_send(channel, text);
        if (testee->options.one_shot) {
            awp_channel_finish_input(channel);
        }
        note_taken(testee);
    }
    awp_arena_destroy(scratch);
    return id;
}

void awp_testee_say_bye(struct awp_testee *testee) {
    testee->phase = AWP_TESTEE_ENDING;
    testee->clock_ms = awp_now_ms();
    if (!testee->options.one_shot) {
        awp_channel_send(&testee->channel, AWP_BYTES("{\"type\":\"bye\"}\n"));
        awp_channel_finish_input(&testee->channel);
    }
}

/* The line in which a sanitizer sums up what it found, without its prefix; or empty. */
static struct awp_bytes sanitizer_summary(const struct awp_channel *channel) {
    static const char mark[] = "SUMMARY: ";
    const char *found = memmem(channel->tail, channel->tail_len, mark, sizeof(mark) - 1);
    if (found == NULL) {
        return (struct awp_bytes){0};
    }
    found += sizeof(mark) - 1;
    const size_t rest = (size_t)(channel->tail + channel->tail_len - found);
    const char *feed = memchr(found, '\n', rest);
    const size_t len = feed == NULL ? rest : (size_t)(feed - found);
    return (struct awp_bytes){(const uint8_t *)found, len < 200 ? len : 200};
}

/* Ends one whose output ended: whether it had ended by itself, how, and in words. */
static bool end_dead(struct awp_testee *testee, int64_t wait_ms, struct awp_arena *arena,
                     int *wait_status, struct awp_bytes *reason) {
    const bool dead =
        awp_channel_end(&testee->channel, wait_ms > 0 ? (int)wait_ms : 0, wait_status);
    const struct awp_bytes ending = awp_process_ending(*wait_status, arena);
    const struct awp_bytes summary = sanitizer_summary(&testee->channel);
    testee->is_running = false;
    *reason = summary.len == 0 ? ending
                               : awp_text_format(arena, "%.*s; %.*s", AWP_TEXT_ARGS(ending),
                                                 AWP_TEXT_ARGS(summary));
    return dead;
}

/* Ends the testee after what went wrong, and says what it was. */
static void fail(struct awp_testee *testee, enum awp_exchange_end end, struct awp_bytes reason,
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
    fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR, reason, arena, event);
}

/* Its output or its input came to an end. */
static void end_of_output(struct awp_testee *testee, struct awp_arena *arena,
                          struct awp_testee_event *event) {
    const bool is_ending = testee->phase == AWP_TESTEE_ENDING;
    const int64_t wait_ms = is_ending ? testee->clock_ms + BYE_MS - awp_now_ms() : LAST_WORDS_MS;
    struct awp_bytes reason = {0};
    int wait_status = 0;
    event->exchange.line = copy(arena, awp_lines_rest(&testee->channel.lines));
    const bool is_dead = end_dead(testee, wait_ms, arena, &wait_status, &reason);
    if (!is_dead && !is_ending) {
        fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR,
             AWP_BYTES("closed its standard input or output, and did not end"), arena, event);
        return;
    }
    fail(testee, AWP_EXCHANGE_CRASH, reason, arena, event);
    if (!is_ending) {
        return;
    }
    event->kind = AWP_TESTEE_ENDED;
    event->exchange.end = !is_dead           ? AWP_EXCHANGE_HANG
                          : wait_status == 0 ? AWP_EXCHANGE_ANSWERED
                                             : AWP_EXCHANGE_CRASH;
}

static int64_t deadline_of(const struct awp_testee *testee) {
    if (testee->phase == AWP_TESTEE_STARTING) {
        return testee->clock_ms + testee->options.start_timeout_ms;
    }
    if (testee->phase == AWP_TESTEE_ENDING) {
        return testee->clock_ms + BYE_MS;
    }
    if (testee->open_count == 0) {
        return INT64_MAX;
    }
    int64_t deadline_ms = testee->clock_ms + testee->options.timeout_ms;
    for (size_t i = 0; i < testee->open_count; i++) {
        const int64_t last_ms = testee->open[i].deadline_ms;
        deadline_ms = last_ms < deadline_ms ? last_ms : deadline_ms;
    }
    return deadline_ms;
}

/* It said nothing: perhaps for too long. */
static void look_at_clock(struct awp_testee *testee, struct awp_arena *arena,
                          struct awp_testee_event *event) {
    if (awp_now_ms() < deadline_of(testee)) {
        return;
    }
    if (testee->phase == AWP_TESTEE_ENDING) {
        int wait_status = 0;
        end_dead(testee, 0, arena, &wait_status, &event->exchange.reason);
        event->kind = AWP_TESTEE_ENDED;
        event->exchange.end = AWP_EXCHANGE_HANG;
        return;
    }
    const bool is_starting = testee->phase == AWP_TESTEE_STARTING;
    const double seconds =
        (is_starting ? testee->options.start_timeout_ms : testee->options.timeout_ms) / 1000.0;
    const char *what = is_starting               ? "no hello"
                       : oldest_is_taken(testee) ? "no answer"
                                                 : "did not take its request";
    fail(testee, AWP_EXCHANGE_HANG, awp_text_format(arena, "%s within %g s", what, seconds), arena,
         event);
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
        const struct awp_bytes open = id_text(testee->open[0].id, arena);
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

static void read_line(struct awp_testee *testee, struct awp_bytes line, struct awp_arena *arena,
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

void awp_testee_next(struct awp_testee *testee, struct awp_arena *arena,
                     struct awp_testee_event *event) {
    *event = (struct awp_testee_event){0};
    while (testee->is_running && event->kind == AWP_TESTEE_NOTHING) {
        struct awp_bytes line = {0};
        switch (awp_channel_read(&testee->channel, &line)) {
        case AWP_CHANNEL_LINE:
            read_line(testee, line, arena, event);
            break;
        case AWP_CHANNEL_TOO_LONG:
            fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR, AWP_BYTES("a line over 64 MiB"), arena,
                 event);
            break;
        case AWP_CHANNEL_ENDED:
            end_of_output(testee, arena, event);
            break;
        case AWP_CHANNEL_QUIET:
            look_at_clock(testee, arena, event);
            return;
        }
    }
}

/* How long may be waited for it before it is to be looked at. */
static int64_t patience_of(const struct awp_testee *testee) {
    const int64_t left_ms = deadline_of(testee) - awp_now_ms();
    return left_ms > AWP_CHANNEL_TICK_MS ? AWP_CHANNEL_TICK_MS : left_ms;
}

bool awp_testees_wait(struct awp_testee *const *testees, size_t count, int stop, int max_ms) {
    struct pollfd descriptors[AWP_MAX_TESTEES * AWP_CHANNEL_DESCRIPTORS + 1];
    size_t used = 0;
    int64_t wait_ms = max_ms;
    assert(count <= AWP_MAX_TESTEES);
    for (size_t i = 0; i < count; i++) {
        if (testees[i]->is_running) {
            const int64_t patience_ms = patience_of(testees[i]);
            wait_ms = patience_ms < wait_ms ? patience_ms : wait_ms;
            awp_channel_poll(&testees[i]->channel, &descriptors[used]);
            used += AWP_CHANNEL_DESCRIPTORS;
        }
    }
    descriptors[used] = (struct pollfd){.fd = stop, .events = POLLIN};
    poll(descriptors, used + 1, wait_ms > 0 ? (int)wait_ms : 0);
    const bool is_stopped = descriptors[used].revents != 0;
    used = 0;
    for (size_t i = 0; i < count; i++) {
        if (testees[i]->is_running) {
            awp_channel_pump(&testees[i]->channel, &descriptors[used]);
            note_taken(testees[i]);
            used += AWP_CHANNEL_DESCRIPTORS;
        }
    }
    return !is_stopped;
}
