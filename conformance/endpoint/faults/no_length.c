/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body has no announced length: it ends with the connection, as it may. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    (void)parameters;
    const struct awp_message message = awp_plan_message_framed(plan, response, "HTTP/1.1", "");
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, message.body);
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_no_length = {
    .name = "no-length",
    .summary = "without Content-Length: the body ends where the connection is closed",
    .build = build};
