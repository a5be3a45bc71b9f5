/* SPDX-License-Identifier: Apache-2.0 */
/* Making outcomes of bodies, and telling outcomes apart. */
#include "awsproof/outcome.h"

#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "protocol/body.h"
#include "support/describe.h"
#include "support/heap.h"

static const struct awp_operation *const invite_members = &awp_securityhub_invite_members;

Test(outcome, writes_a_status_in_decimal) {
    static const struct {
        unsigned status;
        const char *code;
    } rows[] = {{0, "0"}, {7, "7"}, {503, "503"}, {4294967295U, "4294967295"}};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(rows); i++) {
        struct awp_bytes code;
        cr_assert_eq(awp_status_code(rows[i].status, room.arena, &code), AWP_OK);
        cr_expect(awp_bytes_equal(code, awp_bytes_of_string(rows[i].code)), "%s", rows[i].code);
    }
    awp_test_room_close(&room);
}

Test(outcome, takes_200_to_299_for_success) {
    static const unsigned success[] = {200, 201, 250, 299};
    static const unsigned failure[] = {0, 100, 199, 300, 304, 400, 500, 2000, 4294967295U};
    for (size_t i = 0; i < AWP_TEST_COUNT(success); i++) {
        cr_expect(awp_status_is_success(success[i]), "%u", success[i]);
    }
    for (size_t i = 0; i < AWP_TEST_COUNT(failure); i++) {
        cr_expect_not(awp_status_is_success(failure[i]), "%u", failure[i]);
    }
}

Test(outcome, copies_the_code_and_the_raw_text_of_unknown) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes code = awp_test_copy(&room.heap, AWP_BYTES("co\0de"));
    const struct awp_bytes raw = awp_test_copy(&room.heap, AWP_BYTES("\0\xFF{"));
    const struct awp_body body = {.source = raw};
    struct awp_outcome outcome;
    cr_assert_eq(awp_outcome_unknown(code, &body, room.arena, &outcome), AWP_OK);
    awp_test_release(&room.heap, code);
    awp_test_release(&room.heap, raw);
    cr_expect_eq(outcome.kind, AWP_OUTCOME_UNKNOWN);
    cr_expect(awp_bytes_equal(outcome.code, AWP_BYTES("co\0de")));
    cr_expect(outcome.raw.present && awp_bytes_equal(outcome.raw.bytes, AWP_BYTES("\0\xFF{")));
    awp_test_room_close(&room);
}

Test(outcome, has_no_raw_text_for_an_empty_body) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_body body = {0};
    struct awp_outcome outcome;
    cr_assert_eq(awp_outcome_unknown(AWP_BYTES("503"), &body, room.arena, &outcome), AWP_OK);
    awp_test_expect("no body", invite_members, body.source, &outcome, "unknown 503");
    cr_assert_eq(awp_outcome_of_error(NULL, AWP_BYTES("X"), &body, room.arena, &outcome), AWP_OK);
    awp_test_expect("no error", invite_members, body.source, &outcome, "unknown X");
    cr_assert_eq(awp_outcome_of_error(&invite_members->errors[3], AWP_BYTES("X"), &body, room.arena,
                                      &outcome),
                 AWP_OK);
    awp_test_expect("an error", invite_members, body.source, &outcome,
                    "modeled LimitExceededException {}");
    cr_assert_eq(
        awp_outcome_of_response(invite_members, AWP_BYTES("X"), &body, room.arena, &outcome),
        AWP_OK);
    awp_test_expect("a response", invite_members, body.source, &outcome, "result {}");
    awp_test_room_close(&room);
}

Test(outcome, is_equal_to_itself_and_to_no_other) {
    const struct awp_value text = {.kind = AWP_SHAPE_STRING, .as.string = AWP_BYTES("m")};
    const struct awp_member_value message = {.member = invite_members->errors[0].shape->members,
                                             .value = text};
    const struct awp_value none = {.kind = AWP_SHAPE_STRUCTURE};
    const struct awp_value one = {.kind = AWP_SHAPE_STRUCTURE, .as.structure = {&message, 1}};
    const struct awp_outcome outcomes[] = {
        {.kind = AWP_OUTCOME_RESULT, .value = none},
        {.kind = AWP_OUTCOME_RESULT, .value = one},
        {.kind = AWP_OUTCOME_MODELED, .value = none, .error = &invite_members->errors[0]},
        {.kind = AWP_OUTCOME_MODELED, .value = one, .error = &invite_members->errors[0]},
        {.kind = AWP_OUTCOME_MODELED, .value = none, .error = &invite_members->errors[1]},
        {.kind = AWP_OUTCOME_UNKNOWN, .value = none, .code = AWP_BYTES("A")},
        {.kind = AWP_OUTCOME_UNKNOWN, .value = none, .code = AWP_BYTES("B")},
        {.kind = AWP_OUTCOME_UNKNOWN, .value = none, .code = AWP_BYTES("A"), .raw = {true, {0}}},
        {.kind = AWP_OUTCOME_UNKNOWN,
         .value = none,
         .code = AWP_BYTES("A"),
         .raw = {true, AWP_BYTES("x")}},
        {.kind = AWP_OUTCOME_UNKNOWN,
         .value = none,
         .code = AWP_BYTES("A"),
         .raw = {true, AWP_BYTES("y")}},
    };
    for (size_t i = 0; i < AWP_TEST_COUNT(outcomes); i++) {
        for (size_t j = 0; j < AWP_TEST_COUNT(outcomes); j++) {
            cr_expect_eq(awp_outcome_equal(&outcomes[i], &outcomes[j]), i == j, "%zu and %zu", i,
                         j);
        }
    }
}
