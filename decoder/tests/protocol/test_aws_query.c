/* SPDX-License-Identifier: Apache-2.0 */
/* awsQuery: the result's wrapper, and the codes of its own. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "protocol/protocols.h"
#include "support/model.h"
#include "support/responses.h"

#define B(literal) AWP_BYTES_INIT(literal)
#define CHECK(operation, rows)                                                                     \
    awp_test_expect_responses(&awp_aws_query, operation, rows, sizeof(rows) / sizeof((rows)[0]))
#define NONE AWP_TEST_NO_HEADERS

Test(aws_query, reads_a_success_from_the_operations_wrapper) {
    static const struct awp_test_response rows[] = {
        {"the wrapper", 200, NONE,
         B("<InviteMembersResponse><InviteMembersResult><UnprocessedAccounts/>"
           "</InviteMembersResult><ResponseMetadata/></InviteMembersResponse>"),
         "result {\"UnprocessedAccounts\":[]}"},
        {"an empty wrapper, whatever the root", 200, NONE, B("<R><InviteMembersResult/></R>"),
         "result {}"},
        {"an empty body", 200, NONE, B(""), "result {}"},
        {"no wrapper", 200, NONE,
         B("<InviteMembersResponse><UnprocessedAccounts/>"
           "</InviteMembersResponse>"),
         "unknown 200"},
        {"two wrappers", 200, NONE, B("<R><InviteMembersResult/><InviteMembersResult/></R>"),
         "unknown 200"},
        {"another operation's wrapper", 200, NONE, B("<R><InviteMemberResult/></R>"),
         "unknown 200"},
        {"a longer name", 200, NONE, B("<R><InviteMembersResults/></R>"), "unknown 200"},
        {"the wrapper as the root", 200, NONE, B("<InviteMembersResult/>"), "unknown 200"},
    };
    CHECK(&awp_securityhub_invite_members, rows);
}

Test(aws_query, compares_with_the_query_code_where_the_model_has_one) {
    static const struct awp_test_response rows[] = {
        {"its query code", 400, NONE,
         B("<ErrorResponse><Error><Code>Sender.Quoted</Code><Message>m</Message></Error>"
           "</ErrorResponse>"),
         "modeled Quoted {\"Message\":\"m\"}"},
        {"its name is no code then", 400, NONE,
         B("<ErrorResponse><Error><Code>Quoted</Code></Error></ErrorResponse>"), "unknown Quoted"},
        {"without a query code the name", 400, NONE, B("<Error><Code>Plain</Code></Error>"),
         "modeled Plain {}"},
        {"another letter case", 400, NONE, B("<Error><Code>sender.quoted</Code></Error>"),
         "unknown sender.quoted"},
    };
    CHECK(&awp_test_describe_operation, rows);
}

Test(aws_query, alone_looks_at_query_codes) {
    static const struct awp_test_response rows[] = {
        {"the name", 400, NONE, B("<Error><Code>Quoted</Code></Error>"), "modeled Quoted {}"},
        {"the query code", 400, NONE, B("<Error><Code>Sender.Quoted</Code></Error>"),
         "unknown Sender.Quoted"},
    };
    awp_test_expect_responses(&awp_rest_xml, &awp_test_describe_operation, rows, 2);
}
