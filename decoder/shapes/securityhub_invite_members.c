/* SPDX-License-Identifier: Apache-2.0 */
/* Security Hub 2018-10-26, InviteMembers: POST /members/invite, restJson1. */
#include "awsproof/invite_members.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct awp_shape string_shape = {.name = AWP_BYTES_INIT("String"),
                                              .kind = AWP_SHAPE_STRING};

static const struct awp_shape account_id_shape = {.name = AWP_BYTES_INIT("AccountId"),
                                                  .kind = AWP_SHAPE_STRING};

static const struct awp_member result_members[] = {
    {.name = AWP_BYTES_INIT("AccountId"), .target = &account_id_shape},
    {.name = AWP_BYTES_INIT("ProcessingResult"), .target = &string_shape},
};

static const struct awp_shape result_shape = {.name = AWP_BYTES_INIT("Result"),
                                              .kind = AWP_SHAPE_STRUCTURE,
                                              .members = result_members,
                                              .member_count = COUNT(result_members)};

static const struct awp_member result_list_members[] = {
    {.name = AWP_BYTES_INIT("member"), .target = &result_shape},
};

static const struct awp_shape result_list_shape = {.name = AWP_BYTES_INIT("ResultList"),
                                                   .kind = AWP_SHAPE_LIST,
                                                   .members = result_list_members,
                                                   .member_count = COUNT(result_list_members)};

static const struct awp_member response_members[] = {
    {.name = AWP_BYTES_INIT("UnprocessedAccounts"), .target = &result_list_shape},
};

static const struct awp_shape response_shape = {.name = AWP_BYTES_INIT("InviteMembersResponse"),
                                                .kind = AWP_SHAPE_STRUCTURE,
                                                .members = response_members,
                                                .member_count = COUNT(response_members)};

/* The five errors have the same members. */
static const struct awp_member error_members[] = {
    {.name = AWP_BYTES_INIT("Message"), .target = &string_shape},
    {.name = AWP_BYTES_INIT("Code"), .target = &string_shape},
};

#define ERROR_SHAPE(shape_name)                                                                    \
    {                                                                                              \
        .name = AWP_BYTES_INIT(shape_name), .kind = AWP_SHAPE_STRUCTURE, .members = error_members, \
        .member_count = COUNT(error_members)                                                       \
    }

static const struct awp_shape internal_shape = ERROR_SHAPE("InternalException");
static const struct awp_shape invalid_access_shape = ERROR_SHAPE("InvalidAccessException");
static const struct awp_shape invalid_input_shape = ERROR_SHAPE("InvalidInputException");
static const struct awp_shape limit_exceeded_shape = ERROR_SHAPE("LimitExceededException");
static const struct awp_shape not_found_shape = ERROR_SHAPE("ResourceNotFoundException");

static const struct awp_error errors[] = {
    [AWP_INVITE_MEMBERS_INTERNAL_EXCEPTION] = {.shape = &internal_shape, .http_status = 500},
    [AWP_INVITE_MEMBERS_INVALID_ACCESS_EXCEPTION] = {.shape = &invalid_access_shape,
                                                     .http_status = 401},
    [AWP_INVITE_MEMBERS_INVALID_INPUT_EXCEPTION] = {.shape = &invalid_input_shape,
                                                    .http_status = 400},
    [AWP_INVITE_MEMBERS_LIMIT_EXCEEDED_EXCEPTION] = {.shape = &limit_exceeded_shape,
                                                     .http_status = 429},
    [AWP_INVITE_MEMBERS_RESOURCE_NOT_FOUND_EXCEPTION] = {.shape = &not_found_shape,
                                                         .http_status = 404},
};

const struct awp_operation awp_securityhub_invite_members = {
    .service = AWP_BYTES_INIT("securityhub"),
    .name = AWP_BYTES_INIT("InviteMembers"),
    .protocol = AWP_BYTES_INIT("restJson1"),
    .output = &response_shape,
    .errors = errors,
    .error_count = COUNT(errors),
};
