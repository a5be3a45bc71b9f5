/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the answer is one of HTTP/1.0. */
#include "faults.h"

static const char *const choices[] = {"announced", "close", NULL};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, "HTTP/1.0", response);
    if (parameters[0] == 0) {
        awp_head_number(&head, "Content-Length", response->body.len);
    }
    awp_buffer_append_string(&head, "\r\n");
    awp_plan_write(plan, awp_plan_finish_text(plan, &head));
    awp_plan_write(plan, response->body);
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_http_1_0 = {
    .name = "http-1-0",
    .summary = "HTTP/1.0: the length announced, or the body ended by the close",
    .parameters = {{"length", choices, 0, 1, 0}},
    .build = build};
