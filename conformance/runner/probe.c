/* SPDX-License-Identifier: Apache-2.0 */
/* A testee that is asked one question after the other, outside a run: started again when it is
 * gone. */
#include "probe.h"

#include <assert.h>

#include "attempt.h"
#include "text.h"

/* How long a testee has to end when its input ends. */
#define END_MS 2000
#define WAIT_MS 1000

void awp_probe_init(struct awp_probe *probe, const struct awp_testee_options *options) {
    probe->desk = NULL;
    awp_testee_init(&probe->testee, options);
}

/* Waits for the hello, or for what comes instead. */
static bool greet(struct awp_testee *testee, struct awp_arena *arena,
                  struct awp_exchange *exchange) {
    struct awp_testee_event event = {.kind = AWP_TESTEE_NOTHING};
    while (event.kind == AWP_TESTEE_NOTHING) {
        if (!awp_testees_wait(&testee, 1, testee->options.stop, WAIT_MS)) {
            awp_testee_kill(testee);
            *exchange =
                (struct awp_exchange){.end = AWP_EXCHANGE_STOPPED, .reason = AWP_BYTES("stopped")};
            return false;
        }
        awp_testee_next(testee, arena, &event);
    }
    *exchange = event.exchange;
    return event.kind == AWP_TESTEE_HELLO;
}

bool awp_probe_start(struct awp_probe *probe, struct awp_arena *arena,
                     struct awp_exchange *exchange) {
    struct awp_testee *testee = &probe->testee;
    *exchange = (struct awp_exchange){.end = AWP_EXCHANGE_CRASH};
    if (testee->is_running) {
        return true;
    }
    return awp_testee_launch(testee, arena, &exchange->reason) &&
           (testee->phase == AWP_TESTEE_READY || greet(testee, arena, exchange));
}

bool awp_probe_ask(struct awp_probe *probe, const struct awp_question *question,
                   struct awp_arena *arena, struct awp_exchange *exchange) {
    if (!awp_probe_start(probe, arena, exchange)) {
        return false;
    }
    awp_testee_ask(&probe->testee, question, arena, exchange);
    return true;
}

bool awp_probe_open_desk(struct awp_probe *probe, struct awp_arena *arena,
                         struct awp_bytes *reason) {
    char text[256];
    if (probe->desk == NULL) {
        probe->desk = awp_desk_open(text, sizeof(text));
    }
    if (probe->desk == NULL) {
        *reason = awp_text_format(arena, "no endpoint for transport http: %s", text);
    }
    return probe->desk != NULL;
}

bool awp_probe_try(struct awp_probe *probe, const struct awp_case *golden,
                   const struct awp_question *question, struct awp_arena *arena,
                   struct awp_exchange *exchange, struct awp_judgement *judgement) {
    static const struct awp_wire plain = {.fault = NULL};
    struct awp_question own = *question;
    assert(!own.is_over_http || probe->desk != NULL);
    if (own.is_over_http) {
        awp_over_http_lay(probe->desk, &plain, &own, arena);
    }
    const bool is_asked = awp_probe_ask(probe, &own, arena, exchange);
    const bool is_answered = is_asked && exchange->end == AWP_EXCHANGE_ANSWERED;
    const struct awp_decoder_traits traits = {.shows_raw = probe->testee.hello.shows_raw};
    *judgement = is_answered
                     ? awp_judge(golden, &exchange->answer, own.body, traits, arena)
                     : awp_judge_fault(awp_exchange_verdict(exchange->end), exchange->reason);
    if (own.is_over_http) {
        awp_over_http_take(probe->desk, &own, is_answered ? &exchange->answer : NULL, judgement,
                           arena);
    }
    return is_asked;
}

struct awp_bytes awp_probe_hang_up(struct awp_probe *probe, struct awp_arena *arena) {
    struct awp_testee *testee = &probe->testee;
    int wait_status = 0;
    if (!testee->is_running) {
        return (struct awp_bytes){0};
    }
    awp_channel_finish_input(&testee->channel);
    testee->is_running = false;
    if (!awp_channel_end(&testee->channel, END_MS, &wait_status)) {
        return awp_text_format(arena, "it did not end within %d s of the end of its input",
                               END_MS / 1000);
    }
    if (wait_status == 0) {
        return (struct awp_bytes){0};
    }
    const struct awp_bytes ending = awp_process_ending(wait_status, arena);
    return awp_text_format(arena, "at the end of its input: %.*s", AWP_TEXT_ARGS(ending));
}

struct awp_bytes awp_probe_end(struct awp_probe *probe, struct awp_arena *arena) {
    return awp_testee_end(&probe->testee, arena);
}

void awp_probe_clear(struct awp_probe *probe) {
    awp_testee_clear(&probe->testee);
    awp_desk_close(probe->desk);
    probe->desk = NULL;
}
