/* SPDX-License-Identifier: Apache-2.0 */
/* InviteMembers in C types: generic values in and out, nothing decoded here. */
#include "awsproof/invite_members.h"

#include <assert.h>

static struct awp_optional_bytes string_member(const struct awp_value *structure,
                                               struct awp_bytes name) {
    const struct awp_value *value = awp_value_member(structure, name);
    if (value == NULL) {
        return (struct awp_optional_bytes){0};
    }
    return (struct awp_optional_bytes){.present = true, .bytes = value->as.string};
}

static enum awp_status response_of_value(const struct awp_value *value, struct awp_arena *arena,
                                         struct awp_invite_members_response *response) {
    const struct awp_value *list = awp_value_member(value, AWP_BYTES("UnprocessedAccounts"));
    *response = (struct awp_invite_members_response){.has_unprocessed_accounts = list != NULL};
    if (list == NULL) {
        return AWP_OK;
    }
    const size_t count = list->as.list.count;
    struct awp_invite_members_result *accounts =
        awp_arena_allocate_array(arena, count, sizeof *accounts);
    if (accounts == NULL) {
        return awp_arena_status(arena);
    }
    for (size_t i = 0; i < count; i++) {
        const struct awp_value *item = &list->as.list.items[i];
        accounts[i] = (struct awp_invite_members_result){
            .account_id = string_member(item, AWP_BYTES("AccountId")),
            .processing_result = string_member(item, AWP_BYTES("ProcessingResult"))};
    }
    response->unprocessed_accounts = accounts;
    response->unprocessed_account_count = count;
    return AWP_OK;
}

enum awp_status awp_invite_members_of_outcome(const struct awp_outcome *generic,
                                              struct awp_arena *arena,
                                              struct awp_invite_members_outcome *outcome) {
    struct awp_invite_members_outcome typed = {.is_error = generic->kind != AWP_OUTCOME_RESULT};
    if (generic->kind == AWP_OUTCOME_RESULT) {
        AWP_GUARD(response_of_value(&generic->value, arena, &typed.response));
    } else if (generic->kind == AWP_OUTCOME_MODELED) {
        /* The table's errors stand in the enumeration's order. */
        typed.error =
            (enum awp_invite_members_error)(generic->error - awp_securityhub_invite_members.errors);
        typed.message = string_member(&generic->value, AWP_BYTES("Message"));
        typed.code = string_member(&generic->value, AWP_BYTES("Code"));
    } else {
        typed.error = AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR;
        typed.unknown_code = generic->code;
        typed.unknown_raw = generic->raw;
    }
    *outcome = typed;
    return AWP_OK;
}

enum awp_status awp_invite_members_decode(const struct awp_http_response *response,
                                          struct awp_arena *arena,
                                          struct awp_invite_members_outcome *outcome) {
    const struct awp_operation *operation = &awp_securityhub_invite_members;
    struct awp_outcome generic;
    AWP_GUARD(awp_response_decode(awp_protocol_find(operation->protocol), operation, response,
                                  arena, &generic));
    return awp_invite_members_of_outcome(&generic, arena, outcome);
}

/* Appends the member if it is present; `members` has room for it. */
static void add_string(const struct awp_member *member, struct awp_optional_bytes text,
                       struct awp_member_value *members, size_t *count) {
    if (text.present) {
        members[(*count)++] = (struct awp_member_value){
            .member = member, .value = {.kind = AWP_SHAPE_STRING, .as.string = text.bytes}};
    }
}

static enum awp_status value_of_account(const struct awp_invite_members_result *account,
                                        const struct awp_shape *shape, struct awp_arena *arena,
                                        struct awp_value *value) {
    struct awp_member_value *members = awp_arena_allocate_array(arena, 2, sizeof *members);
    if (members == NULL) {
        return awp_arena_status(arena);
    }
    size_t count = 0;
    add_string(&shape->members[0], account->account_id, members, &count);
    add_string(&shape->members[1], account->processing_result, members, &count);
    *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
    return AWP_OK;
}

enum awp_status awp_invite_members_to_value(const struct awp_invite_members_response *response,
                                            struct awp_arena *arena, struct awp_value *value) {
    const struct awp_member *list = &awp_securityhub_invite_members.output->members[0];
    if (!response->has_unprocessed_accounts) {
        *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE};
        return AWP_OK;
    }
    const size_t count = response->unprocessed_account_count;
    struct awp_value *items = awp_arena_allocate_array(arena, count, sizeof *items);
    if (items == NULL) {
        return awp_arena_status(arena);
    }
    struct awp_member_value *member = awp_arena_allocate(arena, sizeof *member);
    if (member == NULL) {
        return awp_arena_status(arena);
    }
    for (size_t i = 0; i < count; i++) {
        AWP_GUARD(value_of_account(&response->unprocessed_accounts[i],
                                   list->target->members[0].target, arena, &items[i]));
    }
    *member = (struct awp_member_value){
        .member = list, .value = {.kind = AWP_SHAPE_LIST, .as.list = {items, count}}};
    *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {member, 1}};
    return AWP_OK;
}

const char *awp_invite_members_error_name(enum awp_invite_members_error error) {
    if (error == AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR) {
        return "Unknown_operation_error";
    }
    assert((size_t)error < awp_securityhub_invite_members.error_count);
    return (const char *)awp_securityhub_invite_members.errors[error].shape->name.ptr;
}
