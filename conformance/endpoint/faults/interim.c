/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: interim answers come before the real one, as they may. */
#include "faults.h"

static const char *const choices[] = {"100", "102", "103", NULL};
static const char *const heads[] = {"HTTP/1.1 100 Continue\r\n\r\n",
                                    "HTTP/1.1 102 Processing\r\n\r\n",
                                    "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    struct awp_buffer text = {.arena = plan->arena};
    for (unsigned i = 0; i < parameters[1]; i++) {
        awp_buffer_append_string(&text, heads[parameters[0]]);
    }
    const struct awp_message message = awp_plan_message(plan, response);
    awp_buffer_append(&text, message.head);
    awp_buffer_append(&text, message.body);
    awp_plan_write(plan, awp_plan_finish_text(plan, &text));
}

const struct awp_wire_fault awp_wire_fault_interim = {
    .name = "interim",
    .summary = "interim answers of one status come first, `times` of them",
    .parameters = {{"status", choices, 0, 2, 0}, {"times", NULL, 1, 100, 1}},
    .build = build};
