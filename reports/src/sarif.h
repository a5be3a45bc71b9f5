/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a SARIF log: who made it, under which rules; and one failure. */
#ifndef AWSPROOF_REPORTS_SARIF_H
#define AWSPROOF_REPORTS_SARIF_H

#include "awsproof/report.h"

/** The rule of results that break no clause: a listed failure that is none any more. */
#define AWP_SARIF_STALE_RULE "awsproof-stale-expectation"

/** A member that is a message of plain text, cut in the middle where it is long. `before`: what
 * stands before the name, "," or nothing. */
void awp_sarif_message(FILE *out, const char *before, const char *name,
                       struct awp_report_text text);

/** "error", "warning" or "note": what breaking a rule of this level is to SARIF. */
const char *awp_sarif_level(enum awp_level level);

/** The member "tool": the suite, and a rule for each clause. */
void awp_sarif_tool_write(FILE *out, const struct awp_report_run *run);

/** One result: a failure of any kind. */
void awp_sarif_result_write(FILE *out, const struct awp_report_run *run,
                            const struct awp_report_result *result);

#endif
