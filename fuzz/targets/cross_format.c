/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: bytes -> a value -> each format and envelope -> one outcome. */
#include "engine/target.h"
#include "value_oracle.h"

/*
 * Property: an error or a result is the same one, whichever protocol brings it.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("cross_format", (struct awp_bytes){data, size});
    awp_cross_format_oracle(&run);
    return 0;
}
