/* SPDX-License-Identifier: Apache-2.0 */
/* InviteMembers' table against the service's model of 2018-10-26, and every table's form. */
#include <criterion/criterion.h>

#include "awsproof/invite_members.h"
#include "support/heap.h"

static void expect_name(struct awp_bytes name, const char *wanted) {
    cr_expect(awp_bytes_equal(name, awp_bytes_of_string(wanted)), "%.*s, not %s",
              AWP_TEST_SHOW(name), wanted);
}

Test(securityhub_invite_members, has_the_models_response) {
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    expect_name(operation->service, "securityhub");
    expect_name(operation->name, "InviteMembers");
    expect_name(operation->protocol, "restJson1");
    const struct awp_shape *output = operation->output;
    cr_assert_eq(output->kind, AWP_SHAPE_STRUCTURE);
    cr_assert_eq(output->member_count, 1);
    expect_name(output->members[0].name, "UnprocessedAccounts");
    const struct awp_shape *list = output->members[0].target;
    cr_assert_eq(list->kind, AWP_SHAPE_LIST);
    expect_name(list->members[0].name, "member");
    const struct awp_shape *result = list->members[0].target;
    cr_assert_eq(result->kind, AWP_SHAPE_STRUCTURE);
    cr_assert_eq(result->member_count, 2);
    expect_name(result->members[0].name, "AccountId");
    expect_name(result->members[1].name, "ProcessingResult");
}

Test(securityhub_invite_members, has_the_models_five_errors_in_order) {
    static const struct {
        const char *name;
        unsigned status;
    } rows[] = {{"InternalException", 500},
                {"InvalidAccessException", 401},
                {"InvalidInputException", 400},
                {"LimitExceededException", 429},
                {"ResourceNotFoundException", 404}};
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    cr_assert_eq(operation->error_count, AWP_TEST_COUNT(rows));
    for (size_t i = 0; i < operation->error_count; i++) {
        const struct awp_error *error = &operation->errors[i];
        expect_name(error->shape->name, rows[i].name);
        cr_expect_eq(error->http_status, rows[i].status, "%s", rows[i].name);
        cr_expect_eq(error->query_code.len, 0, "%s", rows[i].name);
        cr_assert_eq(error->shape->member_count, 2, "%s", rows[i].name);
        expect_name(error->shape->members[0].name, "Message");
        expect_name(error->shape->members[1].name, "Code");
    }
    cr_expect_null(awp_operation_error(operation, AWP_BYTES("AccessDeniedException")));
}

/* Tables are trees here; a recursive one would need a mark for where it has been. */
static void expect_form(const struct awp_shape *shape, unsigned depth) {
    cr_assert_lt(depth, 20, "%.*s is recursive", AWP_TEST_SHOW(shape->name));
    cr_expect_gt(shape->name.len, 0);
    cr_assert(shape->kind == AWP_SHAPE_STRUCTURE || shape->kind == AWP_SHAPE_LIST ||
              shape->kind == AWP_SHAPE_STRING);
    cr_expect(shape->kind != AWP_SHAPE_LIST || shape->member_count == 1);
    cr_expect(shape->kind != AWP_SHAPE_STRING || shape->member_count == 0);
    for (size_t i = 0; i < shape->member_count; i++) {
        const struct awp_member *member = &shape->members[i];
        cr_expect_gt(member->name.len, 0);
        cr_expect_not(member->required, "nothing is required in a response of this operation");
        cr_assert_not_null(member->target);
        expect_form(member->target, depth + 1);
    }
}

Test(securityhub_invite_members, is_a_well_formed_table) {
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    expect_form(operation->output, 0);
    for (size_t i = 0; i < awp_test_some(operation->error_count); i++) {
        expect_form(operation->errors[i].shape, 0);
    }
}
