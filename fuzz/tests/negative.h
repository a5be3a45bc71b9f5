/* SPDX-License-Identifier: Apache-2.0 */
/* Which fault is put into a target on purpose. */
#ifndef AWSPROOF_FUZZ_NEGATIVE_H
#define AWSPROOF_FUZZ_NEGATIVE_H

#include <stdbool.h>

/** Whether AWP_NEGATIVE_FAULT names this fault. */
bool awp_negative_is(const char *fault);

#endif
