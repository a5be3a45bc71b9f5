/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: bytes -> a value -> JSON and XML -> the same value. */
#include "engine/target.h"
#include "value_oracle.h"

/*
 * Property: decode(encode(v)) = v in both formats; a value is refused if and only if the format
 * cannot hold it (D4.2).
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct awp_run run = awp_run_of("round_trip", (struct awp_bytes){data, size});
    awp_round_trip_oracle(&run);
    return 0;
}
