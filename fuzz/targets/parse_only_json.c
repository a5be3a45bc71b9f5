/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: a body's bytes -> the parser of JSON alone: what the speed of others is held
 * against. */
#include "engine/target.h"
#include "parse_only.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    awp_parse_only(AWP_FORMAT_JSON, (struct awp_bytes){data, size});
    return 0;
}
