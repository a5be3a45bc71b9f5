/* SPDX-License-Identifier: Apache-2.0 */
/* The one way in which a fuzz target fails. */
#ifndef AWSPROOF_FUZZ_FAIL_H
#define AWSPROOF_FUZZ_FAIL_H

#include "awsproof/bytes.h"

/**
 * Prints on stderr `target`, the oracle's id, what `format` says, and `input` as hex; then
 * abort()s. Works with NDEBUG too, and is seen by every engine.
 */
_Noreturn void awp_oracle_fail(const char *target, const char *oracle, struct awp_bytes input,
                               const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
