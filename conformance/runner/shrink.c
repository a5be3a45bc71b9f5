/* SPDX-License-Identifier: Apache-2.0 */
/* A failing case made as small as it can be while a testee fails in the same way. */
#include "shrink.h"

#include <string.h>

#include "attempt.h"
#include "ddmin.h"
#include "probe.h"
#include "text.h"

/* What a failure must keep to be the same. */
struct signature {
    enum awp_verdict verdict;
    const char *class_name; /* constant */
    bool has_answer;
    enum awp_answer_kind wanted;
    enum awp_answer_kind given;
    struct awp_bytes exception; /* rejected, escape */
};

/* An input. */
struct input {
    struct awp_bytes body;
    const struct awp_header *headers;
    size_t header_count;
};

/* What is being shrunk. */
struct work {
    const struct awp_shrink_options *options;
    struct awp_arena *arena;      /* for the whole work */
    struct awp_arena *test_arena; /* reset before each test */
    struct awp_probe probe;
    bool is_over_http;
    struct signature wanted;
    struct awp_judgement first; /* of the case as it is */
    struct input best;
    struct awp_header *headers; /* best's, and where its values are shortened */
    size_t header;              /* that is being shortened */
    struct awp_shrunk *shrunk;
    bool ended; /* no further test: shrunk->end says why */
};

static struct awp_question question_of(const struct work *work, struct input input) {
    const struct awp_case *golden = work->options->golden;
    return (struct awp_question){
        .operation = golden->operation,
        .protocol = golden->protocol,
        .status = golden->status,
        .headers = input.headers,
        .header_count = input.header_count,
        .function = golden->function,
        .code = golden->code,
        .body = input.body,
        .is_over_http = work->is_over_http,
    };
}

static bool is_same_outcome(const struct awp_answer *a, const struct awp_answer *b,
                            struct awp_arena *arena) {
    return a->kind == b->kind && a->code.present == b->code.present &&
           awp_bytes_equal(a->code.bytes, b->code.bytes) &&
           (a->value == NULL) == (b->value == NULL) &&
           (a->value == NULL || !awp_compare_json(a->value, b->value, NULL, arena).found);
}

/* What the specification grants to any other decoder, whatever the case. */
static void grant(struct awp_case *shorter, struct awp_arena *arena) {
    struct awp_alternative *accept = awp_need_array(arena, 2, sizeof(*accept));
    const struct awp_answer *expect = &shorter->expect;
    shorter->accept = accept;
    shorter->accept_count = 0;
    if (expect->kind != AWP_ANSWER_UNKNOWN) {
        return;
    }
    if (!awp_case_is_error(shorter)) {
        accept[shorter->accept_count++] = (struct awp_alternative){
            .name = AWP_BYTES("rejected"), .answer = {.kind = AWP_ANSWER_REJECTED}};
        return;
    }
    const struct awp_bytes status = awp_text_format(arena, "%u", shorter->status);
    if (shorter->protocol != NULL && awp_bytes_equal(expect->code.bytes, status)) {
        accept[shorter->accept_count++] = (struct awp_alternative){
            .name = AWP_BYTES("other-code-text"), .answer = {.kind = AWP_ANSWER_UNKNOWN}};
    } else if (awp_operation_error(shorter->operation, expect->code.bytes) != NULL) {
        const struct awp_json_node *none = NULL;
        awp_need(awp_json_parse(AWP_BYTES("{}"), arena, &none, NULL));
        accept[shorter->accept_count++] = (struct awp_alternative){
            .name = AWP_BYTES("modeled-members-absent"),
            .answer = {.kind = AWP_ANSWER_MODELED, .code = expect->code, .value = none}};
    }
}

/* The case with this input, and what the reference makes of it as its expectation. */
static struct awp_case case_of(const struct work *work, struct input input,
                               struct awp_arena *arena) {
    const struct awp_case *golden = work->options->golden;
    struct awp_case shorter = *golden;
    const struct awp_question question = question_of(work, input);
    shorter.headers = input.headers;
    shorter.header_count = input.header_count;
    shorter.body = (struct awp_body){.bytes = input.body, .len = input.body.len};
    awp_need(awp_reference_answer(&question, arena, &shorter.expect));
    if (!is_same_outcome(&shorter.expect, &golden->expect, arena)) {
        grant(&shorter, arena);
    }
    return shorter;
}

static struct signature sign(const struct awp_shrunk *seen) {
    const struct awp_answer *answer = &seen->answer;
    return (struct signature){
        .verdict = seen->judgement.verdict,
        .class_name = awp_judgement_class(&seen->judgement),
        .has_answer = seen->has_answer,
        .wanted = seen->has_answer ? seen->smallest.expect.kind : AWP_ANSWER_KIND_COUNT,
        .given = seen->has_answer ? answer->kind : AWP_ANSWER_KIND_COUNT,
        .exception = seen->has_answer ? answer->class_name : (struct awp_bytes){0},
    };
}

static bool is_same_failure(const struct signature *a, const struct signature *b) {
    return a->verdict == b->verdict && strcmp(a->class_name, b->class_name) == 0 &&
           a->has_answer == b->has_answer && a->wanted == b->wanted && a->given == b->given &&
           awp_bytes_equal(a->exception, b->exception);
}

static void end(struct work *work, enum awp_shrink_end how, struct awp_bytes reason) {
    work->ended = true;
    work->shrunk->end = how;
    work->shrunk->reason = reason;
}

static struct awp_bytes keep(struct work *work, struct awp_bytes text) {
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(work->arena, text, &kept));
    return kept;
}

/* Asks the testee for this input. False: it is over. Texts are in `arena`. */
static bool ask(struct work *work, struct input input, struct awp_arena *arena,
                struct awp_shrunk *seen) {
    const struct awp_question question = question_of(work, input);
    const struct awp_case smallest = case_of(work, input, arena);
    struct awp_exchange exchange;
    struct awp_judgement judgement;
    work->shrunk->tests++;
    if (!awp_probe_try(&work->probe, &smallest, &question, arena, &exchange, &judgement) &&
        exchange.end != AWP_EXCHANGE_STOPPED) {
        end(work, AWP_SHRINK_NO_TESTEE, keep(work, exchange.reason));
        return false;
    }
    if (exchange.end == AWP_EXCHANGE_STOPPED) {
        end(work, AWP_SHRINK_STOPPED, keep(work, exchange.reason));
        return false;
    }
    *seen = (struct awp_shrunk){
        .smallest = smallest,
        .body = input.body,
        .judgement = judgement,
        .has_answer = exchange.end == AWP_EXCHANGE_ANSWERED,
        .answer = exchange.answer,
        .line = exchange.line,
        .errors = exchange.errors,
    };
    return true;
}

/* Whether the testee fails on this input as it did on the whole. */
static enum awp_ddmin_answer try_input(struct work *work, struct input input) {
    struct awp_shrunk seen;
    if (!work->ended && work->shrunk->tests >= work->options->max_tests) {
        end(work, AWP_SHRINK_LIMIT, (struct awp_bytes){0});
    }
    if (work->ended) {
        return AWP_DDMIN_STOP;
    }
    awp_arena_reset(work->test_arena);
    if (!ask(work, input, work->test_arena, &seen)) {
        return AWP_DDMIN_STOP;
    }
    const struct signature signature = sign(&seen);
    const bool holds = is_same_failure(&signature, &work->wanted);
    if (work->options->progress != NULL) {
        const struct input *left = holds ? &input : &work->best;
        work->options->progress(work->options->progress_context, work->shrunk->tests,
                                left->body.len, left->header_count);
    }
    return holds ? AWP_DDMIN_HOLDS : AWP_DDMIN_LOST;
}

static enum awp_ddmin_answer try_body(void *context, const void *items, size_t count) {
    struct work *work = context;
    struct input input = work->best;
    input.body = (struct awp_bytes){items, count};
    return try_input(work, input);
}

static enum awp_ddmin_answer try_headers(void *context, const void *items, size_t count) {
    struct work *work = context;
    struct input input = work->best;
    input.headers = items;
    input.header_count = count;
    return try_input(work, input);
}

static enum awp_ddmin_answer try_value(void *context, const void *items, size_t count) {
    struct work *work = context;
    const struct awp_bytes before = work->headers[work->header].value;
    work->headers[work->header].value = (struct awp_bytes){items, count};
    const enum awp_ddmin_answer answer = try_input(work, work->best);
    work->headers[work->header].value = before;
    return answer;
}

static uint8_t *copy(struct awp_arena *arena, struct awp_bytes bytes) {
    uint8_t *copied = awp_need_array(arena, bytes.len + 1, 1);
    if (bytes.len > 0) {
        memcpy(copied, bytes.ptr, bytes.len);
    }
    return copied;
}

static void shrink_body(struct work *work) {
    uint8_t *body = copy(work->arena, work->best.body);
    const size_t len = awp_ddmin(body, work->best.body.len, 1, try_body, work, work->arena);
    work->best.body = (struct awp_bytes){body, len};
}

static void shrink_headers(struct work *work) {
    struct awp_header *headers =
        awp_need_array(work->arena, work->best.header_count + 1, sizeof(*headers));
    for (size_t i = 0; i < work->best.header_count; i++) {
        headers[i] = work->best.headers[i];
    }
    work->best.header_count = awp_ddmin(headers, work->best.header_count, sizeof(*headers),
                                        try_headers, work, work->arena);
    work->best.headers = work->headers = headers;
    for (work->header = 0; work->header < work->best.header_count; work->header++) {
        struct awp_bytes *value = &work->headers[work->header].value;
        uint8_t *bytes = copy(work->arena, *value);
        const size_t len = awp_ddmin(bytes, value->len, 1, try_value, work, work->arena);
        *value = (struct awp_bytes){bytes, len};
    }
}

/* How much there is to shrink. */
static size_t size_of(struct input input) {
    size_t size = input.body.len;
    for (size_t i = 0; i < input.header_count; i++) {
        size += 1 + input.headers[i].value.len;
    }
    return size;
}

/* Fewer headers can make more of the body superfluous, and the other way round. */
static void shrink_all(struct work *work) {
    size_t before;
    do {
        before = size_of(work->best);
        shrink_body(work);
        shrink_headers(work);
    } while (size_of(work->best) < before && !work->ended);
}

/* By which transport the case is put to the testee. False: by none, or it is not claimed. */
static bool choose_transport(struct work *work, struct awp_bytes *reason) {
    const struct awp_hello *hello = &work->probe.testee.hello;
    struct awp_question question = question_of(work, work->best);
    if (!awp_over_http_choose(work->options->transport, hello, work->options->golden, &question,
                              reason) ||
        !awp_hello_claims(hello, &question, work->arena, reason)) {
        return false;
    }
    work->is_over_http = question.is_over_http;
    return true;
}

static struct awp_bytes passes_text(const struct work *work) {
    const bool has_both = work->probe.testee.hello.is_inline && work->probe.testee.hello.is_http;
    if (!has_both || work->options->golden->function != NULL) {
        return AWP_BYTES("the testee passes it");
    }
    return work->is_over_http ? AWP_BYTES("the testee passes it over transport http")
                              : AWP_BYTES("the testee passes it inline; over transport http it may "
                                          "fail (--transport http)");
}

/* The case as it is: it must fail, and fail in the same way once more. */
static bool begin(struct work *work) {
    struct awp_shrunk seen;
    struct awp_exchange exchange;
    struct awp_bytes reason = {0};
    const struct awp_case *golden = work->options->golden;
    if (golden->wire.fault != NULL) {
        end(work, AWP_SHRINK_NO_FAILURE, AWP_BYTES("it is about how an answer is sent"));
        return false;
    }
    if (!awp_probe_start(&work->probe, work->arena, &exchange)) {
        end(work, exchange.end == AWP_EXCHANGE_STOPPED ? AWP_SHRINK_STOPPED : AWP_SHRINK_NO_TESTEE,
            exchange.reason);
        return false;
    }
    if (!choose_transport(work, &reason)) {
        end(work, AWP_SHRINK_NO_FAILURE, reason);
        return false;
    }
    if (work->is_over_http && !awp_probe_open_desk(&work->probe, work->arena, &reason)) {
        end(work, AWP_SHRINK_NO_TESTEE, reason);
        return false;
    }
    if (!ask(work, work->best, work->arena, &seen)) {
        return false;
    }
    work->wanted = sign(&seen);
    work->first = seen.judgement;
    if (work->wanted.class_name[0] == '\0') {
        end(work, AWP_SHRINK_NO_FAILURE, passes_text(work));
        return false;
    }
    if (try_input(work, work->best) == AWP_DDMIN_LOST) {
        end(work, AWP_SHRINK_UNSTABLE, AWP_BYTES("asked twice, it comes to two different ends"));
    }
    return !work->ended || work->shrunk->end == AWP_SHRINK_LIMIT;
}

/* Asks for the smallest input again, for all that came of it to be kept. */
static void keep_smallest(struct work *work) {
    const enum awp_shrink_end so_far = work->shrunk->end;
    struct awp_shrunk seen;
    work->shrunk->smallest = case_of(work, work->best, work->arena);
    work->shrunk->body = work->best.body;
    work->shrunk->judgement = work->first;
    if (so_far == AWP_SHRINK_STOPPED || so_far == AWP_SHRINK_NO_TESTEE) {
        return;
    }
    if (!ask(work, work->best, work->arena, &seen)) {
        return;
    }
    const struct signature signature = sign(&seen);
    seen.end = is_same_failure(&signature, &work->wanted) ? so_far : AWP_SHRINK_UNSTABLE;
    seen.reason = AWP_BYTES("what was found fails no longer in the same way");
    seen.tests = work->shrunk->tests;
    *work->shrunk = seen;
}

void awp_shrink(const struct awp_shrink_options *options, struct awp_arena *arena,
                struct awp_shrunk *shrunk) {
    const struct awp_case *golden = options->golden;
    struct work work = {
        .options = options,
        .arena = arena,
        .test_arena = awp_need_block(awp_arena_create(NULL, 0)),
        .best = {awp_body_make(&golden->body, arena), golden->headers, golden->header_count},
        .shrunk = shrunk,
    };
    *shrunk = (struct awp_shrunk){.end = AWP_SHRINK_MINIMAL, .smallest = *golden};
    awp_probe_init(&work.probe, &options->testee);
    if (begin(&work)) {
        if (!work.ended) {
            shrink_all(&work);
        }
        keep_smallest(&work);
    }
    shrunk->starts = work.probe.testee.starts;
    awp_probe_end(&work.probe, arena);
    awp_probe_clear(&work.probe);
    awp_arena_destroy(work.test_arena);
}
