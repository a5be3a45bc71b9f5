/* SPDX-License-Identifier: Apache-2.0 */
/* What a call of this library can fail with. A service's error is no failure: it is an outcome. */
#ifndef AWSPROOF_STATUS_H
#define AWSPROOF_STATUS_H

#include "awsproof/api.h"

/**
 * Every status: name, text, and an example that causes it. Only memory, limits and misuse stand
 * here; whatever the bytes of a body are, they decode to an outcome (SPEC, "Outcomes").
 */
#define AWP_STATUS_LIST(X)                                                                         \
    X(OK, "success", "any call that does what it says")                                            \
    X(NO_MEMORY, "out of memory", "the arena's allocator returns NULL")                            \
    X(OVER_CEILING, "the arena's ceiling is reached", "a body of 1 MiB, a ceiling of 64 KiB")      \
    X(TOO_LARGE, "the input is larger than can be counted", "a body of 2 GiB or more")             \
    X(MISFIT, "the document does not fit the shape", "{\"Message\":5} read as an error's members") \
    X(NOT_REPRESENTABLE, "the format cannot hold this value", "U+0001 in a string written as XML") \
    X(UNSUPPORTED_SHAPE, "a shape of this kind is not interpreted yet", "a table with a map")

/** The result of a call; see AWP_STATUS_LIST. AWP_OK is 0. */
enum awp_status {
#define AWP_STATUS_VALUE(name, text, example) AWP_##name,
    AWP_STATUS_LIST(AWP_STATUS_VALUE)
#undef AWP_STATUS_VALUE
};

/** The status in words: a string that lives as long as the program. Asserts that `status` is one.
 */
AWP_API const char *awp_status_text(enum awp_status status);

/** Returns from the calling function with the status of `expression` unless it is AWP_OK. */
#define AWP_GUARD(expression)                                                                      \
    do {                                                                                           \
        const enum awp_status awp_guard_status = (expression);                                     \
        if (awp_guard_status != AWP_OK) {                                                          \
            return awp_guard_status;                                                               \
        }                                                                                          \
    } while (0)

#endif
