/* SPDX-License-Identifier: Apache-2.0 */
/* Security Hub's InviteMembers in C types of its own: a thin layer over the generic decoder. */
#ifndef AWSPROOF_INVITE_MEMBERS_H
#define AWSPROOF_INVITE_MEMBERS_H

#include "awsproof/protocol.h"

/** The operation's table: for the generic calls. */
AWP_API extern const struct awp_operation awp_securityhub_invite_members;

/** An account that was not processed (the model's Result). */
struct awp_invite_members_result {
    struct awp_optional_bytes account_id;
    struct awp_optional_bytes processing_result;
};

/** The response. An absent list and an empty one are two different things. */
struct awp_invite_members_response {
    bool has_unprocessed_accounts;
    const struct awp_invite_members_result *unprocessed_accounts;
    size_t unprocessed_account_count;
};

/** The seed's variant: the operation's errors in model order, and the one for all else. */
enum awp_invite_members_error {
    AWP_INVITE_MEMBERS_INTERNAL_EXCEPTION,
    AWP_INVITE_MEMBERS_INVALID_ACCESS_EXCEPTION,
    AWP_INVITE_MEMBERS_INVALID_INPUT_EXCEPTION,
    AWP_INVITE_MEMBERS_LIMIT_EXCEEDED_EXCEPTION,
    AWP_INVITE_MEMBERS_RESOURCE_NOT_FOUND_EXCEPTION,
    AWP_INVITE_MEMBERS_UNKNOWN_OPERATION_ERROR
};

/** What a call to InviteMembers came to. */
struct awp_invite_members_outcome {
    bool is_error;
    struct awp_invite_members_response response; /* where it is none */
    enum awp_invite_members_error error;         /* where it is one: which */
    struct awp_optional_bytes message;           /* a modeled error's Message */
    struct awp_optional_bytes code;              /* a modeled error's Code, the member */
    struct awp_bytes unknown_code;               /* Unknown_operation_error's first part */
    struct awp_optional_bytes unknown_raw;       /* and its second */
};

/**
 * Decodes an HTTP response of InviteMembers in restJson1, the service's protocol. Statuses and
 * ownership as awp_response_decode.
 */
AWP_API AWP_MUST_USE enum awp_status
awp_invite_members_decode(const struct awp_http_response *response, struct awp_arena *arena,
                          struct awp_invite_members_outcome *outcome);

/** The generic outcome of InviteMembers, by any protocol or function, in these types. Memory as
 * above. */
AWP_API AWP_MUST_USE enum awp_status
awp_invite_members_of_outcome(const struct awp_outcome *generic, struct awp_arena *arena,
                              struct awp_invite_members_outcome *outcome);

/** The seed's to_value: the response as a Structure, absent members left out (D4). */
AWP_API AWP_MUST_USE enum awp_status
awp_invite_members_to_value(const struct awp_invite_members_response *response,
                            struct awp_arena *arena, struct awp_value *value);

/** The error's name as the seed has it: "InternalException" ... "Unknown_operation_error". */
AWP_API const char *awp_invite_members_error_name(enum awp_invite_members_error error);

#endif
