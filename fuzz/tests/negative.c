/* SPDX-License-Identifier: Apache-2.0 */
/* The fault that the environment names. */
#include "negative.h"

#include <stdlib.h>
#include <string.h>

bool awp_negative_is(const char *fault) {
    const char *name = getenv("AWP_NEGATIVE_FAULT");
    return name != NULL && strcmp(name, fault) == 0;
}
