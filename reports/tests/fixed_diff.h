/* SPDX-License-Identifier: Apache-2.0 */
/* One diff with hostile texts in every place, which the golden pages are made of. */
#ifndef AWSPROOF_REPORTS_TESTS_FIXED_DIFF_H
#define AWSPROOF_REPORTS_TESTS_FIXED_DIFF_H

#include "awsproof/diff.h"
#include "fixed_run.h"

/** Four decoders: two on both sides, of which the second did not change; one on each side alone. */
extern const struct awp_diff fixed_diff;

/** A diff by this writer. */
struct rendered render_diff(const char *writer, const struct awp_diff *diff, bool shows_all);

#endif
