/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the connection is closed inside a chunk. */
#include "faults.h"

#include <stdio.h>

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const struct awp_bytes body = response->body;
    char size[32];
    snprintf(size, sizeof(size), "%zx\r\n", body.len + parameters[0]);
    const struct awp_message message =
        awp_plan_message_framed(plan, response, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
    awp_plan_write(plan, message.head);
    struct awp_buffer chunk = {.arena = plan->arena};
    awp_buffer_append_string(&chunk, size);
    awp_buffer_append(&chunk, body);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunk));
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_chunk_short = {
    .name = "chunk-short",
    .summary = "the one chunk ends `missing` bytes before its size is reached",
    .parameters = {{"missing", NULL, 1, 1u << 30, 1}},
    .build = build};
