/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a line of a testee -> its hello or its outcome, or one reason why it is neither. */
#include <stdlib.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "engine/target.h"
#include "message.h"
#include "oracles/fail.h"
#include "oracles/health.h"

static void check_reason(bool is_good, const struct awp_first_complaint *first,
                         const struct awp_run *run) {
    if (is_good ? first->complaints.count > 0 : first->reason.len == 0) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_REASON, "%s, with %zu complaints",
                        is_good ? "taken" : "refused", first->complaints.count);
    }
    if (memchr(first->reason.ptr == NULL ? (const uint8_t *)"" : first->reason.ptr, '\n',
               first->reason.len) != NULL) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_REASON, "the reason has more than one line");
    }
}

static struct awp_bytes write_answer(const struct awp_answer *answer, struct awp_arena *arena,
                                     const struct awp_run *run) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_answer_write(answer, true, &out);
    if (awp_buffer_finish(&out, &text) != AWP_OK) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_SAME, "an answer that cannot be written");
    }
    return text;
}

/* An answer that was taken is written as an OUTCOME that reads as the same answer. */
static void check_answer(const struct awp_answer *answer, struct awp_arena *arena,
                         const struct awp_run *run) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const struct awp_json_node *root = NULL;
    struct awp_answer again;
    if ((unsigned)answer->kind >= AWP_ANSWER_KIND_COUNT) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_KIND, "kind %d", (int)answer->kind);
    }
    const struct awp_bytes text = write_answer(answer, arena, run);
    if (awp_json_parse(text, arena, &root, NULL) != AWP_OK || root == NULL ||
        !awp_answer_of_json(root, AWP_GRAMMAR_REPLY, &first.complaints, &again)) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_SAME, "%.*s: %.*s", (int)text.len,
                        (const char *)text.ptr, (int)first.reason.len,
                        (const char *)first.reason.ptr);
    }
    if (!awp_bytes_equal(text, write_answer(&again, arena, run))) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_SAME, "written anew, %.*s is another", (int)text.len,
                        (const char *)text.ptr);
    }
}

static void read_both_ways(const struct awp_json_node *root, struct awp_arena *arena,
                           const struct awp_run *run) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_hello hello = {0};
    struct awp_answer answer = {0};
    struct awp_bytes id = {0};
    check_reason(awp_message_read_hello(root, &first.complaints, &hello), &first, run);
    first = awp_first_complaint_in(arena);
    const bool is_answer = awp_message_read_outcome(root, &first.complaints, &id, &answer);
    check_reason(is_answer, &first, run);
    if (is_answer) {
        check_answer(&answer, arena, run);
    }
}

/* Property: any line is taken or refused with a reason; what is taken can be said again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint8_t *exact = malloc(size > 0 ? size : 1);
    const struct awp_run of_input = awp_run_of("testee_reply", (struct awp_bytes){data, size});
    const struct awp_run *run = &of_input;
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const struct awp_json_node *root = NULL;
    struct awp_fault fault = {0};
    if (size > 0) {
        memcpy(exact, data, size);
    }
    if (awp_json_parse((struct awp_bytes){exact, size}, arena, &root, &fault) != AWP_OK ||
        (root == NULL) != (fault.reason != NULL)) {
        awp_oracle_fail(run, AWP_ORACLE_REPLY_PARSE, "neither a document nor a fault");
    }
    free(exact);
    if (root != NULL && awp_json_kind(root) == AWP_JSON_OBJECT) {
        read_both_ways(root, arena, run);
    }
    awp_health_count(AWP_HEALTH_INPUTS);
    awp_arena_destroy(arena);
    return 0;
}
