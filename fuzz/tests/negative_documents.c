/* SPDX-License-Identifier: Apache-2.0 */
/* Faults in the decoder's parsers, encoders and types, put in by the linker's --wrap. */
#include <string.h>

#include "awsproof/invite_members.h"
#include "negative.h"

#define WRAPPED(result, name, ...)                                                                 \
    result __real_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__)

WRAPPED(enum awp_status, awp_json_parse, struct awp_bytes text, struct awp_arena *arena,
        const struct awp_json_node **root, struct awp_fault *fault) {
    const struct awp_bytes nonsense = AWP_BYTES("nonsense");
    if (awp_negative_is("take-nonsense") && text.len == nonsense.len &&
        memcmp(text.ptr, nonsense.ptr, text.len) == 0) {
        text = AWP_BYTES("{}");
    }
    const enum awp_status status = __real_awp_json_parse(text, arena, root, fault);
    if (awp_negative_is("give-no-reason") && fault != NULL) {
        *fault = (struct awp_fault){0};
    }
    return status;
}

WRAPPED(enum awp_status, awp_json_of_value, const struct awp_value *value, struct awp_arena *arena,
        struct awp_bytes *json) {
    if (awp_negative_is("write-nothing")) {
        *json = AWP_BYTES("{}");
        return AWP_OK;
    }
    return awp_negative_is("refuse-json") ? AWP_NOT_REPRESENTABLE
                                          : __real_awp_json_of_value(value, arena, json);
}

WRAPPED(enum awp_status, awp_xml_of_value, const struct awp_value *value, struct awp_bytes name,
        struct awp_arena *arena, struct awp_bytes *xml) {
    if (awp_negative_is("write-what-xml-cannot-hold")) {
        *xml = AWP_BYTES("<Error/>");
        return AWP_OK;
    }
    return __real_awp_xml_of_value(value, name, arena, xml);
}

WRAPPED(enum awp_status, awp_invite_members_of_outcome, const struct awp_outcome *generic,
        struct awp_arena *arena, struct awp_invite_members_outcome *outcome) {
    const enum awp_status status = __real_awp_invite_members_of_outcome(generic, arena, outcome);
    if (awp_negative_is("lose-message")) {
        outcome->message = (struct awp_optional_bytes){0};
    }
    return status;
}

WRAPPED(void, awp_arena_reset, struct awp_arena *arena) {
    if (!awp_negative_is("keep-blocks")) {
        __real_awp_arena_reset(arena);
    }
}

WRAPPED(struct awp_arena *, awp_arena_create, const struct awp_allocator *allocator,
        size_t max_bytes) {
    return awp_negative_is("give-no-arena") ? NULL : __real_awp_arena_create(allocator, max_bytes);
}

WRAPPED(const struct awp_protocol *, awp_protocol_find, struct awp_bytes name) {
    return awp_negative_is("find-no-protocol") ? NULL : __real_awp_protocol_find(name);
}

WRAPPED(const struct awp_json_node *, awp_json_member, const struct awp_json_node *object,
        struct awp_bytes name) {
    return awp_negative_is("find-no-member") ? NULL : __real_awp_json_member(object, name);
}
