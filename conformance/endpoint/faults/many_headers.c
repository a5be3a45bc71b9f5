/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: there are very many headers. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, "HTTP/1.1", response);
    for (unsigned i = 0; i < parameters[0]; i++) {
        awp_head_number(&head, "X-Number", i);
    }
    awp_head_number(&head, "Content-Length", response->body.len);
    awp_buffer_append_string(&head, "\r\n");
    awp_plan_write(plan, awp_plan_finish_text(plan, &head));
    awp_plan_write(plan, response->body);
}

const struct awp_wire_fault awp_wire_fault_many_headers = {
    .name = "many-headers",
    .summary = "`count` headers more, before the Content-Length",
    .parameters = {{"count", NULL, 1, 100000, 200}},
    .build = build};
