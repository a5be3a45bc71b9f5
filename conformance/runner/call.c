/* SPDX-License-Identifier: Apache-2.0 */
/* Calls: what an SDK is asked to send, and whether it is what came to the endpoint. */
#include "call.h"

#include "base64.h"
#include "compare.h"
#include "text.h"

static const struct awp_call calls[] = {
    {"securityhub.InviteMembers", "POST", "/members/invite", "{\"AccountIds\":[\"111122223333\"]}"},
};

const struct awp_call *awp_call_find(const struct awp_operation *operation) {
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (awp_operation_find(awp_bytes_of_string(calls[i].operation)) == operation) {
            return &calls[i];
        }
    }
    return NULL;
}

static struct awp_bytes other_than(struct awp_arena *arena, const char *what, const char *want,
                                   struct awp_bytes got) {
    got = awp_text_quoted(arena, got);
    return awp_text_format(arena, "the request's %s is %.*s, not \"%s\"", what, AWP_TEXT_ARGS(got),
                           want);
}

/* "application/json; charset=utf-8" as well. */
static bool is_json(struct awp_bytes media_type) {
    const struct awp_bytes json = AWP_BYTES("application/json");
    if (media_type.len < json.len ||
        !awp_bytes_equal_ascii_case((struct awp_bytes){media_type.ptr, json.len}, json)) {
        return false;
    }
    return media_type.len == json.len || media_type.ptr[json.len] == ';' ||
           media_type.ptr[json.len] == ' ';
}

static struct awp_bytes body_fault(const struct awp_call *call, struct awp_bytes body,
                                   struct awp_arena *arena) {
    const struct awp_json_node *want = NULL;
    const struct awp_json_node *got = NULL;
    struct awp_fault fault = {0};
    awp_need(awp_json_parse(awp_bytes_of_string(call->input), arena, &want, NULL));
    awp_need(awp_json_parse(body, arena, &got, &fault));
    if (got == NULL) {
        return awp_text_format(arena, "the request's body is no JSON at byte %zu: %s", fault.offset,
                               fault.reason);
    }
    const struct awp_difference difference = awp_compare_json(want, got, NULL, arena);
    if (!difference.found) {
        return (struct awp_bytes){0};
    }
    return awp_text_format(arena, "the request's body at %.*s: %.*s",
                           AWP_TEXT_ARGS(difference.path), AWP_TEXT_ARGS(difference.text));
}

struct awp_bytes awp_call_request_fault(const struct awp_call *call,
                                        const struct awp_http_request *request,
                                        struct awp_arena *arena) {
    const struct awp_header *type = awp_http_request_header(request, AWP_BYTES("content-type"));
    if (!awp_bytes_equal(request->method, awp_bytes_of_string(call->method))) {
        return other_than(arena, "method", call->method, request->method);
    }
    if (!awp_bytes_equal(request->path, awp_bytes_of_string(call->path))) {
        return other_than(arena, "path behind the endpoint's", call->path, request->path);
    }
    if (request->query.len > 0) {
        return other_than(arena, "query", "", request->query);
    }
    if (type == NULL || !is_json(type->value)) {
        return other_than(arena, "Content-Type", "application/json",
                          type == NULL ? (struct awp_bytes){0} : type->value);
    }
    return body_fault(call, request->body, arena);
}

/* A string, or {"base64": ...} where the bytes are no UTF-8. */
static void write_bytes(struct awp_buffer *out, struct awp_bytes bytes) {
    if (awp_bytes_is_utf8(bytes)) {
        awp_buffer_append_json_string(out, bytes);
        return;
    }
    awp_buffer_append_string(out, "{\"base64\":\"");
    awp_base64_append(out, bytes);
    awp_buffer_append_string(out, "\"}");
}

void awp_http_request_write(const struct awp_http_request *request, struct awp_buffer *out) {
    awp_buffer_append_string(out, "{\"method\":");
    write_bytes(out, request->method);
    awp_buffer_append_string(out, ",\"target\":");
    write_bytes(out, request->target);
    awp_buffer_append_string(out, ",\"headers\":[");
    for (size_t i = 0; i < request->header_count; i++) {
        awp_buffer_append_string(out, i > 0 ? ",[" : "[");
        write_bytes(out, request->headers[i].name);
        awp_buffer_append_string(out, ",");
        write_bytes(out, request->headers[i].value);
        awp_buffer_append_string(out, "]");
    }
    awp_buffer_append_string(out, "],\"body\":");
    write_bytes(out, request->body);
    awp_buffer_append_string(out, "}");
}
