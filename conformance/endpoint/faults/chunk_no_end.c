/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the last chunk, which says that there are no more, is missing. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    (void)parameters;
    const struct awp_message message =
        awp_plan_message_framed(plan, response, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
    struct awp_buffer chunks = {.arena = plan->arena};
    awp_chunk_append(&chunks, response->body);
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunks));
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_chunk_no_end = {
    .name = "chunk-no-end",
    .summary = "the connection is closed where the last chunk should begin",
    .build = build};
