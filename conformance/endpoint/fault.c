/* SPDX-License-Identifier: Apache-2.0 */
/* From a response and how it is to be sent to the plan of it. */
#include "fault.h"

static void build_plainly(const struct awp_http_response *response, struct awp_plan *plan) {
    const struct awp_message message = awp_plan_message(plan, response);
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, message.body);
}

struct awp_wire awp_wire_of_fault(const struct awp_wire_fault *fault) {
    struct awp_wire wire = {.fault = fault};
    for (size_t i = 0; i < AWP_WIRE_FAULT_MAX_PARAMETERS; i++) {
        wire.parameters[i] = fault->parameters[i].fallback;
    }
    return wire;
}

enum awp_status awp_wire_plan(const struct awp_wire *wire, const struct awp_http_response *response,
                              struct awp_arena *arena, struct awp_plan *plan) {
    *plan = (struct awp_plan){.arena = arena};
    if (wire->fault == NULL) {
        build_plainly(response, plan);
    } else {
        wire->fault->build(response, wire->parameters, plan);
    }
    return plan->status;
}

/* Headers by which HTTP frames a message or ends a connection: to send them is to mean them. */
static const struct awp_bytes framing_headers[] = {
    AWP_BYTES_INIT("content-length"),   AWP_BYTES_INIT("transfer-encoding"),
    AWP_BYTES_INIT("connection"),       AWP_BYTES_INIT("keep-alive"),
    AWP_BYTES_INIT("proxy-connection"), AWP_BYTES_INIT("upgrade"),
    AWP_BYTES_INIT("trailer"),
};

static bool frames(struct awp_bytes name) {
    for (size_t i = 0; i < sizeof(framing_headers) / sizeof(framing_headers[0]); i++) {
        if (awp_bytes_equal_ascii_case(framing_headers[i], name)) {
            return true;
        }
    }
    return false;
}

/* RFC 9110, 5.5: control characters other than HT are invalid in a value; a client may refuse them.
 */
static bool has_control_character(struct awp_bytes value) {
    for (size_t i = 0; i < value.len; i++) {
        if ((value.ptr[i] < 0x20 && value.ptr[i] != '\t') || value.ptr[i] == 0x7F) {
            return true;
        }
    }
    return false;
}

const char *awp_wire_hindrance(const struct awp_http_response *response) {
    if (response->status < 200) {
        return "HTTP has no final answer with a status under 200";
    }
    if ((response->status == 204 || response->status == 304) && response->body.len > 0) {
        return "HTTP has no body with status 204 or 304";
    }
    for (size_t i = 0; i < response->header_count; i++) {
        if (frames(response->headers[i].name)) {
            return "one of its headers would frame it on the wire";
        }
        if (has_control_character(response->headers[i].value)) {
            return "one of its headers has a control character";
        }
    }
    return NULL;
}
