/* SPDX-License-Identifier: Apache-2.0 */
/* A whole run on one line. */
#ifndef AWSPROOF_REPORTS_TOTALS_LINE_H
#define AWSPROOF_REPORTS_TOTALS_LINE_H

#include "awsproof/report.h"

/**
 * Writes, without a line feed: suite, testee, the verdicts that occur with their counts, the cases
 * passed and selected by level, and the time.
 */
void awp_totals_line_write(FILE *out, const struct awp_report_run *run,
                           const struct awp_report_totals *totals);

/** Writes a name and a version, a blank between them, or the name alone where there is no version.
 */
void awp_name_version_write(FILE *out, struct awp_report_text name, struct awp_report_text version);

#endif
