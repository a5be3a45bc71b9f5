/* SPDX-License-Identifier: Apache-2.0 */
/* A target that must fail: error_of_json with one fault put in, to prove that each oracle still
 * sees. */
#include "engine/target.h"
#include "oracles/error_oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/invite_members.h"

/* What a fault may spoil: the decoder's answer, and what it was asked. */
struct answer {
    const struct awp_operation *operation;
    struct awp_bytes source;
    struct awp_arena *arena;
    struct awp_outcome *outcome;
    enum awp_status status;
    unsigned call; /* the how manieth */
};

static void keep(struct answer *answer) { (void)answer; }
static void return_no_memory(struct answer *answer) { answer->status = AWP_NO_MEMORY; }
static void claim_result(struct answer *answer) { answer->outcome->kind = AWP_OUTCOME_RESULT; }
static void leave_raw_unwritten(struct answer *answer) {
    memset(&answer->outcome->raw, 0xA5, sizeof answer->outcome->raw);
}
static void take_another_error(struct answer *answer) {
    if (answer->outcome->error != NULL) {
        answer->outcome->error = answer->outcome->error == answer->operation->errors
                                     ? answer->operation->errors + 1
                                     : answer->operation->errors;
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
        answer->outcome->raw.bytes = answer->source;
    }
}
static void answer_otherwise_later(struct answer *answer) {
    const unsigned first_pass = 9; /* as many as the oracle has codes: the second pass differs */
    if (answer->call > first_pass && answer->outcome->kind == AWP_OUTCOME_UNKNOWN) {
        answer->outcome->code = AWP_BYTES("another");
    }
}
static void take_much_memory(struct answer *answer) {
    answer->status = awp_arena_allocate(answer->arena, 1u << 20) == NULL ? AWP_NO_MEMORY : AWP_OK;
}

static const struct fault {
    const char *name;
    void (*spoil)(struct answer *answer);
} faults[] = {{"none", keep},
              {"return-no-memory", return_no_memory},
              {"claim-result", claim_result},
              {"leave-raw-unwritten", leave_raw_unwritten},
              {"take-another-error", take_another_error},
              {"cut-code", cut_code},
              {"lose-members", lose_members},
              {"lose-raw", lose_raw},
              {"cut-raw-at-nul", cut_raw_at_nul},
              {"point-into-input", point_into_input},
              {"answer-otherwise-later", answer_otherwise_later},
              {"take-much-memory", take_much_memory}};

static const struct fault *chosen_fault(void) {
    const char *name = getenv("AWP_NEGATIVE_FAULT");
    for (size_t i = 0; name != NULL && i < sizeof faults / sizeof faults[0]; i++) {
        if (strcmp(faults[i].name, name) == 0) {
            return &faults[i];
        }
    }
    fprintf(stderr, "negative: AWP_NEGATIVE_FAULT names no fault\n");
    exit(2);
}

static enum awp_status parse(struct awp_bytes text, struct awp_arena *arena, const void **document,
                             struct awp_fault *fault) {
    const struct awp_json_node *root = NULL;
    const enum awp_status status = awp_json_parse(text, arena, &root, fault);
    *document = root;
    return status;
}

static enum awp_status decode(const struct awp_operation *operation, struct awp_bytes code,
                              const void *document, struct awp_bytes source,
                              struct awp_arena *arena, struct awp_outcome *outcome) {
    static unsigned calls;
    struct answer answer = {.operation = operation,
                            .source = source,
                            .arena = arena,
                            .outcome = outcome,
                            .call = ++calls};
    answer.status = awp_error_of_json(operation, code, document, source, arena, outcome);
    chosen_fault()->spoil(&answer);
    return answer.status;
}

static bool is_object(const void *document) { return awp_json_kind(document) == AWP_JSON_OBJECT; }

static enum awp_oracle_member member(const void *document, struct awp_bytes name,
                                     struct awp_arena *arena, struct awp_bytes *text) {
    const struct awp_json_node *node = awp_json_member(document, name);
    if (node == NULL) {
        return AWP_ORACLE_ABSENT;
    }
    const bool is_text =
        awp_json_kind(node) == AWP_JSON_STRING && awp_json_string(node, arena, text) == AWP_OK;
    return is_text ? AWP_ORACLE_TEXT : AWP_ORACLE_MISFIT;
}

/* Writes another value than it was given. */
static enum awp_status encode(const struct awp_value *value, struct awp_arena *arena,
                              struct awp_bytes *text) {
    const char *name = getenv("AWP_NEGATIVE_ENCODER");
    if (name != NULL && strcmp(name, "empty") == 0) {
        *text = AWP_BYTES("{}");
        return AWP_OK;
    }
    return awp_json_of_value(value, arena, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct awp_error_format negative = {.name = "error_of_json",
                                                     .parse = parse,
                                                     .decode = decode,
                                                     .encode = encode,
                                                     .holds_members = is_object,
                                                     .member = member};
    awp_error_oracle_run(&negative, (struct awp_bytes){data, size});
    return 0;
}
