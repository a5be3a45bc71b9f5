/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in the reading of a testee's lines, put in by the linker's --wrap. */
#include "message.h"
#include "negative.h"

#define WRAPPED(result, name, ...)                                                                 \
    result __real_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__)

WRAPPED(enum awp_status, awp_json_parse, struct awp_bytes text, struct awp_arena *arena,
        const struct awp_json_node **root, struct awp_fault *fault) {
    const enum awp_status status = __real_awp_json_parse(text, arena, root, fault);
    if (awp_negative_is("give-no-reason") && fault != NULL) {
        *fault = (struct awp_fault){0};
    }
    return status;
}

WRAPPED(bool, awp_message_read_outcome, const struct awp_json_node *root,
        struct awp_complaints *complaints, struct awp_bytes *id, struct awp_answer *answer) {
    const bool taken = __real_awp_message_read_outcome(root, complaints, id, answer);
    if (awp_negative_is("refuse-in-silence")) {
        return false;
    }
    if (taken && awp_negative_is("make-a-kind-up")) {
        answer->kind = AWP_ANSWER_KIND_COUNT;
    }
    return taken;
}

/* Reads the written answer, the second of two, as another one. */
WRAPPED(bool, awp_answer_of_json, const struct awp_json_node *root, enum awp_answer_grammar grammar,
        struct awp_complaints *complaints, struct awp_answer *answer) {
    const bool taken = __real_awp_answer_of_json(root, grammar, complaints, answer);
    static unsigned calls;
    if (++calls % 2 == 0 && awp_negative_is("read-another")) {
        answer->code.present = true;
        answer->code.bytes = AWP_BYTES("Another");
    }
    return taken;
}
