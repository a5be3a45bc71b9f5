/* SPDX-License-Identifier: Apache-2.0 */
/* Writing outcomes as words, and checking what words do not show. */
#include "support/describe.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/heap.h"

static void describe_modeled(const struct awp_operation *operation,
                             const struct awp_outcome *outcome, struct awp_buffer *out) {
    cr_assert_geq((void *)outcome->error, (void *)operation->errors);
    cr_assert_lt((void *)outcome->error, (void *)(operation->errors + operation->error_count));
    cr_assert(awp_bytes_equal(outcome->error->shape->name, outcome->code));
    cr_assert_not(outcome->raw.present);
    awp_buffer_append_string(out, "modeled ");
    awp_buffer_append(out, outcome->code);
    awp_buffer_append_string(out, " ");
    awp_value_write(&outcome->value, out);
}

static void describe_unknown(struct awp_bytes body, const struct awp_outcome *outcome,
                             struct awp_buffer *out) {
    cr_assert_null(outcome->error);
    cr_assert_eq(outcome->value.kind, AWP_SHAPE_STRUCTURE);
    cr_assert_eq(outcome->value.as.structure.count, 0);
    cr_assert_eq(outcome->raw.present, body.len != 0, "raw is absent iff the body is empty");
    cr_assert(awp_bytes_equal(outcome->raw.bytes, body), "raw is the body");
    cr_assert(body.len == 0 || outcome->raw.bytes.ptr != body.ptr, "raw points into the body");
    awp_buffer_append_string(out, "unknown ");
    awp_buffer_append(out, outcome->code);
}

static void describe_result(const struct awp_outcome *outcome, struct awp_buffer *out) {
    cr_assert_null(outcome->error);
    cr_assert_eq(outcome->code.len, 0);
    cr_assert_not(outcome->raw.present);
    awp_buffer_append_string(out, "result ");
    awp_value_write(&outcome->value, out);
}

void awp_test_describe(const struct awp_operation *operation, struct awp_bytes body,
                       const struct awp_outcome *outcome, struct awp_buffer *out) {
    switch (outcome->kind) {
    case AWP_OUTCOME_RESULT:
        describe_result(outcome, out);
        return;
    case AWP_OUTCOME_MODELED:
        describe_modeled(operation, outcome, out);
        return;
    case AWP_OUTCOME_UNKNOWN:
        describe_unknown(body, outcome, out);
        return;
    }
    cr_assert_fail("a fourth kind of outcome: %d", (int)outcome->kind);
}

void awp_test_expect(const char *row, const struct awp_operation *operation, struct awp_bytes body,
                     const struct awp_outcome *outcome, const char *expected) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_buffer words = {.arena = room.arena};
    struct awp_bytes text;
    awp_test_describe(operation, body, outcome, &words);
    cr_assert_eq(awp_buffer_finish(&words, &text), AWP_OK);
    cr_expect(awp_bytes_equal(text, awp_bytes_of_string(expected)),
              "%s\n  expected: %s\n  came:     %.*s", row, expected, AWP_TEST_SHOW(text));
    awp_test_room_close(&room);
}

void awp_test_poison(void *object, size_t size) { memset(object, 0xA5, size); }

void awp_test_expect_poison(const void *object, size_t size) {
    const uint8_t *bytes = object;
    for (size_t i = 0; i < size; i++) {
        cr_assert_eq(bytes[i], 0xA5, "a failed call wrote byte %zu of its result", i);
    }
}
