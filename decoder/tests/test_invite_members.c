/* SPDX-License-Identifier: Apache-2.0 */
/* InviteMembers in C types: result, each error, unknown, and back to a value. */
#include "awsproof/invite_members.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "support/describe.h"
#include "support/heap.h"
#include "support/values.h"

static struct awp_invite_members_outcome decode(struct awp_test_room *room, unsigned status,
                                                struct awp_bytes type, struct awp_bytes body) {
    const struct awp_header header = {AWP_BYTES("x-amzn-errortype"), type};
    const struct awp_bytes copy = awp_test_copy(&room->heap, body);
    const struct awp_http_response response = {
        .status = status, .headers = &header, .header_count = 1, .body = copy};
    struct awp_invite_members_outcome outcome;
    cr_assert_eq(awp_invite_members_decode(&response, room->arena, &outcome), AWP_OK);
    awp_test_release(&room->heap, copy);
    return outcome;
}

static void expect_text(struct awp_optional_bytes text, const char *wanted, const char *what) {
    cr_expect_eq(text.present, wanted != NULL, "%s", what);
    cr_expect(awp_bytes_equal(text.bytes, awp_bytes_of_string(wanted)), "%s: %.*s", what,
              AWP_TEST_SHOW(text.bytes));
}

Test(invite_members, reads_a_response_and_tells_absent_from_empty) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_invite_members_outcome outcome =
        decode(&room, 200, AWP_BYTES("InternalException"), AWP_BYTES(""));
    cr_expect_not(outcome.is_error);
    cr_expect_not(outcome.response.has_unprocessed_accounts);
    cr_expect_eq(outcome.response.unprocessed_account_count, 0);
    outcome = decode(&room, 200, AWP_BYTES(""), AWP_BYTES("{\"UnprocessedAccounts\":[]}"));
    cr_expect(outcome.response.has_unprocessed_accounts);
    cr_expect_eq(outcome.response.unprocessed_account_count, 0);
    outcome = decode(&room, 200, AWP_BYTES(""),
                     AWP_BYTES("{\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{\"AccountId\":"
                               "\"\",\"ProcessingResult\":\"p\"},{}]}"));
    cr_assert_not(outcome.is_error);
    cr_assert_eq(outcome.response.unprocessed_account_count, 3);
    const struct awp_invite_members_result *accounts = outcome.response.unprocessed_accounts;
    expect_text(accounts[0].account_id, "1", "the first's id");
    expect_text(accounts[0].processing_result, NULL, "the first's result");
    expect_text(accounts[1].account_id, "", "the second's id");
    expect_text(accounts[1].processing_result, "p", "the second's result");
    expect_text(accounts[2].account_id, NULL, "the third's id");
    expect_text(accounts[2].processing_result, NULL, "the third's result");
    awp_test_room_close(&room);
}

static const char *const names[] = {
    [AWP_INVITE_MEMBERS_INTERNAL_EXCEPTION] = "InternalException",
    [AWP_INVITE_MEMBERS_INVALID_ACCESS_EXCEPTION] = "InvalidAccessException",
    [AWP_INVITE_MEMBERS_INVALID_INPUT_EXCEPTION] = "InvalidInputException",
    [AWP_INVITE_MEMBERS_LIMIT_EXCEEDED_EXCEPTION] = "LimitExceededException",
    [AWP_INVITE_MEMBERS_RESOURCE_NOT_FOUND_EXCEPTION] = "ResourceNotFoundException",
    [AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR] = "Unknown_operation_error",
};

Test(invite_members, reads_each_error_of_its_own) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR; i++) {
        const struct awp_invite_members_outcome outcome =
            decode(&room, 418, awp_bytes_of_string(names[i]),
                   AWP_BYTES("{\"Message\":\"m\",\"Code\":\"\"}"));
        cr_expect(outcome.is_error, "%s", names[i]);
        cr_expect_eq(outcome.error, i, "%s", names[i]);
        expect_text(outcome.message, "m", names[i]);
        expect_text(outcome.code, "", names[i]);
        cr_expect_eq(outcome.unknown_code.len, 0);
        cr_expect_not(outcome.unknown_raw.present);
        const struct awp_invite_members_outcome bare =
            decode(&room, 418, awp_bytes_of_string(names[i]), AWP_BYTES(""));
        cr_expect(bare.is_error && bare.error == outcome.error, "%s without a body", names[i]);
        expect_text(bare.message, NULL, names[i]);
        expect_text(bare.code, NULL, names[i]);
    }
    awp_test_room_close(&room);
}

Test(invite_members, keeps_the_code_and_the_body_of_an_unknown_error) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_invite_members_outcome outcome =
        decode(&room, 403, AWP_BYTES("AccessDeniedException"), AWP_BYTES("\0<html>"));
    cr_expect(outcome.is_error);
    cr_expect_eq(outcome.error, AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR);
    cr_expect(awp_bytes_equal(outcome.unknown_code, AWP_BYTES("AccessDeniedException")));
    cr_expect(outcome.unknown_raw.present);
    cr_expect(awp_bytes_equal(outcome.unknown_raw.bytes, AWP_BYTES("\0<html>")));
    expect_text(outcome.message, NULL, "a message");
    outcome = decode(&room, 503, AWP_BYTES(""), AWP_BYTES(""));
    cr_expect(outcome.is_error);
    cr_expect(awp_bytes_equal(outcome.unknown_code, AWP_BYTES("503")));
    cr_expect_not(outcome.unknown_raw.present);
    outcome = decode(&room, 200, AWP_BYTES(""), AWP_BYTES("{"));
    cr_expect(outcome.is_error, "a success that does not decode");
    cr_expect(awp_bytes_equal(outcome.unknown_code, AWP_BYTES("200")));
    awp_test_room_close(&room);
}

Test(invite_members, leaves_the_outcome_alone_when_memory_fails) {
    struct awp_test_heap heap = {0};
    const struct awp_bytes items = awp_test_repeat(&heap, AWP_BYTES("{\"AccountId\":\"1\"},"), 99);
    const struct awp_bytes parts[] = {AWP_BYTES("{\"UnprocessedAccounts\":["), items,
                                      AWP_BYTES("{}]}")};
    const struct awp_http_response response = {.status = 200,
                                               .body = awp_test_join(&heap, parts, 3)};
    size_t failures = 0;
    enum awp_status status = AWP_OVER_CEILING;
    for (size_t max = AWP_ARENA_MIN_BYTES; status != AWP_OK; max += 16) {
        struct awp_test_room room;
        struct awp_invite_members_outcome outcome;
        awp_test_room_open(&room, max);
        awp_test_poison(&outcome, sizeof outcome);
        status = awp_invite_members_decode(&response, room.arena, &outcome);
        if (status != AWP_OK) {
            cr_assert_eq(status, AWP_OVER_CEILING, "%zu: %s", max, awp_status_text(status));
            awp_test_expect_poison(&outcome, sizeof outcome);
            failures++;
        } else {
            cr_expect_eq(outcome.response.unprocessed_account_count, 100);
        }
        awp_test_room_close(&room);
    }
    cr_expect_gt(failures, 100);
    awp_test_release(&heap, response.body);
    awp_test_release(&heap, items);
    awp_test_heap_expect_empty(&heap, "the body");
}

Test(invite_members, gives_the_value_that_it_was_decoded_from) {
    static const char *const bodies[] = {
        "{}",
        "{\"UnprocessedAccounts\":[]}",
        "{\"UnprocessedAccounts\":[{}]}",
        "{\"UnprocessedAccounts\":[{\"AccountId\":\"1\",\"ProcessingResult\":\"a\\u0000\"},{}]}",
        "{\"UnprocessedAccounts\":[{\"ProcessingResult\":\"\"},{\"AccountId\":\"\"}]}",
    };
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < AWP_TEST_COUNT(bodies); i++) {
        const struct awp_invite_members_outcome outcome =
            decode(&room, 200, AWP_BYTES(""), awp_bytes_of_string(bodies[i]));
        struct awp_value value, decoded;
        struct awp_bytes json;
        cr_assert_eq(awp_invite_members_to_value(&outcome.response, room.arena, &value), AWP_OK);
        const struct awp_bytes text = awp_test_canonical(&value, room.arena);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(bodies[i])), "%.*s",
                  AWP_TEST_SHOW(text));
        cr_assert_eq(awp_json_of_value(&value, room.arena, &json), AWP_OK);
        cr_assert_eq(awp_test_value_of_json(awp_securityhub_invite_members.output, json, room.arena,
                                            &decoded),
                     AWP_OK);
        cr_expect(awp_value_equal(&value, &decoded), "%s", bodies[i]);
    }
    awp_test_room_close(&room);
}

Test(invite_members, says_so_when_a_value_has_no_room) {
    struct awp_invite_members_result accounts[40];
    for (size_t i = 0; i < 40; i++) {
        accounts[i] = (struct awp_invite_members_result){.account_id = {true, AWP_BYTES("1")}};
    }
    const struct awp_invite_members_response response = {true, accounts, 40};
    size_t failures = 0;
    enum awp_status status = AWP_OVER_CEILING;
    for (size_t max = AWP_ARENA_MIN_BYTES; status != AWP_OK; max += 16) {
        struct awp_test_room room;
        struct awp_value value;
        awp_test_room_open(&room, max);
        awp_test_poison(&value, sizeof value);
        status = awp_invite_members_to_value(&response, room.arena, &value);
        if (status != AWP_OK) {
            cr_assert_eq(status, AWP_OVER_CEILING, "%zu: %s", max, awp_status_text(status));
            awp_test_expect_poison(&value, sizeof value);
            failures++;
        } else {
            cr_assert_eq(value.kind, AWP_SHAPE_STRUCTURE, "success, and nothing written");
            cr_expect_eq(value.as.structure.members[0].value.as.list.count, 40);
        }
        awp_test_room_close(&room);
    }
    cr_expect_gt(failures, 100, "%zu ceilings were too low", failures);
}

Test(invite_members, names_its_errors) {
    for (size_t i = 0; i < AWP_TEST_COUNT(names); i++) {
        cr_expect_str_eq(awp_invite_members_error_name((enum awp_invite_members_error)i), names[i]);
    }
}

#ifndef NDEBUG
Test(invite_members, has_no_name_for_what_is_no_error, .signal = SIGABRT) {
    (void)awp_invite_members_error_name((enum awp_invite_members_error)99);
}
#endif
