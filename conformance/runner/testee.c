/* SPDX-License-Identifier: Apache-2.0 */
/* A decoder behind a command, asked by the testee protocol: what it is sent, when, and for how long
 * it is waited for.
 */
#include "testee.h"

#include <assert.h>
#include <string.h>

#include "testee_read.h"
#include "text.h"

/* How long a testee has to end by itself after bye, and after it closed its standard output. */
#define BYE_MS 2000
#define LAST_WORDS_MS 500
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

static struct awp_bytes write_request(const struct awp_question *question, uint64_t id,
                                      struct awp_arena *arena) {
    const size_t capacity = awp_message_request_bytes(question);
    struct awp_buffer request = {.arena = arena,
                                 .data = awp_need_block(awp_arena_allocate(arena, capacity)),
                                 .capacity = capacity};
    struct awp_bytes text = {0};
    awp_message_write_request(question, awp_testee_id_text(id, arena), &request);
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
        awp_testee_fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR,
                        AWP_BYTES("closed its standard input or output, and did not end"), arena,
                        event);
        return;
    }
    awp_testee_fail(testee, AWP_EXCHANGE_CRASH, reason, arena, event);
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
    awp_testee_fail(testee, AWP_EXCHANGE_HANG,
                    awp_text_format(arena, "%s within %g s", what, seconds), arena, event);
}

void awp_testee_next(struct awp_testee *testee, struct awp_arena *arena,
                     struct awp_testee_event *event) {
    *event = (struct awp_testee_event){0};
    while (testee->is_running && event->kind == AWP_TESTEE_NOTHING) {
        struct awp_bytes line = {0};
        switch (awp_channel_read(&testee->channel, &line)) {
        case AWP_CHANNEL_LINE:
            awp_testee_read_line(testee, line, arena, event);
            break;
        case AWP_CHANNEL_TOO_LONG:
            awp_testee_fail(testee, AWP_EXCHANGE_PROTOCOL_ERROR, AWP_BYTES("a line over 64 MiB"),
                            arena, event);
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
            awp_channel_flush(&testees[i]->channel);
            note_taken(testees[i]);
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
