/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/request.c: the runner's messages, and what is wrong with bad ones. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "request.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(request, .init = set_up, .fini = tear_down);

#define DECODE                                                                                     \
    "{\"type\":\"decode\",\"id\":\"c1\",\"service\":\"securityhub\",\"operation\":"                \
    "\"InviteMembers\",\"protocol\":\"restJson1\",\"response\":{\"status\":401,\"headers\":[["     \
    "\"a\",\"b\"]],\"body_base64\":\"eA==\"}}"

static bool reads(struct awp_bytes text, struct awp_request *request, const char *reason) {
    struct awp_bytes said = {0};
    uint8_t *exact = malloc(text.len + 1);
    memcpy(exact, text.ptr, text.len);
    const bool good = awp_request_read((struct awp_bytes){exact, text.len}, arena, request, &said);
    free(exact);
    cr_expect(awp_bytes_equal(said, awp_bytes_of_string(reason)), "%.*s: %.*s", AWP_TEXT_ARGS(text),
              AWP_TEXT_ARGS(said));
    return good;
}

Test(request, reads_hello_and_bye) {
    struct awp_request request;
    cr_assert(reads(AWP_BYTES("{\"type\":\"hello\",\"protocol\":{\"min\":1,\"max\":3},\"x\":1}"),
                    &request, ""));
    cr_assert_eq(request.type, AWP_REQUEST_HELLO);
    cr_assert(reads(AWP_BYTES("{\"type\":\"bye\"}"), &request, ""));
    cr_assert_eq(request.type, AWP_REQUEST_BYE);
}

Test(request, refuses_a_runner_of_another_protocol) {
    struct awp_request request;
    cr_expect_not(reads(AWP_BYTES("{\"type\":\"hello\",\"protocol\":{\"min\":2,\"max\":3}}"),
                        &request, "the runner speaks protocols 2 to 3; this speaks 1"));
    cr_expect_not(reads(AWP_BYTES("{\"type\":\"hello\"}"), &request,
                        "hello has no \"protocol\" with min and max"));
}

Test(request, reads_a_question_and_what_may_be_left_out) {
    struct awp_request request;
    cr_assert(reads(AWP_BYTES(DECODE), &request, ""));
    cr_assert_eq(request.type, AWP_REQUEST_ASK);
    cr_assert_eq(request.question.status, 401);
    cr_assert_eq(request.question.header_count, 1);
    cr_assert(awp_bytes_equal(request.question.body, AWP_BYTES("x")));
    cr_assert(reads(AWP_BYTES("{\"type\":\"function\",\"id\":\"c2\",\"service\":\"securityhub\","
                              "\"operation\":\"InviteMembers\",\"function\":\"error_of_xml\"}"),
                    &request, ""));
    cr_assert_eq(request.question.body.len + request.question.code.len, 0);
}

Test(request, says_what_is_wrong_and_keeps_the_id_where_there_is_one) {
    static const struct {
        const char *find;
        const char *replacement;
        const char *reason;
        bool has_id;
    } rows[] = {
        {"securityhub", "other", "no such operation: \"other.InviteMembers\"", true},
        {"restJson1", "json", "no such protocol: \"json\"", true},
        {"\"id\":\"c1\",", "", "a decode request has no field \"id\"", false},
        {"\"id\":\"c1\"", "\"id\":7",
         "field \"id\" of a decode request must be a string, not a number", false},
        {"\"decode\"", "\"encode\"", "no such type of message: \"encode\"", true},
        {"\"decode\"", "5", "a message has no \"type\"", true},
        {"\"decode\"", "\"call\"", "transport http is not claimed", true},
        {"eA==", "eA=", "a text that is no base64", true},
        {"401", "4010", "field \"status\" must be a whole number from 100 to 999", true},
        {"[\"a\",\"b\"]", "[\"a\"]", "a header must be an array [name, value]", true},
        {"[\"a\",\"b\"]", "[\"a\",5]", "a header's value must be an object, not a number", true}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_request request;
        const struct awp_bytes text =
            awp_test_replace(arena, DECODE, rows[i].find, rows[i].replacement);
        cr_expect_not(reads(text, &request, rows[i].reason));
        cr_expect_eq(request.id.present, rows[i].has_id, "%s", rows[i].reason);
    }
}

Test(request, refuses_every_prefix_of_a_request) {
    for (size_t len = 0; len + 1 < sizeof(DECODE); len++) {
        struct awp_request request;
        struct awp_bytes reason = {0};
        uint8_t *exact = malloc(len == 0 ? 1 : len);
        memcpy(exact, DECODE, len);
        cr_expect_not(awp_request_read((struct awp_bytes){exact, len}, arena, &request, &reason));
        cr_expect(awp_text_begins(reason, "not JSON at byte "));
        cr_expect_not(request.id.present);
        free(exact);
    }
}
