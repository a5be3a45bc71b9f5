/* SPDX-License-Identifier: Apache-2.0 */
/* Whether an adapter is sane: some plain questions with known answers, and what the answers say of
 * the adapter, in plain words. */
#ifndef AWP_RUNNER_SMOKE_H
#define AWP_RUNNER_SMOKE_H

#include <stdio.h>

#include "testee.h"

/** What came of it. */
enum awp_smoke_end {
    AWP_SMOKE_SANE,
    AWP_SMOKE_INSANE,
    AWP_SMOKE_NOTHING_ASKED, /* it cannot be started, says no hello, or claims nothing known */
    AWP_SMOKE_STOPPED
};

/** Asks the testee, and writes line after line on `out`. */
enum awp_smoke_end awp_smoke(const struct awp_testee_options *options, FILE *out);

#endif
