/* SPDX-License-Identifier: Apache-2.0 */
/* The one way in which a fuzz target fails: oracle, reason and input on stderr, then abort. */
#include "fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void awp_oracle_fail(const char *target, const char *oracle, struct awp_bytes input,
                               const char *format, ...) {
    fprintf(stderr, "ORACLE %s: %s: ", target, oracle);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nINPUT %zu bytes: ", input.len);
    for (size_t i = 0; i < input.len; i++) {
        fprintf(stderr, "%02x", input.ptr[i]);
    }
    fputc('\n', stderr);
    fflush(stderr);
    abort();
}
