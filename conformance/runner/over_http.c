/* SPDX-License-Identifier: Apache-2.0 */
/* A case over transport http: whether it can be had that way, and the call, its request, its
 * aftermath. */
#include "over_http.h"

#include <string.h>

#include "text.h"

#define PROBE_VALUE "{\"UnprocessedAccounts\":[{\"AccountId\":\"999988887777\"}]}"

const char *awp_transport_name(enum awp_transport transport) {
    static const char *const names[AWP_TRANSPORT_COUNT] = {
        [AWP_TRANSPORT_BEST] = NULL,
        [AWP_TRANSPORT_INLINE] = "inline",
        [AWP_TRANSPORT_HTTP] = "http",
    };
    return names[transport];
}

static struct awp_http_response response_of(const struct awp_question *question) {
    return (struct awp_http_response){.status = question->status,
                                      .headers = question->headers,
                                      .header_count = question->header_count,
                                      .body = question->body};
}

bool awp_over_http_choose(enum awp_transport transport, const struct awp_hello *hello,
                          const struct awp_case *golden, struct awp_question *question,
                          struct awp_bytes *reason) {
    const bool has_fault = golden->wire.fault != NULL;
    const bool prefers_http =
        transport == AWP_TRANSPORT_HTTP || (transport == AWP_TRANSPORT_BEST && !hello->is_inline);
    question->is_over_http = golden->function == NULL && (has_fault || prefers_http);
    if (!question->is_over_http) {
        return true;
    }
    if (transport == AWP_TRANSPORT_INLINE) {
        *reason = AWP_BYTES("a wire fault needs transport http");
        return false;
    }
    if (awp_call_find(golden->operation) == NULL) {
        *reason = AWP_BYTES("no call of this operation is known for transport http");
        return false;
    }
    const struct awp_http_response response = response_of(question);
    const char *hindrance = awp_wire_hindrance(&response);
    if (hindrance != NULL) {
        *reason = awp_bytes_of_string(hindrance);
        return false;
    }
    return true;
}

void awp_over_http_lay(struct awp_desk *desk, const struct awp_wire *wire,
                       struct awp_question *question, struct awp_arena *arena) {
    const struct awp_call *call = awp_call_find(question->operation);
    const struct awp_endpoint_answer answer = {response_of(question), *wire};
    question->endpoint = awp_desk_lay(desk, call, &answer, arena);
    question->input = awp_bytes_of_string(call->input);
}

static void fail(struct awp_judgement *judgement, enum awp_level level, const char *failure,
                 struct awp_bytes reason) {
    const bool had_failed = judgement->verdict == AWP_VERDICT_FAIL;
    judgement->verdict = AWP_VERDICT_FAIL;
    judgement->broken_level =
        had_failed && judgement->broken_level > level ? judgement->broken_level : level;
    judgement->failure = failure;
    judgement->reason = reason;
    judgement->choice = (struct awp_bytes){0};
}

void awp_over_http_take(struct awp_desk *desk, const struct awp_question *question,
                        const struct awp_answer *answer, struct awp_judgement *judgement,
                        struct awp_arena *arena) {
    const struct awp_desk_record record = awp_desk_take(desk, question->endpoint, arena);
    if (answer == NULL || answer->kind == AWP_ANSWER_UNSUPPORTED) {
        return;
    }
    if (record.request_count == 0) {
        fail(judgement, AWP_LEVEL_MUST, "no-request",
             AWP_BYTES("an outcome, but no request came for it"));
    } else if (record.fault.len > 0) {
        fail(judgement, AWP_LEVEL_MUST, "wrong-request", record.fault);
    } else if (record.request_count > 1 && judgement->verdict == AWP_VERDICT_PASS) {
        fail(judgement, AWP_LEVEL_SHOULD, "repeated-request",
             awp_text_format(arena, "the request came %zu times, and should once",
                             record.request_count));
    }
}

struct awp_question awp_over_http_probe(const struct awp_question *question) {
    return (struct awp_question){.operation = question->operation,
                                 .protocol = question->protocol,
                                 .status = 200,
                                 .body = AWP_BYTES(PROBE_VALUE),
                                 .is_over_http = true};
}

static void judge_probe(const struct awp_answer *answer, struct awp_judgement *judgement,
                        struct awp_arena *arena) {
    const struct awp_json_node *want = NULL;
    awp_need(awp_json_parse(AWP_BYTES(PROBE_VALUE), arena, &want, NULL));
    if (answer->kind == AWP_ANSWER_RESULT &&
        !awp_compare_json(want, answer->value, NULL, arena).found) {
        return;
    }
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_buffer_append_string(&out, "the next answer, a plain one, came out as ");
    awp_answer_write(answer, false, &out);
    awp_need(awp_buffer_finish(&out, &text));
    fail(judgement, AWP_LEVEL_MUST, "spoiled-connection", text);
}

bool awp_over_http_take_probe(struct awp_desk *desk, const struct awp_question *probe,
                              const struct awp_answer *answer, struct awp_judgement *judgement,
                              struct awp_arena *arena) {
    struct awp_judgement own = {.verdict = AWP_VERDICT_PASS};
    awp_over_http_take(desk, probe, answer, &own, arena);
    if (answer != NULL) {
        judge_probe(answer, &own, arena);
    }
    if (judgement->verdict == AWP_VERDICT_PASS && own.verdict != AWP_VERDICT_PASS) {
        fail(judgement, own.broken_level, "spoiled-connection", own.reason);
    }
    return own.verdict == AWP_VERDICT_PASS;
}

static size_t digits_at(struct awp_bytes text, size_t at) {
    size_t count = 0;
    while (at + count < text.len && text.ptr[at + count] >= '0' && text.ptr[at + count] <= '9') {
        count++;
    }
    return count;
}

struct awp_bytes awp_over_http_mask(struct awp_bytes text, struct awp_arena *arena) {
    static const char host[] = "127.0.0.1:";
    static const char key[] = "/k";
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes masked = {0};
    size_t at = 0;
    const uint8_t *found;
    if (text.len == 0) { /* there may be no pointer to count from */
        return text;
    }
    while (at < text.len &&
           (found = memmem(text.ptr + at, text.len - at, host, sizeof(host) - 1)) != NULL) {
        const size_t port = (size_t)(found - text.ptr) + sizeof(host) - 1;
        awp_buffer_append(&out, (struct awp_bytes){text.ptr + at, port - at});
        at = port + digits_at(text, port);
        awp_buffer_append_string(&out, at > port ? "PORT" : "");
        const struct awp_bytes rest = {text.ptr + at, text.len - at};
        const size_t key_len = awp_text_begins(rest, key) ? digits_at(rest, sizeof(key) - 1) : 0;
        if (key_len > 0) {
            awp_buffer_append_string(&out, "/KEY");
            at += sizeof(key) - 1 + key_len;
        }
    }
    awp_buffer_append(&out, (struct awp_bytes){text.ptr + at, text.len - at});
    awp_need(awp_buffer_finish(&out, &masked));
    return masked;
}
