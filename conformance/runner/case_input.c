/* SPDX-License-Identifier: Apache-2.0 */
/* What a case is about: its "response" or its "call", read from a case file. */
#include "case_input.h"

#include "case_wire.h"
#include "text.h"

#define BODY_KINDS (AWP_KIND(STRING) | AWP_KIND(OBJECT) | AWP_KIND(ARRAY))

enum response_field {
    RESPONSE_PROTOCOL,
    RESPONSE_STATUS,
    RESPONSE_HEADERS,
    RESPONSE_BODY,
    RESPONSE_WIRE,
    RESPONSE_FIELDS
};
static const struct awp_field response_fields[RESPONSE_FIELDS] = {
    [RESPONSE_PROTOCOL] = {"protocol", AWP_KIND(STRING), true},
    [RESPONSE_STATUS] = {"status", AWP_KIND(NUMBER), true},
    [RESPONSE_HEADERS] = {"headers", AWP_KIND(ARRAY), false},
    [RESPONSE_BODY] = {"body", BODY_KINDS, false},
    [RESPONSE_WIRE] = {"wire", AWP_KIND(OBJECT), false},
};

enum call_field { CALL_FUNCTION, CALL_CODE, CALL_BODY, CALL_FIELDS };
static const struct awp_field call_fields[CALL_FIELDS] = {
    [CALL_FUNCTION] = {"function", AWP_KIND(STRING), true},
    [CALL_CODE] = {"code", AWP_KIND(STRING), true},
    [CALL_BODY] = {"body", BODY_KINDS, false},
};

static bool is_token(struct awp_bytes name) {
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] <= ' ' || name.ptr[i] >= 0x7f || name.ptr[i] == ':') {
            return false;
        }
    }
    return name.len > 0;
}

/* A header's value: a string, or bytes in base64; never what would end the header. */
static bool read_header_value(struct awp_complaints *complaints, const struct awp_json_node *node,
                              struct awp_bytes *value) {
    struct awp_body body;
    const enum awp_json_kind kind = awp_json_kind(node);
    if (kind == AWP_JSON_STRING) {
        *value = awp_object_text(complaints, node);
    } else if (kind == AWP_JSON_OBJECT && awp_json_member(node, AWP_BYTES("base64")) != NULL) {
        if (!awp_body_of_json(node, complaints, &body)) {
            return false;
        }
        *value = body.bytes;
    } else {
        return awp_complain(complaints, node,
                            "a header's value must be a string or {\"base64\": ...}");
    }
    for (size_t i = 0; i < value->len; i++) {
        if (value->ptr[i] == '\n' || value->ptr[i] == '\r' || value->ptr[i] == '\0') {
            return awp_complain(complaints, node, "a header's value holds CR, LF or NUL");
        }
    }
    return true;
}

static bool read_header(struct awp_complaints *complaints, const struct awp_json_node *pair,
                        struct awp_header *header) {
    const struct awp_json_node *name = awp_json_first(pair);
    if (awp_json_kind(pair) != AWP_JSON_ARRAY || awp_json_count(pair) != 2 ||
        awp_json_kind(name) != AWP_JSON_STRING) {
        return awp_complain(complaints, pair, "a header must be an array [name, value]");
    }
    header->name = awp_object_text(complaints, name);
    if (!is_token(header->name)) {
        return awp_complain_of(complaints, name, "not a header's name:", header->name);
    }
    return read_header_value(complaints, awp_json_next(name), &header->value);
}

static bool read_headers(struct awp_complaints *complaints, const struct awp_json_node *array,
                         struct awp_case *golden) {
    if (array == NULL) {
        return true;
    }
    const size_t before = complaints->count;
    const size_t count = awp_json_count(array);
    struct awp_header *headers = awp_need_array(complaints->arena, count, sizeof(*headers));
    const struct awp_json_node *pair = awp_json_first(array);
    for (size_t i = 0; i < count; i++, pair = awp_json_next(pair)) {
        read_header(complaints, pair, &headers[i]);
    }
    golden->headers = headers;
    golden->header_count = count;
    return complaints->count == before;
}

static bool read_body(struct awp_complaints *complaints, const struct awp_json_node *node,
                      struct awp_case *golden) {
    return node == NULL || awp_body_of_json(node, complaints, &golden->body);
}

bool awp_case_read_response(struct awp_complaints *complaints, const struct awp_json_node *node,
                            struct awp_case *golden) {
    const struct awp_json_node *found[RESPONSE_FIELDS];
    if (!awp_object_read(complaints, node, "a response", response_fields, RESPONSE_FIELDS, found)) {
        return false;
    }
    const struct awp_bytes name = awp_object_text(complaints, found[RESPONSE_PROTOCOL]);
    golden->protocol = awp_protocol_find(name);
    if (golden->protocol == NULL) {
        awp_complain_of(complaints, found[RESPONSE_PROTOCOL], "unknown protocol", name);
    }
    if (!awp_text_unsigned(awp_json_number(found[RESPONSE_STATUS]), 999, &golden->status) ||
        golden->status < 100) {
        awp_complain(complaints, found[RESPONSE_STATUS],
                     "field \"status\" must be a whole number from 100 to 999");
    }
    const bool headers = read_headers(complaints, found[RESPONSE_HEADERS], golden);
    const bool wire = found[RESPONSE_WIRE] == NULL ||
                      awp_wire_of_json(complaints, found[RESPONSE_WIRE], &golden->wire);
    return read_body(complaints, found[RESPONSE_BODY], golden) && headers && wire;
}

bool awp_case_read_call(struct awp_complaints *complaints, const struct awp_json_node *node,
                        struct awp_case *golden) {
    const struct awp_json_node *found[CALL_FIELDS];
    if (!awp_object_read(complaints, node, "a call", call_fields, CALL_FIELDS, found)) {
        return false;
    }
    const struct awp_bytes name = awp_object_text(complaints, found[CALL_FUNCTION]);
    golden->function = awp_function_find(name);
    golden->code = awp_object_text(complaints, found[CALL_CODE]);
    if (golden->function == NULL) {
        awp_complain_of(complaints, found[CALL_FUNCTION], "unknown function", name);
    }
    return read_body(complaints, found[CALL_BODY], golden);
}
