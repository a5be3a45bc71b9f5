/* SPDX-License-Identifier: Apache-2.0 */
/* restXml: X1 to X6 as its responses have them. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "protocol/protocols.h"
#include "support/responses.h"

#define B(literal) AWP_BYTES_INIT(literal)
#define CHECK(rows)                                                                                \
    awp_test_expect_responses(&awp_rest_xml, &awp_securityhub_invite_members, rows,                \
                              sizeof(rows) / sizeof((rows)[0]))
#define NONE AWP_TEST_NO_HEADERS

Test(rest_xml, finds_the_error_element) {
    static const struct awp_test_response rows[] = {
        {"the root Error", 500, NONE, B("<Error><Code>InternalException</Code></Error>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"Error in ErrorResponse", 500, NONE,
         B("<ErrorResponse><RequestId/><Error><Code>InternalException</Code><Message>m</Message>"
           "</Error></ErrorResponse>"),
         "modeled InternalException {\"Message\":\"m\",\"Code\":\"InternalException\"}"},
        {"the first of two", 500, NONE,
         B("<ErrorResponse><Error><Code>InternalException</Code></Error><Error><Code>"
           "LimitExceededException</Code></Error></ErrorResponse>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"prefixes", 500, NONE,
         B("<x:Error xmlns:x='u'><x:Code>InternalException</x:Code></x:Error>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"another root", 500, NONE,
         B("<Errors><Error><Code>InternalException</Code></Error></Errors>"), "unknown 500"},
        {"ec2's form", 500, NONE,
         B("<Response><Errors><Error><Code>InternalException</Code></Error></Errors></Response>"),
         "unknown 500"},
        {"a root in small letters", 500, NONE, B("<error><Code>InternalException</Code></error>"),
         "unknown 500"},
    };
    CHECK(rows);
}

Test(rest_xml, needs_a_code_that_is_there_once_and_not_empty) {
    static const struct awp_test_response rows[] = {
        {"absent", 400, NONE, B("<Error><Message>m</Message></Error>"), "unknown 400"},
        {"empty", 400, NONE, B("<Error><Code/></Error>"), "unknown 400"},
        {"blank", 400, NONE, B("<Error><Code> \n\t</Code></Error>"), "unknown 400"},
        {"twice", 400, NONE,
         B("<Error><Code>InternalException</Code><Code>InternalException</Code></Error>"),
         "unknown 400"},
        {"with a child", 400, NONE, B("<Error><Code>InternalException<x/></Code></Error>"),
         "unknown 400"},
        {"stripped for the comparison, not for the member", 400, NONE,
         B("<Error><Code>\n InternalException </Code></Error>"),
         "modeled InternalException {\"Code\":\"\\n InternalException \"}"},
        {"in CDATA and pieces", 400, NONE,
         B("<Error><Code>Internal<!-- x --><![CDATA[Exception]]></Code></Error>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"not cut at : and #", 400, NONE, B("<Error><Code>a#InternalException:b</Code></Error>"),
         "unknown a#InternalException:b"},
        {"not in the list", 400, NONE, B("<Error><Code>AccessDenied</Code></Error>"),
         "unknown AccessDenied"},
        {"headers change nothing",
         400,
         {AWP_TEST_HEADER("x-amzn-errortype", "InternalException")},
         B("<Error/>"),
         "unknown 400"},
    };
    CHECK(rows);
}

Test(rest_xml, reads_an_errors_members_or_none) {
    static const struct awp_test_response rows[] = {
        {"two messages", 400, NONE,
         B("<Error><Code>InternalException</Code><Message/><Message/></Error>"),
         "unknown InternalException"},
        {"a message with a child", 400, NONE,
         B("<Error><Code>InternalException</Code><Message><b/></Message></Error>"),
         "unknown InternalException"},
        {"an empty message", 400, NONE,
         B("<Error><Code>InternalException</Code><Message/></Error>"),
         "modeled InternalException {\"Message\":\"\",\"Code\":\"InternalException\"}"},
        {"an empty body", 500, NONE, B(""), "unknown 500"},
        {"no document", 500, NONE, B("<Error><Code>InternalException</Code>"), "unknown 500"},
        {"a DOCTYPE", 500, NONE, B("<!DOCTYPE Error><Error><Code>InternalException</Code></Error>"),
         "unknown 500"},
    };
    CHECK(rows);
}

Test(rest_xml, reads_a_success_from_the_roots_children) {
    static const struct awp_test_response rows[] = {
        {"an empty body", 200, NONE, B(""), "result {}"},
        {"an empty root, whatever its name", 200, NONE, B("<Whatever/>"), "result {}"},
        {"an empty list", 200, NONE, B("<R><UnprocessedAccounts/></R>"),
         "result {\"UnprocessedAccounts\":[]}"},
        {"items", 200, NONE,
         B("<R><UnprocessedAccounts><member><AccountId>1</AccountId></member><x/><member/>"
           "</UnprocessedAccounts></R>"),
         "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\"},{}]}"},
        {"an Error on success", 200, NONE, B("<Error><Code>InternalException</Code></Error>"),
         "result {}"},
        {"two lists", 200, NONE, B("<R><UnprocessedAccounts/><UnprocessedAccounts/></R>"),
         "unknown 200"},
        {"an account twice", 200, NONE,
         B("<R><UnprocessedAccounts><member><AccountId/><AccountId/></member>"
           "</UnprocessedAccounts></R>"),
         "unknown 200"},
        {"no document", 206, NONE, B("<R>"), "unknown 206"},
    };
    CHECK(rows);
}
