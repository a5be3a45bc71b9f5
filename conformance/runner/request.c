/* SPDX-License-Identifier: Apache-2.0 */
/* The runner's messages as a testee reads them: how the reference is one. */
#include "request.h"

#include "base64.h"
#include "text.h"

typedef bool read_message(const struct awp_json_node *root, struct awp_complaints *complaints,
                          struct awp_request *request);

static bool read_operation(const struct awp_json_node *service, const struct awp_json_node *name,
                           struct awp_complaints *complaints, struct awp_question *question) {
    const struct awp_bytes parts[] = {awp_object_text(complaints, service),
                                      awp_object_text(complaints, name)};
    struct awp_buffer out = {.arena = complaints->arena};
    struct awp_bytes qualified = {0};
    awp_buffer_append(&out, parts[0]);
    awp_buffer_append_string(&out, ".");
    awp_buffer_append(&out, parts[1]);
    awp_need(awp_buffer_finish(&out, &qualified));
    question->operation = awp_operation_find(qualified);
    return question->operation != NULL ||
           awp_complain_of(complaints, name, "no such operation:", qualified);
}

static bool read_base64(const struct awp_json_node *node, struct awp_complaints *complaints,
                        struct awp_bytes *bytes) {
    return awp_base64_decode(awp_object_text(complaints, node), complaints->arena, bytes) ||
           awp_complain(complaints, node, "a text that is no base64");
}

static bool read_header(const struct awp_json_node *pair, struct awp_complaints *complaints,
                        struct awp_header *header) {
    const struct awp_json_node *name = awp_json_first(pair);
    if (awp_json_kind(pair) != AWP_JSON_ARRAY || awp_json_count(pair) != 2 ||
        awp_json_kind(name) != AWP_JSON_STRING) {
        return awp_complain(complaints, pair, "a header must be an array [name, value]");
    }
    const struct awp_json_node *value = awp_json_next(name);
    header->name = awp_object_text(complaints, name);
    if (awp_json_kind(value) == AWP_JSON_STRING) {
        header->value = awp_object_text(complaints, value);
        return true;
    }
    static const struct awp_field fields[] = {{"base64", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[1];
    return awp_object_read(complaints, value, "a header's value", fields, 1, found) &&
           read_base64(found[0], complaints, &header->value);
}

static bool read_headers(const struct awp_json_node *array, struct awp_complaints *complaints,
                         struct awp_question *question) {
    const size_t count = array == NULL ? 0 : awp_json_count(array);
    struct awp_header *headers = awp_need_array(complaints->arena, count, sizeof(*headers));
    const struct awp_json_node *pair = array == NULL ? NULL : awp_json_first(array);
    for (size_t i = 0; i < count; i++, pair = awp_json_next(pair)) {
        if (!read_header(pair, complaints, &headers[i])) {
            return false;
        }
    }
    question->headers = headers;
    question->header_count = count;
    return true;
}

static bool read_response(const struct awp_json_node *node, struct awp_complaints *complaints,
                          struct awp_question *question) {
    static const struct awp_field fields[] = {{"status", AWP_KIND(NUMBER), true},
                                              {"headers", AWP_KIND(ARRAY), false},
                                              {"body_base64", AWP_KIND(STRING), false}};
    const struct awp_json_node *found[3];
    if (!awp_object_read(complaints, node, "a response", fields, 3, found)) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(found[0]), 999, &question->status) ||
        question->status < 100) {
        return awp_complain(complaints, found[0],
                            "field \"status\" must be a whole number from 100 to 999");
    }
    return read_headers(found[1], complaints, question) &&
           read_base64(found[2], complaints, &question->body);
}

static bool read_decode(const struct awp_json_node *root, struct awp_complaints *complaints,
                        struct awp_request *request) {
    static const struct awp_field fields[] = {
        {"type", AWP_KIND(STRING), true},     {"id", AWP_KIND(STRING), true},
        {"service", AWP_KIND(STRING), true},  {"operation", AWP_KIND(STRING), true},
        {"protocol", AWP_KIND(STRING), true}, {"response", AWP_KIND(OBJECT), true}};
    const struct awp_json_node *found[6];
    if (!awp_object_read(complaints, root, "a decode request", fields, 6, found) ||
        !read_operation(found[2], found[3], complaints, &request->question)) {
        return false;
    }
    const struct awp_bytes protocol = awp_object_text(complaints, found[4]);
    request->question.protocol = awp_protocol_find(protocol);
    if (request->question.protocol == NULL) {
        return awp_complain_of(complaints, found[4], "no such protocol:", protocol);
    }
    return read_response(found[5], complaints, &request->question);
}

static bool read_function(const struct awp_json_node *root, struct awp_complaints *complaints,
                          struct awp_request *request) {
    static const struct awp_field fields[] = {
        {"type", AWP_KIND(STRING), true},    {"id", AWP_KIND(STRING), true},
        {"service", AWP_KIND(STRING), true}, {"operation", AWP_KIND(STRING), true},
        {"code", AWP_KIND(STRING), false},   {"body_base64", AWP_KIND(STRING), false},
        {"function", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[7];
    if (!awp_object_read(complaints, root, "a function request", fields, 7, found) ||
        !read_operation(found[2], found[3], complaints, &request->question)) {
        return false;
    }
    const struct awp_bytes function = awp_object_text(complaints, found[6]);
    request->question.function = awp_function_find(function);
    if (request->question.function == NULL) {
        return awp_complain_of(complaints, found[6], "no such function:", function);
    }
    request->question.code = awp_object_text(complaints, found[4]);
    return read_base64(found[5], complaints, &request->question.body);
}

static bool read_call(const struct awp_json_node *root, struct awp_complaints *complaints,
                      struct awp_request *request) {
    (void)request;
    return awp_complain(complaints, root, "transport http is not claimed");
}

/* The runner's hello may grow fields that this version does not know: only its versions count. */
static bool read_hello(const struct awp_json_node *root, struct awp_complaints *complaints,
                       struct awp_request *request) {
    static const char *const names[] = {"min", "max"};
    unsigned versions[2] = {0, 0};
    const struct awp_json_node *protocol = awp_json_member(root, AWP_BYTES("protocol"));
    request->type = AWP_REQUEST_HELLO;
    for (size_t i = 0; i < 2; i++) {
        const struct awp_json_node *node =
            protocol == NULL ? NULL : awp_json_member(protocol, awp_bytes_of_string(names[i]));
        if (node == NULL || awp_json_kind(node) != AWP_JSON_NUMBER ||
            !awp_text_unsigned(awp_json_number(node), 1000, &versions[i])) {
            return awp_complain(complaints, root, "hello has no \"protocol\" with min and max");
        }
    }
    return (versions[0] <= AWP_TESTEE_PROTOCOL && versions[1] >= AWP_TESTEE_PROTOCOL) ||
           awp_complain(complaints, root, "the runner speaks protocols %u to %u; this speaks %d",
                        versions[0], versions[1], AWP_TESTEE_PROTOCOL);
}

static bool read_bye(const struct awp_json_node *root, struct awp_complaints *complaints,
                     struct awp_request *request) {
    static const struct awp_field fields[] = {{"type", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[1];
    request->type = AWP_REQUEST_BYE;
    return awp_object_read(complaints, root, "a bye", fields, 1, found);
}

static const struct {
    struct awp_bytes type;
    read_message *read;
} messages[] = {{AWP_BYTES_INIT("hello"), read_hello},
                {AWP_BYTES_INIT("decode"), read_decode},
                {AWP_BYTES_INIT("function"), read_function},
                {AWP_BYTES_INIT("call"), read_call},
                {AWP_BYTES_INIT("bye"), read_bye}};

static bool read_root(const struct awp_json_node *root, struct awp_complaints *complaints,
                      struct awp_request *request) {
    const struct awp_json_node *type = awp_json_member(root, AWP_BYTES("type"));
    const struct awp_json_node *id = awp_json_member(root, AWP_BYTES("id"));
    if (id != NULL && awp_json_kind(id) == AWP_JSON_STRING) {
        request->id = (struct awp_optional_bytes){true, awp_object_text(complaints, id)};
    }
    if (type == NULL || awp_json_kind(type) != AWP_JSON_STRING) {
        return awp_complain(complaints, root, "a message has no \"type\"");
    }
    const struct awp_bytes name = awp_object_text(complaints, type);
    for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
        if (awp_bytes_equal(messages[i].type, name)) {
            return messages[i].read(root, complaints, request);
        }
    }
    return awp_complain_of(complaints, type, "no such type of message:", name);
}

bool awp_request_read(struct awp_bytes line, struct awp_arena *arena, struct awp_request *request,
                      struct awp_bytes *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const struct awp_json_node *root = NULL;
    struct awp_fault fault = {0};
    *request = (struct awp_request){.type = AWP_REQUEST_ASK};
    awp_need(awp_json_parse(line, arena, &root, &fault));
    if (root == NULL) {
        *reason = awp_text_format(arena, "not JSON at byte %zu: %s", fault.offset, fault.reason);
        return false;
    }
    const bool good = awp_json_kind(root) == AWP_JSON_OBJECT
                          ? read_root(root, &first.complaints, request)
                          : awp_complain(&first.complaints, root, "a message must be an object");
    *reason = first.reason;
    return good;
}
