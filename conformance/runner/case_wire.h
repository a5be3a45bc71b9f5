/* SPDX-License-Identifier: Apache-2.0 */
/* How a response is sent over the wire: the "wire" of a case, read from a case file. */
#ifndef AWP_RUNNER_CASE_WIRE_H
#define AWP_RUNNER_CASE_WIRE_H

#include "fault.h"
#include "object.h"

/** Reads a "wire" object: {"fault": NAME, and the parameters of that fault}. False after
 * complaints. */
bool awp_wire_of_json(struct awp_complaints *complaints, const struct awp_json_node *node,
                      struct awp_wire *wire);

/** Appends the wire as one line: `short-body missing=1`. Nothing where there is no fault. */
void awp_wire_write(const struct awp_wire *wire, struct awp_buffer *out);

#endif
