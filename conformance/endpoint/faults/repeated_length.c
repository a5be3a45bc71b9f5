/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the Content-Length stands there more than once. */
#include "faults.h"

#include <stdio.h>

enum form { SAME, SHORTER_FIRST, SHORTER_LAST, JOINED };
static const char *const choices[] = {[SAME] = "same",
                                      [SHORTER_FIRST] = "shorter-first",
                                      [SHORTER_LAST] = "shorter-last",
                                      [JOINED] = "joined",
                                      NULL};

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    const enum form form = (enum form)parameters[0];
    const size_t len = response->body.len;
    const size_t half = len / 2;
    const size_t first = form == SHORTER_FIRST ? half : len;
    const size_t last = form == SHORTER_LAST ? half : len;
    char framing[128];
    snprintf(framing, sizeof(framing),
             form == JOINED ? "Content-Length: %zu, %zu\r\n"
                            : "Content-Length: %zu\r\nContent-Length: %zu\r\n",
             first, last);
    const struct awp_message message = awp_plan_message_framed(plan, response, "HTTP/1.1", framing);
    awp_plan_write(plan, awp_plan_join(plan, message));
}

const struct awp_wire_fault awp_wire_fault_repeated_length = {
    .name = "repeated-length",
    .summary = "two Content-Lengths: the same, different, or joined in one header",
    .parameters = {{"values", choices, 0, JOINED, SAME}},
    .build = build};
