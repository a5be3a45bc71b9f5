/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the values of the headers go on in a next line, as they once might. */
#include "faults.h"

enum where { BEFORE, INSIDE };
static const char *const choices[] = {[BEFORE] = "before", [INSIDE] = "inside", NULL};

static void append_folded(struct awp_buffer *out, struct awp_bytes value, enum where where) {
    const size_t at = where == BEFORE ? 0 : value.len / 2;
    awp_buffer_append(out, (struct awp_bytes){value.ptr, at});
    awp_buffer_append_string(out, "\r\n ");
    awp_buffer_append(out, awp_rest_from(value, at));
}

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const struct awp_http_response bare = {.status = response->status};
    struct awp_buffer head = {.arena = plan->arena};
    awp_head_begin(&head, "HTTP/1.1", &bare);
    for (size_t i = 0; i < response->header_count; i++) {
        awp_buffer_append(&head, response->headers[i].name);
        awp_buffer_append_string(&head, ":");
        append_folded(&head, response->headers[i].value, (enum where)parameters[0]);
        awp_buffer_append_string(&head, "\r\n");
    }
    awp_head_number(&head, "Content-Length", response->body.len);
    awp_buffer_append_string(&head, "\r\n");
    awp_plan_write(plan, awp_plan_finish_text(plan, &head));
    awp_plan_write(plan, response->body);
}

const struct awp_wire_fault awp_wire_fault_folded_headers = {
    .name = "folded-headers",
    .summary = "each of the case's headers is folded, before its value or inside it",
    .parameters = {{"where", choices, 0, INSIDE, BEFORE}},
    .build = build};
