/* SPDX-License-Identifier: Apache-2.0 */
/* A single testee, driven one step at a time: started, asked, ended, each with a wait. */
#include "testee.h"
#include "text.h"

#define FOREVER_MS 1000

/* Waits for the next event. False: the run is to stop, and the testee was ended. */
static bool wait_for_event(struct awp_testee *testee, struct awp_arena *arena,
                           struct awp_testee_event *event) {
    awp_testee_next(testee, arena, event);
    while (event->kind == AWP_TESTEE_NOTHING && testee->is_running) {
        if (!awp_testees_wait(&testee, 1, testee->options.stop, FOREVER_MS)) {
            awp_testee_kill(testee);
            return false;
        }
        awp_testee_next(testee, arena, event);
    }
    if (event->kind == AWP_TESTEE_NOTHING) {
        event->kind = AWP_TESTEE_FAULT;
        event->exchange.end = AWP_EXCHANGE_CRASH;
        event->exchange.reason = AWP_BYTES("it did not run any more");
    }
    return true;
}

bool awp_testee_start(struct awp_testee *testee, struct awp_arena *arena,
                      struct awp_bytes *reason) {
    struct awp_testee_event event;
    if (!awp_testee_launch(testee, arena, reason)) {
        return false;
    }
    if (testee->phase == AWP_TESTEE_READY) {
        return true;
    }
    if (!wait_for_event(testee, arena, &event)) {
        *reason = AWP_BYTES("the run was stopped");
        return false;
    }
    *reason = event.exchange.reason;
    return event.kind == AWP_TESTEE_HELLO;
}

void awp_testee_ask(struct awp_testee *testee, const struct awp_question *question,
                    struct awp_arena *arena, struct awp_exchange *exchange) {
    struct awp_testee_event event;
    if (awp_testee_send(testee, question, arena) == 0) {
        *exchange =
            (struct awp_exchange){.end = AWP_EXCHANGE_NOT_SENT,
                                  .reason = AWP_BYTES("its request would be a line over 64 MiB")};
        return;
    }
    if (!wait_for_event(testee, arena, &event)) {
        *exchange = (struct awp_exchange){.end = AWP_EXCHANGE_STOPPED,
                                          .reason = AWP_BYTES("the run was stopped")};
        return;
    }
    *exchange = event.exchange;
    if (event.kind == AWP_TESTEE_ANSWER) {
        /* A second answer that came with the first must not be left for the next question. */
        awp_testee_next(testee, arena, &event);
        if (event.kind != AWP_TESTEE_NOTHING && event.exchange.end == AWP_EXCHANGE_PROTOCOL_ERROR) {
            *exchange = event.exchange;
        }
    }
}

struct awp_bytes awp_testee_end(struct awp_testee *testee, struct awp_arena *arena) {
    struct awp_testee_event event;
    if (!testee->is_running) {
        return (struct awp_bytes){0};
    }
    awp_testee_say_bye(testee);
    if (!wait_for_event(testee, arena, &event) ||
        (event.kind == AWP_TESTEE_ENDED && event.exchange.end == AWP_EXCHANGE_ANSWERED)) {
        return (struct awp_bytes){0};
    }
    return awp_testee_ending_note(&event, arena);
}

struct awp_bytes awp_testee_ending_note(const struct awp_testee_event *event,
                                        struct awp_arena *arena) {
    if (event->exchange.end == AWP_EXCHANGE_HANG) {
        return AWP_BYTES("the testee did not end within 2 s of bye");
    }
    return awp_text_format(arena, "the testee ended after bye: %.*s",
                           AWP_TEXT_ARGS(event->exchange.reason));
}
