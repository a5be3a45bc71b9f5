/* SPDX-License-Identifier: Apache-2.0 */
/* Values of case files that are written as recipes: lists of thousands of items in one line. */
#ifndef AWP_RUNNER_VALUE_REPEAT_H
#define AWP_RUNNER_VALUE_REPEAT_H

#include "object.h"

/**
 * The value with each list item {"repeat": VALUE, "times": N} replaced by N such items, in the
 * complaints' arena; the value itself where it has none. With "counter": TEXT every TEXT in the
 * strings of the n-th of them is n, from 0 on, in as many digits as the last one has. NULL after a
 * complaint.
 */
const struct awp_json_node *awp_value_repeat(const struct awp_json_node *value,
                                             struct awp_complaints *complaints);

#endif
