/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the answer comes in small pieces, each in a segment of its own. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    awp_plan_trickle(plan, awp_plan_join(plan, awp_plan_message(plan, response)), parameters[0],
                     parameters[1]);
}

const struct awp_wire_fault awp_wire_fault_split = {
    .name = "split",
    .summary = "the answer, head and all, comes `bytes` at a time",
    .parameters = {{"bytes", NULL, 1, 1u << 20, 1}, {"pause_ms", NULL, 0, 1000, 1}},
    .build = build};
