/* SPDX-License-Identifier: Apache-2.0 */
/* How much of the MUST cases a run did not test, on one line. */
#ifndef AWP_REPORT_COVERAGE_LINE_H
#define AWP_REPORT_COVERAGE_LINE_H

#include "awsproof/report.h"

/**
 * Writes "lost coverage: 3 of 40 MUST cases (7.5 %): 2 unsupported, 1 expected_failure", without a
 * line feed. Lost are the cases that were not judged, and those that may fail. False, and nothing
 * is written, where no MUST case was selected.
 */
bool awp_coverage_line_write(FILE *out, const struct awp_report_totals *totals);

#endif
