/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: headers follow the last chunk, as they may. */
#include "faults.h"

static const char *const choices[] = {"plain", "discriminator", NULL};
/* A trailer is none of the message's headers, whatever it is called. */
static const char *const trailers[] = {"X-Checked: yes\r\n",
                                       "X-Amzn-ErrorType: InternalException\r\n"};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const struct awp_message message =
        awp_plan_message_framed(plan, response, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
    struct awp_buffer chunks = {.arena = plan->arena};
    if (response->body.len > 0) {
        awp_chunk_append(&chunks, response->body);
    }
    awp_buffer_append_string(&chunks, "0\r\n");
    awp_buffer_append_string(&chunks, trailers[parameters[0]]);
    awp_buffer_append_string(&chunks, "\r\n");
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunks));
}

const struct awp_wire_fault awp_wire_fault_chunk_trailers = {
    .name = "chunk-trailers",
    .summary = "a header stands behind the last chunk",
    .parameters = {{"trailer", choices, 0, 1, 0}},
    .build = build};
