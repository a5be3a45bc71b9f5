/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body has a Content-Length and chunks, and the two disagree. */
#include "faults.h"

#include <stdio.h>

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    char framing[96];
    snprintf(framing, sizeof(framing), "Content-Length: %u\r\nTransfer-Encoding: chunked\r\n",
             parameters[0]);
    const struct awp_message message = awp_plan_message_framed(plan, response, "HTTP/1.1", framing);
    struct awp_buffer chunks = {.arena = plan->arena};
    if (response->body.len > 0) {
        awp_chunk_append(&chunks, response->body);
    }
    awp_chunk_append(&chunks, (struct awp_bytes){0});
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunks));
}

const struct awp_wire_fault awp_wire_fault_both_framings = {
    .name = "both-framings",
    .summary = "in chunks, with a Content-Length of `length` beside, which does not count",
    .parameters = {{"length", NULL, 0, 1u << 30, 5}},
    .build = build};
