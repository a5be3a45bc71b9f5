/* SPDX-License-Identifier: Apache-2.0 */
/* The seed's four functions: D1 to D3, and D5 where a caller has only the document. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "support/describe.h"
#include "support/heap.h"
#include "support/model.h"
#include "support/sweep.h"

#define B(literal) AWP_BYTES_INIT(literal)

static const struct awp_operation *const invite_members = &awp_securityhub_invite_members;

Test(function, has_the_seeds_four_functions_by_name) {
    static const char *const names[] = {"error_of_json", "error_of_xml", "response_of_json",
                                        "response_of_xml"};
    size_t count = 0;
    const struct awp_function *list = awp_function_list(&count);
    cr_assert_eq(count, AWP_TEST_COUNT(names));
    for (size_t i = 0; i < count; i++) {
        cr_expect(awp_bytes_equal(list[i].name, awp_bytes_of_string(names[i])), "%s", names[i]);
        cr_expect_eq(awp_function_find(awp_bytes_of_string(names[i])), &list[i], "%s", names[i]);
    }
    cr_expect_null(awp_function_find(AWP_BYTES("error_of_jso")));
    cr_expect_null(awp_function_find(AWP_BYTES("ERROR_OF_JSON")));
    cr_expect_null(awp_function_find(AWP_BYTES("")));
}

struct row {
    const char *function;
    const char *code;
    struct awp_bytes body;
    const char *outcome;
};

static void expect_rows(const struct row *rows, size_t count) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        const struct awp_function *function =
            awp_function_find(awp_bytes_of_string(rows[i].function));
        const struct awp_bytes body = awp_test_copy(&room.heap, rows[i].body);
        struct awp_outcome outcome;
        cr_assert_eq(function->decode(invite_members, awp_bytes_of_string(rows[i].code), body,
                                      room.arena, &outcome),
                     AWP_OK);
        awp_test_release(&room.heap, body);
        awp_test_expect(rows[i].function, invite_members, rows[i].body, &outcome, rows[i].outcome);
    }
    awp_test_room_close(&room);
}

Test(function, d1_error_of_json_takes_the_code_as_it_is) {
    static const struct row rows[] = {
        {"error_of_json", "InternalException", B("{\"Message\":\"m\"}"),
         "modeled InternalException {\"Message\":\"m\"}"},
        {"error_of_json", "InternalException", B(""), "modeled InternalException {}"},
        {"error_of_json", "InternalException", B("{\"code\":\"LimitExceededException\"}"),
         "modeled InternalException {}"},
        {"error_of_json", "InternalException", B("[]"), "unknown InternalException"},
        {"error_of_json", "InternalException", B("{"), "unknown InternalException"},
        {"error_of_json", "InternalException", B("{\"Code\":1}"), "unknown InternalException"},
        {"error_of_json", "ns#InternalException", B("{}"), "unknown ns#InternalException"},
        {"error_of_json", "InternalException:x", B("{}"), "unknown InternalException:x"},
        {"error_of_json", " InternalException", B("{}"), "unknown  InternalException"},
        {"error_of_json", "", B("{}"), "unknown "},
        {"error_of_json", "", B(""), "unknown "},
        {"error_of_json", "Result", B("<a/>"), "unknown Result"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(function, d2_error_of_xml_reads_the_given_elements_children) {
    static const struct row rows[] = {
        {"error_of_xml", "InternalException", B("<x><Message>m</Message><Code/></x>"),
         "modeled InternalException {\"Message\":\"m\",\"Code\":\"\"}"},
        {"error_of_xml", "InternalException", B(""), "modeled InternalException {}"},
        {"error_of_xml", "InternalException", B("<Error><Error><Message/></Error></Error>"),
         "modeled InternalException {}"},
        {"error_of_xml", "InternalException", B("<x><Code/><Code/></x>"),
         "unknown InternalException"},
        {"error_of_xml", "InternalException", B("<x>"), "unknown InternalException"},
        {"error_of_xml", " InternalException", B("<x/>"), "unknown  InternalException"},
        {"error_of_xml", "Other", B("<x/>"), "unknown Other"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(function, d3_response_functions_read_the_output_or_report_their_code) {
    static const struct row rows[] = {
        {"response_of_json", "200", B("{\"UnprocessedAccounts\":[{}]}"),
         "result {\"UnprocessedAccounts\":[{}]}"},
        {"response_of_json", "200", B(""), "result {}"},
        {"response_of_json", "200", B("null"), "unknown 200"},
        {"response_of_json", "", B("{\"UnprocessedAccounts\":1}"), "unknown "},
        {"response_of_json", "InternalException", B("x"), "unknown InternalException"},
        {"response_of_xml", "200", B("<x><UnprocessedAccounts><member/></UnprocessedAccounts></x>"),
         "result {\"UnprocessedAccounts\":[{}]}"},
        {"response_of_xml", "200", B(""), "result {}"},
        {"response_of_xml", "200", B("{}"), "unknown 200"},
    };
    expect_rows(rows, sizeof rows / sizeof rows[0]);
}

Test(function, d5_writes_raw_from_the_document_where_there_is_no_source) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes none = {0};
    const struct awp_json_node *json;
    struct awp_outcome outcome;
    cr_assert_eq(awp_json_parse(AWP_BYTES("{\"errors\": [ {\"a\\u0000\": 1.50, \"b\": null} ]}"),
                                room.arena, &json, NULL),
                 AWP_OK);
    const struct awp_json_node *inner = awp_json_first(awp_json_first(json));
    cr_assert_eq(
        awp_error_of_json(invite_members, AWP_BYTES("Other"), inner, none, room.arena, &outcome),
        AWP_OK);
    cr_assert(outcome.raw.present);
    cr_expect(awp_bytes_equal(outcome.raw.bytes, AWP_BYTES("{\"a\\u0000\":1.50,\"b\":null}")),
              "%.*s", AWP_TEST_SHOW(outcome.raw.bytes));
    cr_assert_eq(awp_response_of_json(invite_members, AWP_BYTES("200"), awp_json_first(inner), none,
                                      room.arena, &outcome),
                 AWP_OK);
    cr_expect_eq(outcome.kind, AWP_OUTCOME_UNKNOWN);
    cr_expect(outcome.raw.present && awp_bytes_equal(outcome.raw.bytes, AWP_BYTES("1.50")));
    const struct awp_xml_node *xml;
    cr_assert_eq(
        awp_xml_parse(AWP_BYTES("<r><e a='b'><c> &amp;</c><c/></e></r>"), room.arena, &xml, NULL),
        AWP_OK);
    cr_assert_eq(awp_error_of_xml(invite_members, AWP_BYTES("Other"), awp_xml_first(xml), none,
                                  room.arena, &outcome),
                 AWP_OK);
    cr_expect(outcome.raw.present &&
                  awp_bytes_equal(outcome.raw.bytes, AWP_BYTES("<e><c> &amp;</c><c></c></e>")),
              "%.*s", AWP_TEST_SHOW(outcome.raw.bytes));
    awp_test_room_close(&room);
}

Test(function, d5_prefers_the_source_that_the_caller_has) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const struct awp_bytes source = AWP_BYTES(" { \"a\" : 1 } ");
    const struct awp_json_node *json;
    struct awp_outcome outcome;
    cr_assert_eq(awp_json_parse(source, room.arena, &json, NULL), AWP_OK);
    cr_assert_eq(
        awp_error_of_json(invite_members, AWP_BYTES("Other"), json, source, room.arena, &outcome),
        AWP_OK);
    awp_test_expect("with a source", invite_members, source, &outcome, "unknown Other");
    awp_test_room_close(&room);
}

Test(function, says_so_where_a_shape_is_not_interpreted_and_leaves_the_outcome) {
    static const struct awp_bytes bodies[] = {B("{\"Count\":1}"), B("<r><Count>1</Count></r>")};
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    size_t count = 0;
    const struct awp_function *list = awp_function_list(&count);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        const bool is_error = i < 2;
        const struct awp_operation *operation =
            is_error ? &awp_test_describe_operation : &awp_test_count_operation;
        struct awp_outcome outcome;
        awp_test_poison(&outcome, sizeof outcome);
        cr_expect_eq(
            list[i].decode(operation, AWP_BYTES("Unread"), bodies[i % 2], room.arena, &outcome),
            AWP_UNSUPPORTED_SHAPE, "%.*s", AWP_TEST_SHOW(list[i].name));
        awp_test_expect_poison(&outcome, sizeof outcome);
    }
    awp_test_room_close(&room);
}

#define RICH_JSON "{\"Message\":\"a\\u0000\xC3\xA9\",\"n\":[1.50,null],\"Code\":\"\\ud83d\\ude00\"}"
#define RICH_XML                                                                                   \
    "<?xml version='1.0'?><!-- c --><x:E xmlns:x='u'><Message>a&amp;<![CDATA[<b>]]></Message>"     \
    "<x:Code>&#x1F600;</x:Code></x:E>"
#define RICH_LIST                                                                                  \
    "{\"UnprocessedAccounts\":[{\"AccountId\":\"1\",\"ProcessingResult\":\"\\u0000\"},{}],\"x\":-" \
    "1}"
#define RICH_XML_LIST                                                                              \
    "<r><UnprocessedAccounts><member><AccountId>1</AccountId></member><member/>"                   \
    "</UnprocessedAccounts></r>"

Test(function, has_one_outcome_for_every_prefix_and_says_so_when_memory_fails) {
    struct awp_test_sweep sweeps[] = {
        {.name = "error_of_json",
         .input = B(RICH_JSON),
         .code = B("InternalException"),
         .whole = "modeled InternalException {\"Message\":\"a\\u0000\xC3\xA9\",\"Code\":"
                  "\"\xF0\x9F\x98\x80\"}",
         .empty = "modeled InternalException {}",
         .broken = "unknown InternalException"},
        {.name = "error_of_json",
         .input = B(RICH_JSON),
         .code = B("Other"),
         .whole = "unknown Other",
         .empty = "unknown Other",
         .broken = "unknown Other"},
        {.name = "error_of_xml",
         .input = B(RICH_XML),
         .code = B("InternalException"),
         .uses_libxml2 = true,
         .whole = "modeled InternalException {\"Message\":\"a&<b>\",\"Code\":"
                  "\"\xF0\x9F\x98\x80\"}",
         .empty = "modeled InternalException {}",
         .broken = "unknown InternalException"},
        {.name = "response_of_json",
         .input = B(RICH_LIST),
         .code = B("200"),
         .whole = "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\",\"ProcessingResult\":"
                  "\"\\u0000\"},{}]}",
         .empty = "result {}",
         .broken = "unknown 200"},
        {.name = "response_of_xml",
         .input = B(RICH_XML_LIST),
         .code = B("200"),
         .uses_libxml2 = true,
         .whole = "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{}]}",
         .empty = "result {}",
         .broken = "unknown 200"},
    };
    const size_t count = AWP_TEST_COUNT(sweeps);
    for (size_t i = 0; i < count; i++) {
        sweeps[i].run = awp_test_run_function;
        sweeps[i].operation = invite_members;
        sweeps[i].function = awp_function_find(awp_bytes_of_string(sweeps[i].name));
        cr_assert_not_null(sweeps[i].function, "%s", sweeps[i].name);
    }
    awp_test_sweep_all(sweeps, count);
}
