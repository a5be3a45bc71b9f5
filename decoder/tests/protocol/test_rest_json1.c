/* SPDX-License-Identifier: Apache-2.0 */
/* restJson1: R1 to R14, a table a rule. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "protocol/protocols.h"
#include "support/heap.h"
#include "support/responses.h"

#define B(literal) AWP_BYTES_INIT(literal)
#define H(name, value) AWP_TEST_HEADER(name, value)
#define TYPE(value) H("x-amzn-errortype", value)
#define NONE AWP_TEST_NO_HEADERS
#define CHECK(rows)                                                                                \
    awp_test_expect_responses(&awp_rest_json1, &awp_securityhub_invite_members, rows,              \
                              sizeof(rows) / sizeof((rows)[0]))

#define FULL                                                                                       \
    "{\"UnprocessedAccounts\":[{\"AccountId\":\"111122223333\",\"ProcessingResult\":"              \
    "\"a\\u0000b\"},"                                                                              \
    "{}]}"

Test(rest_json1, r1_examines_no_content_headers) {
    static const struct awp_test_response rows[] = {
        {"a foreign content type", 200, {H("Content-Type", "text/html")}, B("{}"), "result {}"},
        {"a wrong length", 200, {H("Content-Length", "7")}, B("{}"), "result {}"},
        {"a body still gzipped",
         200,
         {H("Content-Encoding", "gzip")},
         B("\x1f\x8b\x08\0"),
         "unknown 200"},
    };
    CHECK(rows);
}

Test(rest_json1, r2_takes_200_to_299_for_success_and_every_other_status_for_an_error) {
    static const struct awp_test_response rows[] = {
        {"199", 199, NONE, B("{}"), "unknown 199"},
        {"200", 200, NONE, B(FULL), "result " FULL},
        {"204", 204, NONE, B(""), "result {}"},
        {"299", 299, NONE, B("{}"), "result {}"},
        {"300", 300, NONE, B("{}"), "unknown 300"},
        {"301", 301, {H("Location", "http://127.0.0.1/")}, B(""), "unknown 301"},
        {"0", 0, NONE, B("{}"), "unknown 0"},
        {"4294967295", 4294967295U, NONE, B(""), "unknown 4294967295"},
    };
    CHECK(rows);
}

Test(rest_json1, r3_r4_reads_documents_strictly_and_the_last_of_a_name) {
    static const struct awp_test_response rows[] = {
        {"a BOM", 200, NONE, B("\xEF\xBB\xBF{}"), "unknown 200"},
        {"white space alone", 200, NONE, B(" \n"), "unknown 200"},
        {"more behind", 200, NONE, B("{} {}"), "unknown 200"},
        {"a huge number", 200, NONE, B("{\"x\":1e99999}"), "result {}"},
        {"a lone surrogate in an unknown member", 200, NONE, B("{\"x\":\"\\ud800\"}"),
         "unknown 200"},
        {"the last list", 200, NONE, B("{\"UnprocessedAccounts\":5,\"UnprocessedAccounts\":[]}"),
         "result {\"UnprocessedAccounts\":[]}"},
        {"the last code", 400, NONE,
         B("{\"code\":\"InternalException\",\"code\":\"LimitExceededException\"}"),
         "modeled LimitExceededException {}"},
        {"a name with U+0000", 400, NONE, B("{\"code\\u0000\":\"InternalException\"}"),
         "unknown 400"},
    };
    CHECK(rows);
}

Test(rest_json1, r5_takes_the_code_from_header_then_code_then_type) {
    static const struct awp_test_response rows[] = {
        {"the header alone",
         401,
         {TYPE("InvalidAccessException")},
         B("{\"Message\":\"m\"}"),
         "modeled InvalidAccessException {\"Message\":\"m\"}"},
        {"the header's name in capitals",
         401,
         {H("X-AMZN-ERRORTYPE", "InvalidAccessException")},
         B("{}"),
         "modeled InvalidAccessException {}"},
        {"the header before code",
         500,
         {TYPE("InternalException")},
         B("{\"code\":\"InvalidInputException\",\"__type\":\"LimitExceededException\"}"),
         "modeled InternalException {}"},
        {"code before __type", 500, NONE,
         B("{\"__type\":\"InternalException\",\"code\":\"InvalidInputException\"}"),
         "modeled InvalidInputException {}"},
        {"__type alone", 404, NONE, B("{\"__type\":\"ResourceNotFoundException\"}"),
         "modeled ResourceNotFoundException {}"},
        {"code that is no string", 404, NONE,
         B("{\"code\":404,\"__type\":\"ResourceNotFoundException\"}"),
         "modeled ResourceNotFoundException {}"},
        {"a nested __type", 500, NONE, B("{\"Error\":{\"__type\":\"InternalException\"}}"),
         "unknown 500"},
        {"Code is a member", 500, NONE, B("{\"Code\":\"InternalException\"}"), "unknown 500"},
        {"CODE and errorCode", 500, NONE,
         B("{\"CODE\":\"InternalException\",\"errorCode\":\"InternalException\"}"), "unknown 500"},
        {"an array's first element", 500, NONE, B("[{\"code\":\"InternalException\"}]"),
         "unknown 500"},
    };
    CHECK(rows);
}

Test(rest_json1, r6_cleans_the_code) {
    static const struct awp_test_response rows[] = {
        {"a URI behind",
         500,
         {TYPE("InternalException:http://x/#y")},
         B("{}"),
         "modeled InternalException {}"},
        {"a namespace before", 500, NONE, B("{\"__type\":\"aws.hub#InternalException\"}"),
         "modeled InternalException {}"},
        {"both", 500, NONE, B("{\"__type\":\"a#InternalException:b:c\"}"),
         "modeled InternalException {}"},
        {"joined headers",
         500,
         {TYPE(" InternalException , LimitExceededException")},
         B("{}"),
         "modeled InternalException {}"},
        {"repeated headers",
         500,
         {TYPE("InternalException"), TYPE("LimitExceededException")},
         B("{}"),
         "modeled InternalException {}"},
        {"a comma in a member", 500, NONE, B("{\"code\":\"InternalException,x\"}"),
         "unknown InternalException,x"},
        {"tabs around",
         500,
         {TYPE("\t InternalException \t")},
         B("{}"),
         "modeled InternalException {}"},
        {"an empty header is passed over",
         500,
         {TYPE(" ")},
         B("{\"code\":\"InternalException\"}"),
         "modeled InternalException {}"},
        {"a header that is no UTF-8 is passed over",
         500,
         {TYPE("\xFF")},
         B("{\"code\":\"InternalException\"}"),
         "modeled InternalException {}"},
        {"a code that ends empty is passed over", 500, NONE,
         B("{\"code\":\"a#:b\",\"__type\":\"InternalException\"}"), "modeled InternalException {}"},
    };
    CHECK(rows);
}

Test(rest_json1, r7_r8_falls_back_on_the_status_and_on_nothing_else) {
    static const struct awp_test_response rows[] = {
        {"an empty body", 503, NONE, B(""), "unknown 503"},
        {"a proxy's page", 502, NONE, B("<html>502</html>"), "unknown 502"},
        {"the query error header",
         400,
         {H("x-amzn-query-error", "InternalException;Sender")},
         B("{}"),
         "unknown 400"},
        {"the message header",
         400,
         {H("x-amzn-error-message", "InternalException")},
         B("{}"),
         "unknown 400"},
    };
    CHECK(rows);
}

Test(rest_json1, r9_r10_knows_the_operations_errors_at_any_status_and_needs_a_document) {
    static const struct awp_test_response rows[] = {
        {"another status than the model's",
         418,
         {TYPE("InternalException")},
         B("{}"),
         "modeled InternalException {}"},
        {"an error of the service, not of the operation",
         403,
         {TYPE("AccessDeniedException")},
         B("{\"Message\":\"m\"}"),
         "unknown AccessDeniedException"},
        {"another letter case",
         500,
         {TYPE("internalexception")},
         B("{}"),
         "unknown internalexception"},
        {"a longer name", 500, {TYPE("InternalExceptions")}, B("{}"), "unknown InternalExceptions"},
        {"an empty body", 500, {TYPE("InternalException")}, B(""), "modeled InternalException {}"},
        {"no document", 500, {TYPE("InternalException")}, B("{"), "unknown InternalException"},
        {"white space", 500, {TYPE("InternalException")}, B(" "), "unknown InternalException"},
        {"a root that is no object",
         500,
         {TYPE("InternalException")},
         B("[]"),
         "unknown InternalException"},
        {"null", 500, {TYPE("InternalException")}, B("null"), "unknown InternalException"},
    };
    CHECK(rows);
}

Test(rest_json1, r11_reads_message_and_code) {
    static const struct awp_test_response rows[] = {
        {"both",
         400,
         {TYPE("InvalidInputException")},
         B("{\"Code\":\"c\",\"Message\":\"m\"}"),
         "modeled InvalidInputException {\"Message\":\"m\",\"Code\":\"c\"}"},
        {"null is absent",
         400,
         {TYPE("InvalidInputException")},
         B("{\"Message\":null,\"Code\":\"\"}"),
         "modeled InvalidInputException {\"Code\":\"\"}"},
        {"message is another member",
         400,
         {TYPE("InvalidInputException")},
         B("{\"message\":\"m\",\"errorMessage\":\"m\"}"),
         "modeled InvalidInputException {}"},
        {"a number",
         400,
         {TYPE("InvalidInputException")},
         B("{\"Message\":5}"),
         "unknown InvalidInputException"},
        {"an object",
         400,
         {TYPE("InvalidInputException")},
         B("{\"Message\":\"m\",\"Code\":{}}"),
         "unknown InvalidInputException"},
    };
    CHECK(rows);
}

Test(rest_json1, r12_r13_r14_reads_a_success) {
    static const struct awp_test_response rows[] = {
        {"an empty body", 200, NONE, B(""), "result {}"},
        {"no document", 200, NONE, B("{"), "unknown 200"},
        {"an array", 200, NONE, B("[]"), "unknown 200"},
        {"codes everywhere",
         200,
         {TYPE("InternalException")},
         B("{\"__type\":\"InternalException\",\"code\":\"InternalException\"}"),
         "result {}"},
        {"null is absent", 200, NONE, B("{\"UnprocessedAccounts\":null}"), "result {}"},
        {"an empty list", 200, NONE, B("{\"UnprocessedAccounts\":[]}"),
         "result {\"UnprocessedAccounts\":[]}"},
        {"an object for a list", 201, NONE, B("{\"UnprocessedAccounts\":{}}"), "unknown 201"},
        {"a null element", 200, NONE, B("{\"UnprocessedAccounts\":[{},null]}"), "unknown 200"},
        {"a string element", 200, NONE, B("{\"UnprocessedAccounts\":[\"1\"]}"), "unknown 200"},
        {"a number in an element", 200, NONE, B("{\"UnprocessedAccounts\":[{\"AccountId\":1}]}"),
         "unknown 200"},
        {"members in any order", 200, NONE,
         B("{\"UnprocessedAccounts\":[{\"x\":[],\"ProcessingResult\":\"p\",\"AccountId\":\"1\"}]}"),
         "result {\"UnprocessedAccounts\":[{\"AccountId\":\"1\",\"ProcessingResult\":\"p\"}]}"},
    };
    CHECK(rows);
}
