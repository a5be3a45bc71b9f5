/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in what the decoder answers, put between it and a target by the linker's --wrap. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "negative.h"
#include "oracles/libraries.h"
#include "oracles/question.h"

/* What a fault may spoil: the decoder's answer, and what it was asked. */
struct answer {
    const struct awp_operation *operation;
    struct awp_bytes body;
    bool has_document; /* asked on a parsed document */
    bool on_bytes;
    struct awp_arena *arena;
    struct awp_outcome *outcome;
    enum awp_status status;
    unsigned call; /* the how manieth */
};

static void return_no_memory(struct answer *answer) { answer->status = AWP_NO_MEMORY; }
static void claim_result(struct answer *answer) { answer->outcome->kind = AWP_OUTCOME_RESULT; }
static void claim_unknown(struct answer *answer) { answer->outcome->kind = AWP_OUTCOME_UNKNOWN; }
static void leave_raw_unwritten(struct answer *answer) {
    memset(&answer->outcome->raw, 0xA5, sizeof answer->outcome->raw);
}
static void take_another_error(struct answer *answer) {
    const struct awp_error *errors = answer->operation->errors;
    if (answer->outcome->error != NULL) {
        answer->outcome->error = answer->outcome->error == errors ? errors + 1 : errors;
    }
}
static void cut_code(struct answer *answer) {
    answer->outcome->code.len -= answer->outcome->code.len > 0 ? 1 : 0;
}
static void lose_members(struct answer *answer) { answer->outcome->value.as.structure.count = 0; }
static void lose_raw(struct answer *answer) {
    answer->outcome->raw = (struct awp_optional_bytes){0};
}
static void cut_raw_at_nul(struct answer *answer) {
    struct awp_bytes *raw = &answer->outcome->raw.bytes;
    const uint8_t *nul = raw->len > 0 ? memchr(raw->ptr, 0, raw->len) : NULL;
    raw->len = nul == NULL ? raw->len : (size_t)(nul - raw->ptr);
}
static void point_into_input(struct answer *answer) {
    if (answer->outcome->raw.present) {
        answer->outcome->raw.bytes = answer->body;
    }
}
static void take_much_memory(struct answer *answer) {
    (void)awp_arena_allocate(answer->arena, (size_t)64 << 20);
}
static void take_a_block(struct answer *answer) {
    (void)awp_arena_allocate(answer->arena, (size_t)8 << 10);
}
static void leak_in_libxml2(struct answer *answer) {
    (void)answer;
    static void *kept;
    kept = awp_counting_heap_take(awp_xml_heap(), 8);
    (void)kept;
}
static void print_a_word(struct answer *answer) {
    (void)answer;
    printf("word\n");
}
static void print_an_error(struct answer *answer) {
    (void)answer;
    fprintf(stderr, "error\n");
}
static void set_errno(struct answer *answer) {
    (void)answer;
    errno = EINVAL;
}
static void set_locale(struct answer *answer) {
    (void)answer;
    const int errno_before = errno;
    (void)setlocale(LC_ALL, "C.UTF-8");
    errno = errno_before;
}
static void answer_otherwise_later(struct answer *answer) {
    const unsigned first_pass = 15; /* as many as the oracle has questions */
    if (answer->call > first_pass) {
        cut_code(answer);
    }
}
static void answer_otherwise_each_time(struct answer *answer) {
    static unsigned state;
    if (++state % 5 == 0) { /* each input is asked about four times: not the same ones again */
        cut_code(answer);
    }
}
static void answer_otherwise_on_bytes(struct answer *answer) {
    if (answer->on_bytes) {
        cut_code(answer);
    }
}
static void want_alignment(struct answer *answer) {
    if (((uintptr_t)answer->body.ptr & 7) != 0) {
        cut_code(answer);
    }
}
static void read_past_end(struct answer *answer) {
    if (answer->body.ptr[answer->body.len] == 0x77) {
        cut_code(answer);
    }
}
static void read_before_begin(struct answer *answer) {
    if (answer->body.ptr[-1] == 0x77) {
        cut_code(answer);
    }
}
static void write_other_raw(struct answer *answer) {
    if (answer->has_document && answer->body.len == 0 && answer->outcome->raw.present) {
        answer->outcome->raw.bytes = AWP_BYTES("[]");
    }
}
static void trip_over_escapes(struct answer *answer) {
    if (answer->body.len > 0 && memchr(answer->body.ptr, '\\', answer->body.len) != NULL) {
        cut_code(answer);
    }
}
static void take_half_documents(struct answer *answer) {
    int open = 0;
    for (size_t i = 0; i < answer->body.len; i++) {
        open += answer->body.ptr[i] == '{' ? 1 : answer->body.ptr[i] == '}' ? -1 : 0;
    }
    if (open != 0) {
        claim_result(answer);
    }
}
static void make_unknown_of_no_memory(struct answer *answer) {
    if (answer->status == AWP_NO_MEMORY) {
        answer->status = AWP_OK;
        *answer->outcome = (struct awp_outcome){.kind = AWP_OUTCOME_UNKNOWN,
                                                .value = {.kind = AWP_SHAPE_STRUCTURE}};
    }
}
static void write_though_failed(struct answer *answer) {
    if (answer->status == AWP_NO_MEMORY) {
        answer->outcome->kind = AWP_OUTCOME_UNKNOWN;
    }
}
static void leak_though_failed(struct answer *answer) {
    if (answer->status == AWP_NO_MEMORY) {
        leak_in_libxml2(answer);
    }
}

static const struct fault {
    const char *name;
    void (*spoil)(struct answer *answer);
    bool even_if_failed;
} faults[] = {
    {"return-no-memory", return_no_memory, false},
    {"claim-result", claim_result, false},
    {"claim-unknown", claim_unknown, false},
    {"leave-raw-unwritten", leave_raw_unwritten, false},
    {"take-another-error", take_another_error, false},
    {"cut-code", cut_code, false},
    {"lose-members", lose_members, false},
    {"lose-raw", lose_raw, false},
    {"cut-raw-at-nul", cut_raw_at_nul, false},
    {"point-into-input", point_into_input, false},
    {"take-much-memory", take_much_memory, false},
    {"keep-blocks", take_a_block, false},
    {"leak-in-libxml2", leak_in_libxml2, false},
    {"print-a-word", print_a_word, false},
    {"print-an-error", print_an_error, false},
    {"set-errno", set_errno, false},
    {"set-locale", set_locale, false},
    {"answer-otherwise-later", answer_otherwise_later, false},
    {"answer-otherwise-each-time", answer_otherwise_each_time, false},
    {"answer-otherwise-on-bytes", answer_otherwise_on_bytes, false},
    {"want-alignment", want_alignment, false},
    {"read-past-end", read_past_end, false},
    {"read-before-begin", read_before_begin, false},
    {"write-other-raw", write_other_raw, false},
    {"trip-over-escapes", trip_over_escapes, false},
    {"take-half-documents", take_half_documents, false},
    {"make-unknown-of-no-memory", make_unknown_of_no_memory, true},
    {"write-though-failed", write_though_failed, true},
    {"leak-though-failed", leak_though_failed, true},
};

static enum awp_status spoil(struct answer answer) {
    static unsigned calls;
    answer.call = ++calls;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (awp_negative_is(faults[i].name) &&
            (answer.status == AWP_OK || faults[i].even_if_failed)) {
            faults[i].spoil(&answer);
        }
    }
    return answer.status;
}

/* The linker calls the decoder's own function __real_NAME, and sends calls of NAME here. */
#define WRAP_ON_DOCUMENT(name, node_type)                                                          \
    awp_status_on_##node_type __real_##name, __wrap_##name;                                        \
    enum awp_status __wrap_##name(const struct awp_operation *operation, struct awp_bytes code,    \
                                  const struct node_type *node, struct awp_bytes source,           \
                                  struct awp_arena *arena, struct awp_outcome *outcome) {          \
        return spoil((struct answer){                                                              \
            .operation = operation,                                                                \
            .body = source,                                                                        \
            .has_document = node != NULL,                                                          \
            .arena = arena,                                                                        \
            .outcome = outcome,                                                                    \
            .status = __real_##name(operation, code, node, source, arena, outcome)});              \
    }

typedef enum awp_status awp_status_on_awp_json_node(const struct awp_operation *, struct awp_bytes,
                                                    const struct awp_json_node *, struct awp_bytes,
                                                    struct awp_arena *, struct awp_outcome *);
typedef enum awp_status awp_status_on_awp_xml_node(const struct awp_operation *, struct awp_bytes,
                                                   const struct awp_xml_node *, struct awp_bytes,
                                                   struct awp_arena *, struct awp_outcome *);
WRAP_ON_DOCUMENT(awp_error_of_json, awp_json_node)
WRAP_ON_DOCUMENT(awp_error_of_xml, awp_xml_node)
WRAP_ON_DOCUMENT(awp_response_of_json, awp_json_node)
WRAP_ON_DOCUMENT(awp_response_of_xml, awp_xml_node)

/* A target asks for one function at a time, so one is remembered. */
const struct awp_function *__real_awp_function_find(struct awp_bytes name);
const struct awp_function *__wrap_awp_function_find(struct awp_bytes name);
static struct awp_function found;
static awp_decode_function *decode_real;

static enum awp_status decode_spoiled(const struct awp_operation *operation, struct awp_bytes code,
                                      struct awp_bytes body, struct awp_arena *arena,
                                      struct awp_outcome *outcome) {
    return spoil((struct answer){.operation = operation,
                                 .body = body,
                                 .on_bytes = true,
                                 .arena = arena,
                                 .outcome = outcome,
                                 .status = decode_real(operation, code, body, arena, outcome)});
}

const struct awp_function *__wrap_awp_function_find(struct awp_bytes name) {
    const struct awp_function *real = __real_awp_function_find(name);
    if (real == NULL) {
        return NULL;
    }
    decode_real = real->decode;
    found = (struct awp_function){real->name, decode_spoiled};
    return &found;
}

enum awp_status __real_awp_response_decode(const struct awp_protocol *protocol,
                                           const struct awp_operation *operation,
                                           const struct awp_http_response *response,
                                           struct awp_arena *arena, struct awp_outcome *outcome);
enum awp_status __wrap_awp_response_decode(const struct awp_protocol *protocol,
                                           const struct awp_operation *operation,
                                           const struct awp_http_response *response,
                                           struct awp_arena *arena, struct awp_outcome *outcome);
enum awp_status __wrap_awp_response_decode(const struct awp_protocol *protocol,
                                           const struct awp_operation *operation,
                                           const struct awp_http_response *response,
                                           struct awp_arena *arena, struct awp_outcome *outcome) {
    return spoil((struct answer){
        .operation = operation,
        .body = response->body,
        .on_bytes = true,
        .arena = arena,
        .outcome = outcome,
        .status = __real_awp_response_decode(protocol, operation, response, arena, outcome)});
}
