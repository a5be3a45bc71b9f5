/* SPDX-License-Identifier: Apache-2.0 */
/* What a case is about: its "response" or its "call", read from a case file. */
#ifndef AWP_RUNNER_CASE_INPUT_H
#define AWP_RUNNER_CASE_INPUT_H

#include "case.h"

/** Reads a "response" object into the case. False after complaints. */
bool awp_case_read_response(struct awp_complaints *complaints, const struct awp_json_node *node,
                            struct awp_case *golden);

/** Reads a "call" object into the case. False after complaints. */
bool awp_case_read_call(struct awp_complaints *complaints, const struct awp_json_node *node,
                        struct awp_case *golden);

#endif
