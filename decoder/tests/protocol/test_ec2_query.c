/* SPDX-License-Identifier: Apache-2.0 */
/* ec2Query: Response, Errors, Error. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "protocol/protocols.h"
#include "support/responses.h"

#define B(literal) AWP_BYTES_INIT(literal)
#define CHECK(rows)                                                                                \
    awp_test_expect_responses(&awp_ec2_query, &awp_securityhub_invite_members, rows,               \
                              sizeof(rows) / sizeof((rows)[0]))
#define NONE AWP_TEST_NO_HEADERS
#define ERROR(code) "<Error><Code>" code "</Code></Error>"

Test(ec2_query, finds_the_first_error_in_the_first_errors_of_a_response) {
    static const struct awp_test_response rows[] = {
        {"its form", 500, NONE,
         B("<Response><RequestID/><Errors>" ERROR("InternalException") "</Errors></Response>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"the first of two", 500, NONE,
         B("<Response><Errors>" ERROR("InternalException")
               ERROR("LimitExceededException") "</Errors></Response>"),
         "modeled InternalException {\"Code\":\"InternalException\"}"},
        {"the first Errors is empty", 500, NONE,
         B("<Response><Errors/><Errors>" ERROR("InternalException") "</Errors></Response>"),
         "unknown 500"},
        {"no Errors", 500, NONE, B("<Response>" ERROR("InternalException") "</Response>"),
         "unknown 500"},
        {"another root", 500, NONE,
         B("<ErrorResponse><Errors>" ERROR("InternalException") "</Errors></ErrorResponse>"),
         "unknown 500"},
        {"restXml's form", 500, NONE, B(ERROR("InternalException")), "unknown 500"},
        {"not in the list", 400, NONE,
         B("<Response><Errors>" ERROR("InvalidInstanceID.NotFound") "</Errors></Response>"),
         "unknown InvalidInstanceID.NotFound"},
    };
    CHECK(rows);
}

Test(ec2_query, reads_a_success_from_the_roots_children) {
    static const struct awp_test_response rows[] = {
        {"members", 200, NONE,
         B("<InviteMembersResponse><requestId/><UnprocessedAccounts/>"
           "</InviteMembersResponse>"),
         "result {\"UnprocessedAccounts\":[]}"},
        {"an empty body", 200, NONE, B(""), "result {}"},
        {"no document", 200, NONE, B("{}"), "unknown 200"},
    };
    CHECK(rows);
}
