/* SPDX-License-Identifier: Apache-2.0 */
/* Names that arbitrary bytes are, looked up in the library's lists. */
#include <string.h>

#include "awsproof/protocol.h"
#include "document_tree.h"
#include "fail.h"
#include "value_oracle.h"

static void check_functions(const struct awp_run *run) {
    size_t count;
    const struct awp_function *functions = awp_function_list(&count);
    bool is_one = false;
    for (size_t i = 0; i < count; i++) {
        const struct awp_function *found = awp_function_find(functions[i].name);
        is_one = is_one || awp_same_bytes(functions[i].name, run->input);
        AWP_REQUIRE(run, found != NULL && awp_same_bytes(found->name, functions[i].name), LOOKUP,
                    "function %zu is not found", i);
    }
    AWP_REQUIRE(run, count == 4 && (awp_function_find(run->input) != NULL) == is_one, LOOKUP,
                "a function is found by another name");
}

static void check_protocols(const struct awp_run *run) {
    size_t count;
    const struct awp_protocol *const *protocols = awp_protocol_list(&count);
    const struct awp_protocol *want = NULL;
    for (size_t i = 0; i < count; i++) {
        want = awp_same_bytes(protocols[i]->name, run->input) ? protocols[i] : want;
        AWP_REQUIRE(run, awp_protocol_find(protocols[i]->name) == protocols[i], LOOKUP,
                    "protocol %zu is not found", i);
    }
    AWP_REQUIRE(run, count == 4 && awp_protocol_find(run->input) == want, LOOKUP,
                "a protocol is found by another name");
}

static void check_operations(const struct awp_run *run) {
    size_t count;
    const struct awp_operation *const *operations = awp_operation_list(&count);
    const struct awp_bytes name = AWP_BYTES("securityhub.InviteMembers");
    const bool is_it = awp_same_bytes(name, run->input);
    AWP_REQUIRE(run,
                count == 1 && awp_operation_find(name) == operations[0] &&
                    awp_operation_find(run->input) == (is_it ? operations[0] : NULL),
                LOOKUP, "an operation is found by another name, or not by its own");
    for (size_t i = 0; i < operations[0]->error_count; i++) {
        const struct awp_error *error = &operations[0]->errors[i];
        AWP_REQUIRE(run, awp_operation_error(operations[0], error->shape->name) == error, LOOKUP,
                    "error %zu is not found", i);
    }
}

static void check_members(const struct awp_run *run, const struct awp_value *value) {
    const struct awp_value *want = NULL;
    for (size_t i = 0; i < value->as.structure.count; i++) {
        const struct awp_member_value *member = &value->as.structure.members[i];
        want = awp_same_bytes(member->member->name, run->input) ? &member->value : want;
        AWP_REQUIRE(run, awp_value_member(value, member->member->name) == &member->value, LOOKUP,
                    "member %zu is not found", i);
    }
    const struct awp_value text = {.kind = AWP_SHAPE_STRING, .as.string = run->input};
    AWP_REQUIRE(run,
                awp_value_member(value, run->input) == want &&
                    awp_value_member(&text, run->input) == NULL,
                LOOKUP, "a member is found by another name");
}

/* What no arena has room for, by its own arithmetic and by its ceiling. */
static void check_arena(const struct awp_run *run) {
    struct awp_arena *arena = awp_arena_create(NULL, AWP_ARENA_MIN_BYTES);
    const bool refused = awp_arena_create(NULL, AWP_ARENA_MIN_BYTES - 1) == NULL &&
                         awp_arena_allocate(arena, SIZE_MAX) == NULL &&
                         awp_arena_status(arena) == AWP_OVER_CEILING &&
                         awp_arena_allocate(arena, AWP_ARENA_MIN_BYTES) == NULL &&
                         awp_arena_allocate_array(arena, SIZE_MAX, 2) == NULL &&
                         awp_arena_status(arena) == AWP_OVER_CEILING;
    AWP_REQUIRE(run, refused, LOOKUP, "an arena gives more than there is");
    awp_arena_destroy(arena);
    awp_arena_destroy(NULL);
}

void awp_lookup_oracle(const struct awp_run *run, const struct awp_value *value) {
    bool has_texts = strlen(awp_version()) > 0;
    for (enum awp_status status = AWP_OK; status <= AWP_UNSUPPORTED_SHAPE; status++) {
        has_texts = has_texts && strlen(awp_status_text(status)) > 0;
    }
    AWP_REQUIRE(run, has_texts, LOOKUP, "a status without a text");
    check_arena(run);
    check_functions(run);
    check_protocols(run);
    check_operations(run);
    check_members(run, value);
}
