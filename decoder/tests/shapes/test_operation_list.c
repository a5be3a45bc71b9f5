/* SPDX-License-Identifier: Apache-2.0 */
/* The operations that the library brings, by their qualified names. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "awsproof/invite_members.h"
#include "support/heap.h"

Test(operation_list, finds_each_operation_by_service_and_name) {
    size_t count = 0;
    const struct awp_operation *const *list = awp_operation_list(&count);
    for (size_t i = 0; i < awp_test_some(count); i++) {
        char name[200];
        snprintf(name, sizeof name, "%.*s.%.*s", AWP_TEST_SHOW(list[i]->service),
                 AWP_TEST_SHOW(list[i]->name));
        cr_expect_eq(awp_operation_find(awp_bytes_of_string(name)), list[i], "%s", name);
    }
    cr_expect_eq(awp_operation_find(AWP_BYTES("securityhub.InviteMembers")),
                 &awp_securityhub_invite_members);
}

Test(operation_list, finds_nothing_by_any_other_name) {
    static const char *const names[] = {
        "",
        ".",
        "InviteMembers",
        ".InviteMembers",
        "securityhub",
        "securityhub.",
        "securityhub.InviteMember",
        "securityhub.InviteMembersX",
        "securityhub.invitemembers",
        "SecurityHub.InviteMembers",
        "securityhub:InviteMembers",
        "securityhub.InviteMembers ",
        "ssecurityhub.InviteMembers",
    };
    struct awp_test_heap heap = {0};
    for (size_t i = 0; i < AWP_TEST_COUNT(names); i++) {
        const struct awp_bytes name = awp_test_copy(&heap, awp_bytes_of_string(names[i]));
        cr_expect_null(awp_operation_find(name), "%s", names[i]);
        awp_test_release(&heap, name);
    }
    awp_test_heap_expect_empty(&heap, "the names");
}
