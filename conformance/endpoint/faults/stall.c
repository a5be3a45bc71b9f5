/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: nothing more comes in the middle of the answer, and the connection stays open. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    awp_plan_write_until(plan, awp_plan_message(plan, response), (enum awp_place)parameters[0]);
    awp_plan_stall(plan);
}

const struct awp_wire_fault awp_wire_fault_stall = {
    .name = "stall",
    .summary = "nothing more comes from a place in the answer on",
    .parameters = {{"at", awp_place_names, 0, AWP_PLACE_BODY, AWP_PLACE_BODY}},
    .build = build};
