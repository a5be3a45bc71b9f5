/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body is shorter than its Content-Length, and then the connection is closed. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const size_t missing = parameters[0];
    struct awp_message message =
        awp_plan_message_of_length(plan, response, response->body.len + missing);
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, message.body);
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_short_body = {
    .name = "short-body",
    .summary = "the body ends `missing` bytes before its Content-Length is reached",
    .parameters = {{"missing", NULL, 1, 1u << 30, 1}},
    .build = build};
