/* SPDX-License-Identifier: Apache-2.0 */
/* What the XML protocols share: one envelope, and where it looks. */
#include "protocol/xml_envelope.h"

#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"

static const struct awp_xml_node *parse(struct awp_test_room *room, const char *text) {
    const struct awp_xml_node *root;
    cr_assert_eq(awp_xml_parse(awp_bytes_of_string(text), room->arena, &root, NULL), AWP_OK);
    cr_assert_not_null(root, "%s", text);
    return root;
}

Test(xml_envelope, finds_error_as_the_root_or_in_error_response) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_xml_node *bare = parse(&room, "<Error/>");
    cr_expect_eq(awp_xml_error_of_error_response(bare), bare);
    const struct awp_xml_node *wrapped =
        parse(&room, "<ErrorResponse><a/><Error/></ErrorResponse>");
    cr_expect_eq(awp_xml_error_of_error_response(wrapped), awp_xml_next(awp_xml_first(wrapped)));
    cr_expect_null(awp_xml_error_of_error_response(parse(&room, "<ErrorResponse/>")));
    cr_expect_null(awp_xml_error_of_error_response(parse(&room, "<Response><Error/></Response>")));
    cr_expect_eq(awp_xml_result_is_root(bare, &awp_test_describe_operation), bare);
    awp_test_room_close(&room);
}

static const struct awp_xml_node *no_result(const struct awp_xml_node *root,
                                            const struct awp_operation *operation) {
    (void)root, (void)operation;
    return NULL;
}

Test(xml_envelope, asks_its_envelope_where_to_look) {
    static const struct awp_xml_envelope envelope = {.error = awp_xml_error_of_error_response,
                                                     .result = no_result};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_http_response response = {.status = 200, .body = AWP_BYTES("<R/>")};
    struct awp_outcome outcome;
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    cr_assert_eq(awp_xml_envelope_decode(&envelope, operation, &response, room.arena, &outcome),
                 AWP_OK);
    awp_test_expect("no result element", operation, response.body, &outcome, "unknown 200");
    response.body = AWP_BYTES("");
    cr_assert_eq(awp_xml_envelope_decode(&envelope, operation, &response, room.arena, &outcome),
                 AWP_OK);
    awp_test_expect("no body", operation, response.body, &outcome, "result {}");
    awp_test_room_close(&room);
}

Test(xml_envelope, says_that_an_error_holds_a_kind_that_is_not_interpreted) {
    static const struct awp_xml_envelope envelope = {.error = awp_xml_error_of_error_response,
                                                     .result = awp_xml_result_is_root};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_http_response response = {
        .status = 500, .body = AWP_BYTES("<Error><Code>Unread</Code><Count>1</Count></Error>")};
    struct awp_outcome outcome;
    awp_test_poison(&outcome, sizeof outcome);
    cr_expect_eq(awp_xml_envelope_decode(&envelope, &awp_test_describe_operation, &response,
                                         room.arena, &outcome),
                 AWP_UNSUPPORTED_SHAPE);
    awp_test_expect_poison(&outcome, sizeof outcome);
    response.body = AWP_BYTES("<Error><Code>Unread</Code></Error>");
    cr_assert_eq(awp_xml_envelope_decode(&envelope, &awp_test_describe_operation, &response,
                                         room.arena, &outcome),
                 AWP_OK);
    awp_test_expect("the member is absent", &awp_test_describe_operation, response.body, &outcome,
                    "modeled Unread {}");
    awp_test_room_close(&room);
}
