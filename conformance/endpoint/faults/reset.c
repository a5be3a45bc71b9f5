/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the connection is reset in the middle of the answer. */
#include "faults.h"

/* A reset throws away what the other side has not read yet: it gets this long to read it. */
#define READING_MS 50

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    awp_plan_write_until(plan, awp_plan_message(plan, response), (enum awp_place)parameters[0]);
    awp_plan_pause(plan, READING_MS);
    awp_plan_reset(plan);
}

const struct awp_wire_fault awp_wire_fault_reset = {
    .name = "reset",
    .summary = "the connection is reset at a place in the answer",
    .parameters = {{"at", awp_place_names, 0, AWP_PLACE_BODY, AWP_PLACE_BODY}},
    .build = build};
