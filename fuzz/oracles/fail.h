/* SPDX-License-Identifier: Apache-2.0 */
/* The one way in which a fuzz target fails. */
#ifndef AWSPROOF_FUZZ_FAIL_H
#define AWSPROOF_FUZZ_FAIL_H

#include "oracle.h"

/**
 * Prints on file descriptor 2 the target, the oracle's id, what `format` says, and the input as
 * hex; then abort()s. Works with NDEBUG too, and is seen by every engine.
 */
_Noreturn void awp_oracle_fail(const struct awp_run *run, enum awp_oracle oracle,
                               const char *format, ...) __attribute__((format(printf, 3, 4)));

/** Fails by AWP_ORACLE_<name> unless `holds`, where that oracle looks at this run. */
#define AWP_REQUIRE(run, holds, name, ...)                                                         \
    do {                                                                                           \
        if (!(holds) && awp_oracle_is_on((run), AWP_ORACLE_##name)) {                              \
            awp_oracle_fail((run), AWP_ORACLE_##name, __VA_ARGS__);                                \
        }                                                                                          \
    } while (0)

/** The two arguments of a "%.*s". */
#define AWP_FUZZ_TEXT(bytes) (int)(bytes).len, (const char *)(bytes).ptr

#endif
