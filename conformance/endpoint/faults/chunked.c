/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body comes in chunks, as it may. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const struct awp_bytes body = response->body;
    const size_t size = parameters[0];
    const struct awp_message message =
        awp_plan_message_framed(plan, response, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
    struct awp_buffer chunks = {.arena = plan->arena};
    for (size_t at = 0; at < body.len; at += size) {
        const size_t rest = body.len - at;
        awp_chunk_append(&chunks, (struct awp_bytes){body.ptr + at, rest < size ? rest : size});
    }
    awp_chunk_append(&chunks, (struct awp_bytes){0});
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunks));
}

const struct awp_wire_fault awp_wire_fault_chunked = {
    .name = "chunked",
    .summary = "the body comes in chunks of `size` bytes",
    .parameters = {{"size", NULL, 1, 1u << 20, 7}},
    .build = build};
