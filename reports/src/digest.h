/* SPDX-License-Identifier: Apache-2.0 */
/* What ran, for people: enough to run the same again. */
#ifndef AWSPROOF_REPORTS_DIGEST_H
#define AWSPROOF_REPORTS_DIGEST_H

#include "awsproof/report.h"

/**
 * Writes the run's digest as lines of "label: text", each behind `prefix`: the suite and its cases,
 * what was selected and in which way it was run, the testee and its command.
 */
void awp_digest_write(FILE *out, const char *prefix, const struct awp_report_run *run);

#endif
