/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what a decoder claims came out right, by level: the figures of a matrix, of one run.
 */
#ifndef AWSPROOF_REPORTS_SHARE_H
#define AWSPROOF_REPORTS_SHARE_H

#include "awsproof/report.h"

/** Counts, zeroed at first. */
struct awp_shares {
    size_t passed[AWP_LEVEL_COUNT];  /* by the case's level; a stale known failure is a pass */
    size_t claimed[AWP_LEVEL_COUNT]; /* what was not run is among them */
    size_t judged;                   /* of any level: there was a decoder to see */
    size_t breaks_must;              /* failures that no level excuses, known ones too */
};

/** Counts one result. */
void awp_shares_add(struct awp_shares *shares, const struct awp_report_result *result);

/** The share in tenths of a percent, rounded down: 1000 is all of it, and nothing else is. Of
 * nothing claimed: 1000. */
size_t awp_shares_permille(const struct awp_shares *shares, enum awp_level level);

/** Writes "98.2 %", or "100 %". */
void awp_shares_write(FILE *out, const struct awp_shares *shares, enum awp_level level);

#endif
