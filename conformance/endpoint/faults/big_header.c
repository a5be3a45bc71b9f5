/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: one of the headers is very long. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, "HTTP/1.1", response);
    awp_head_number(&head, "Content-Length", response->body.len);
    awp_buffer_append_string(&head, "X-Long: ");
    for (unsigned i = 0; i < parameters[0]; i++) {
        awp_buffer_append_string(&head, "a");
    }
    awp_buffer_append_string(&head, "\r\n\r\n");
    awp_plan_write(plan, awp_plan_finish_text(plan, &head));
    awp_plan_write(plan, response->body);
}

const struct awp_wire_fault awp_wire_fault_big_header = {
    .name = "big-header",
    .summary = "a header whose value is `bytes` long",
    .parameters = {{"bytes", NULL, 1, 16u << 20, 65536}},
    .build = build};
