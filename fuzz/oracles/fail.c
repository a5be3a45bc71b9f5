/* SPDX-License-Identifier: Apache-2.0 */
/* The one way in which a fuzz target fails: oracle, reason and input on stderr, then abort. */
#include "fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* By the descriptor: the stream stderr is under watch while the decoder runs (surroundings.c). */
_Noreturn void awp_oracle_fail(const struct awp_run *run, enum awp_oracle oracle,
                               const char *format, ...) {
    dprintf(STDERR_FILENO, "ORACLE %s: %s: ", run->target, awp_oracle_id(oracle));
    va_list arguments;
    va_start(arguments, format);
    vdprintf(STDERR_FILENO, format, arguments);
    va_end(arguments);
    dprintf(STDERR_FILENO, "\nINPUT %zu bytes: ", run->input.len);
    char hex[128];
    for (size_t at = 0; at < run->input.len;) {
        size_t used = 0;
        while (at < run->input.len && used + 3 < sizeof hex) {
            used += (size_t)snprintf(hex + used, sizeof hex - used, "%02x", run->input.ptr[at++]);
        }
        dprintf(STDERR_FILENO, "%s", hex);
    }
    dprintf(STDERR_FILENO, "\n");
    abort();
}
