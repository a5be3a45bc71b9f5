/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: a chunk has a size that is none. */
#include "faults.h"

static const char *const choices[] = {"no-hex", "empty", "negative", "overflow", "too-large", NULL};
/* The size of the second chunk; the last one is a size that the bytes never reach. */
static const char *const sizes[] = {"zz\r\n", "\r\n", "-5\r\n", "10000000000000005\r\n",
                                    "7fffffff\r\n"};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const struct awp_bytes body = response->body;
    const size_t half = body.len / 2;
    const struct awp_message message =
        awp_plan_message_framed(plan, response, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
    struct awp_buffer chunks = {.arena = plan->arena};
    if (half > 0) {
        awp_chunk_append(&chunks, (struct awp_bytes){body.ptr, half});
    }
    awp_buffer_append_string(&chunks, sizes[parameters[0]]);
    awp_buffer_append(&chunks, awp_rest_from(body, half));
    awp_buffer_append_string(&chunks, "\r\n0\r\n\r\n");
    awp_plan_write(plan, message.head);
    awp_plan_write(plan, awp_plan_finish_text(plan, &chunks));
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_chunk_bad_size = {
    .name = "chunk-bad-size",
    .summary = "the second chunk's size is no number, or one that cannot be right",
    .parameters = {{"size", choices, 0, 4, 0}},
    .build = build};
