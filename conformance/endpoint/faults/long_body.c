/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body goes on after its Content-Length, and the connection stays open. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const size_t len = response->body.len;
    const size_t over = parameters[0] < len ? parameters[0] : len;
    awp_plan_write(plan,
                   awp_plan_join(plan, awp_plan_message_of_length(plan, response, len - over)));
}

const struct awp_wire_fault awp_wire_fault_long_body = {
    .name = "long-body",
    .summary = "the last `over` bytes of the body lie beyond its Content-Length",
    .parameters = {{"over", NULL, 1, 1u << 30, 1}},
    .build = build};
