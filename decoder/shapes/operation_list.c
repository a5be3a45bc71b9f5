/* SPDX-License-Identifier: Apache-2.0 */
/* The operations whose tables the library brings: the one list of them. */
#include "awsproof/invite_members.h"

static const struct awp_operation *const operations[] = {
    &awp_securityhub_invite_members,
};

const struct awp_operation *const *awp_operation_list(size_t *count) {
    *count = sizeof operations / sizeof operations[0];
    return operations;
}

/* Whether `name` is the operation's service, a dot, and its name. */
static bool is_called(const struct awp_operation *operation, struct awp_bytes name) {
    const size_t service_len = operation->service.len;
    if (name.len <= service_len || name.ptr[service_len] != '.') {
        return false;
    }
    return awp_bytes_equal((struct awp_bytes){name.ptr, service_len}, operation->service) &&
           awp_bytes_equal(
               (struct awp_bytes){name.ptr + service_len + 1, name.len - service_len - 1},
               operation->name);
}

const struct awp_operation *awp_operation_find(struct awp_bytes qualified_name) {
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (is_called(operations[i], qualified_name)) {
            return operations[i];
        }
    }
    return NULL;
}
