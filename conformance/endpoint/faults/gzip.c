/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the body is announced as gzip: it is, it is not, or only the beginning of it is
 * there. */
#include "faults.h"

#include <zlib.h>

enum form { TRUE_GZIP, FALSE_GZIP, TRUNCATED };
static const char *const choices[] = {
    [TRUE_GZIP] = "true", [FALSE_GZIP] = "false", [TRUNCATED] = "truncated", NULL};

/* zlib in its gzip form; the whole at once, into room that is surely enough. */
static struct awp_bytes compress_body(struct awp_plan *plan, struct awp_bytes body) {
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        plan->status = AWP_NO_MEMORY;
        return (struct awp_bytes){0};
    }
    const size_t room = deflateBound(&stream, (uLong)body.len);
    uint8_t *out = awp_arena_allocate(plan->arena, room);
    struct awp_bytes compressed = {0};
    if (out == NULL) {
        plan->status = AWP_NO_MEMORY;
    } else {
        stream.next_in = (Bytef *)(uintptr_t)body.ptr;
        stream.avail_in = (uInt)body.len;
        stream.next_out = out;
        stream.avail_out = (uInt)room;
        deflate(&stream, Z_FINISH);
        compressed = (struct awp_bytes){out, stream.total_out};
    }
    deflateEnd(&stream);
    return compressed;
}

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const enum form form = (enum form)parameters[0];
    struct awp_bytes body = response->body;
    if (form != FALSE_GZIP) {
        body = compress_body(plan, body);
    }
    if (form == TRUNCATED) {
        body.len -= body.len / 3;
    }
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, "HTTP/1.1", response);
    awp_buffer_append_string(&head, "Content-Encoding: gzip\r\n");
    awp_head_number(&head, "Content-Length", body.len);
    awp_buffer_append_string(&head, "\r\n");
    awp_plan_write(plan, awp_plan_finish_text(plan, &head));
    awp_plan_write(plan, body);
}

const struct awp_wire_fault awp_wire_fault_gzip = {
    .name = "gzip",
    .summary = "gzip is announced, whole and framed well: true, false, or truncated inside",
    .parameters = {{"announced", choices, 0, TRUNCATED, TRUE_GZIP}},
    .build = build};
