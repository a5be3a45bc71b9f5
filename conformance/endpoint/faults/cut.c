/* SPDX-License-Identifier: Apache-2.0 */
/* Wire fault: the connection is closed in the middle of the answer. */
#include "faults.h"

static void build(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan) {
    awp_plan_write_until(plan, awp_plan_message(plan, response), (enum awp_place)parameters[0]);
    awp_plan_close(plan);
}

const struct awp_wire_fault awp_wire_fault_cut = {
    .name = "cut",
    .summary = "the connection is closed at a place in the answer",
    .parameters = {{"at", awp_place_names, 0, AWP_PLACE_BODY, AWP_PLACE_BODY}},
    .build = build};
