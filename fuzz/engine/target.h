/* SPDX-License-Identifier: Apache-2.0 */
/* What a fuzz target gives its engine: one function, by libFuzzer's name, for every engine. */
#ifndef AWSPROOF_FUZZ_TARGET_H
#define AWSPROOF_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

/**
 * Runs the target once on `size` bytes. Always 0: a failure is told by abort() alone, since
 * libFuzzer and AFL++ both overlook a return code.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
