/* SPDX-License-Identifier: Apache-2.0 */
/* All wire faults. */
#include "faults.h"

static const struct awp_wire_fault *const faults[] = {
#define FAULT_ENTRY(name) &awp_wire_fault_##name,
    AWP_WIRE_FAULT_LIST(FAULT_ENTRY)
#undef FAULT_ENTRY
};
#define FAULT_COUNT (sizeof(faults) / sizeof(faults[0]))

const struct awp_wire_fault *const *awp_wire_fault_list(size_t *count) {
    *count = FAULT_COUNT;
    return faults;
}

const struct awp_wire_fault *awp_wire_fault_find(struct awp_bytes name) {
    for (size_t i = 0; i < FAULT_COUNT; i++) {
        if (awp_bytes_equal(awp_bytes_of_string(faults[i]->name), name)) {
            return faults[i];
        }
    }
    return NULL;
}
