/* SPDX-License-Identifier: Apache-2.0 */
/* One case put to a decoder: its question, what came of it, and what that is judged to be. */
#include "attempt.h"

#include <time.h>

#include "text.h"

/* A body over HTTP that is sent with no other beside it. */
#define LARGE_BYTES ((size_t)1 << 20)

uint64_t awp_now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void awp_attempt_prepare(struct awp_attempt *attempt, const struct awp_case *golden,
                         struct awp_arena *arena) {
    *attempt = (struct awp_attempt){.golden = golden,
                                    .arena = arena,
                                    .question = {.operation = golden->operation,
                                                 .protocol = golden->protocol,
                                                 .status = golden->status,
                                                 .headers = golden->headers,
                                                 .header_count = golden->header_count,
                                                 .function = golden->function,
                                                 .code = golden->code,
                                                 .body = awp_body_make(&golden->body, arena)},
                                    .start_us = awp_now_us()};
}

void awp_attempt_fail(struct awp_attempt *attempt, enum awp_exchange_end end,
                      enum awp_verdict verdict, struct awp_bytes reason) {
    attempt->exchange = (struct awp_exchange){.end = end, .reason = reason};
    attempt->judgement = awp_judge_fault(verdict, reason);
}

enum awp_verdict awp_exchange_verdict(enum awp_exchange_end end) {
    static const enum awp_verdict verdicts[] = {
        [AWP_EXCHANGE_ANSWERED] = AWP_VERDICT_PASS,
        [AWP_EXCHANGE_NOT_SENT] = AWP_VERDICT_UNSUPPORTED,
        [AWP_EXCHANGE_CRASH] = AWP_VERDICT_CRASH,
        [AWP_EXCHANGE_HANG] = AWP_VERDICT_HANG,
        [AWP_EXCHANGE_PROTOCOL_ERROR] = AWP_VERDICT_PROTOCOL_ERROR,
        [AWP_EXCHANGE_STOPPED] = AWP_VERDICT_NOT_RUN,
    };
    return verdicts[end];
}

bool awp_exchange_is_fault(enum awp_exchange_end end) {
    return end == AWP_EXCHANGE_CRASH || end == AWP_EXCHANGE_HANG ||
           end == AWP_EXCHANGE_PROTOCOL_ERROR;
}

void awp_attempt_ask_reference(struct awp_attempt *attempt) {
    static const struct awp_decoder_traits traits = {.is_reference = true, .shows_raw = true};
    if (attempt->golden->wire.fault != NULL) {
        awp_attempt_fail(attempt, AWP_EXCHANGE_NOT_SENT, AWP_VERDICT_UNSUPPORTED,
                         AWP_BYTES("a wire fault needs transport http"));
        return;
    }
    const enum awp_status status =
        awp_reference_answer(&attempt->question, attempt->arena, &attempt->exchange.answer);
    if (status == AWP_OK) {
        attempt->judgement = awp_judge(attempt->golden, &attempt->exchange.answer,
                                       attempt->question.body, traits, attempt->arena);
    } else {
        awp_attempt_fail(attempt, AWP_EXCHANGE_CRASH, AWP_VERDICT_INFRASTRUCTURE,
                         awp_bytes_of_string(awp_status_text(status)));
    }
    attempt->duration_us = awp_now_us() - attempt->start_us;
}

bool awp_attempt_is_claimed(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                            const struct awp_hello *hello) {
    struct awp_bytes reason = {0};
    if (awp_over_http_choose(setting->transport, hello, attempt->golden, &attempt->question,
                             &reason) &&
        awp_hello_claims(hello, &attempt->question, attempt->arena, &reason)) {
        return true;
    }
    awp_attempt_fail(attempt, AWP_EXCHANGE_NOT_SENT, AWP_VERDICT_UNSUPPORTED, reason);
    return false;
}

bool awp_attempt_is_exclusive(const struct awp_attempt *attempt) {
    /* What a fault leaves in a connection must meet its own plain call, and no other. What is
     * large must come before the SDK's own time-out, whatever else it has to do. */
    return attempt->question.is_over_http &&
           (attempt->golden->wire.fault != NULL || attempt->question.body.len > LARGE_BYTES);
}

void awp_attempt_withdraw(struct awp_attempt *attempt, const struct awp_attempt_setting *setting) {
    struct awp_judgement unused = {.verdict = AWP_VERDICT_NOT_RUN};
    const struct awp_question *question = attempt->is_probed ? &attempt->probe : &attempt->question;
    if (question->is_over_http) {
        awp_over_http_take(setting->desk, question, NULL, &unused, attempt->arena);
    }
}

const struct awp_question *awp_attempt_ask(struct awp_attempt *attempt,
                                           const struct awp_attempt_setting *setting) {
    static const struct awp_wire plain = {.fault = NULL};
    struct awp_question *question = attempt->is_probed ? &attempt->probe : &attempt->question;
    if (!attempt->is_probed) {
        attempt->start_us = awp_now_us();
    }
    if (question->is_over_http) {
        awp_over_http_lay(setting->desk, attempt->is_probed ? &plain : &attempt->golden->wire,
                          question, attempt->arena);
    }
    return question;
}

static void judge(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                  const struct awp_hello *hello) {
    const struct awp_answer *answer = &attempt->exchange.answer;
    /* Where the wire alters the body, what the raw body is depends on where one looks. */
    const bool has_raw = attempt->golden->wire.fault == NULL;
    const bool shows_raw = hello->shows_raw || (hello->claims_everything && answer->raw.present);
    if (hello->claims_everything && answer->kind == AWP_ANSWER_UNSUPPORTED) {
        attempt->judgement = awp_judge_fault(AWP_VERDICT_UNSUPPORTED, answer->reason);
        return;
    }
    attempt->judgement = awp_judge(
        attempt->golden, answer, attempt->question.body,
        (struct awp_decoder_traits){setting->is_exact, shows_raw && has_raw}, attempt->arena);
}

/* What came of the plain call that followed a wire fault. */
static void settle_probe(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                         const struct awp_exchange *exchange) {
    const struct awp_answer *answer =
        exchange->end == AWP_EXCHANGE_ANSWERED ? &exchange->answer : NULL;
    attempt->is_spoiled = !awp_over_http_take_probe(setting->desk, &attempt->probe, answer,
                                                    &attempt->judgement, attempt->arena);
    if (answer == NULL) {
        attempt->exchange = *exchange;
        attempt->judgement =
            awp_judge_fault(awp_exchange_verdict(exchange->end),
                            awp_text_format(attempt->arena, "at a plain call after the fault: %.*s",
                                            AWP_TEXT_ARGS(exchange->reason)));
    }
    attempt->is_probed = false;
}

/* Without what is another in every run. */
static struct awp_exchange mask(struct awp_exchange exchange, struct awp_arena *arena) {
    exchange.answer.message = awp_over_http_mask(exchange.answer.message, arena);
    exchange.errors = awp_over_http_mask(exchange.errors, arena);
    return exchange;
}

bool awp_attempt_settle(struct awp_attempt *attempt, const struct awp_attempt_setting *setting,
                        const struct awp_hello *hello, const struct awp_exchange *exchange) {
    struct awp_exchange masked;
    if (attempt->question.is_over_http) {
        masked = mask(*exchange, attempt->arena);
        exchange = &masked;
    }
    const bool is_answered = exchange->end == AWP_EXCHANGE_ANSWERED;
    if (attempt->is_probed) {
        settle_probe(attempt, setting, exchange);
        attempt->duration_us = awp_now_us() - attempt->start_us;
        return true;
    }
    attempt->exchange = *exchange;
    attempt->duration_us = awp_now_us() - attempt->start_us;
    if (is_answered) {
        judge(attempt, setting, hello);
    } else {
        attempt->judgement = awp_judge_fault(awp_exchange_verdict(exchange->end), exchange->reason);
    }
    if (!attempt->question.is_over_http) {
        return true;
    }
    awp_over_http_take(setting->desk, &attempt->question,
                       is_answered ? &attempt->exchange.answer : NULL, &attempt->judgement,
                       attempt->arena);
    if (is_answered && attempt->golden->wire.fault != NULL) {
        attempt->probe = awp_over_http_probe(&attempt->question);
        attempt->is_probed = true;
    }
    return !attempt->is_probed;
}

/* FNV-1a. */
static uint64_t mix(uint64_t hash, struct awp_bytes bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        hash = (hash ^ bytes.ptr[i]) * UINT64_C(0x100000001B3);
    }
    return (hash ^ bytes.len) * UINT64_C(0x100000001B3);
}

uint64_t awp_attempt_fingerprint(const struct awp_attempt *attempt) {
    const uint8_t verdict = (uint8_t)attempt->judgement.verdict;
    const bool is_answered = attempt->exchange.end == AWP_EXCHANGE_ANSWERED;
    uint64_t hash = mix(UINT64_C(0xCBF29CE484222325), (struct awp_bytes){&verdict, 1});
    if (!is_answered) {
        return hash;
    }
    struct awp_answer answer = attempt->exchange.answer;
    struct awp_buffer out = {.arena = attempt->arena};
    struct awp_bytes text = {0};
    answer.message = (struct awp_bytes){0};
    awp_answer_write(&answer, true, &out);
    awp_need(awp_buffer_finish(&out, &text));
    return mix(mix(hash, text), attempt->judgement.choice);
}
