/* SPDX-License-Identifier: Apache-2.0 */
/* What a writer sees of the report that it writes. */
#ifndef AWSPROOF_REPORTS_SINK_H
#define AWSPROOF_REPORTS_SINK_H

#include "awsproof/report.h"

/** An open report. */
struct awp_report_sink {
    const struct awp_report_writer *writer;
    const struct awp_report_run *run;
    FILE *out;
    struct awp_report_style style;
    void *state; /* writer->state_bytes of them, zeroed before begin */
    bool failed; /* set by a writer that could not keep what it needs; write errors show on `out` */
};

/** A string literal as text. */
#define AWP_TEXT(literal) ((struct awp_report_text){literal, sizeof(literal) - 1})

/** The text of a NUL-terminated string, which lives as long as the view. */
struct awp_report_text awp_text_of_string(const char *string);

/**
 * Whether a case of this verdict did not give what it should: what a report must explain. Not so
 * for pass, for unsupported (nothing was asked) and for not_run (nothing was seen).
 */
bool awp_verdict_is_failure(enum awp_verdict verdict);

/**
 * Whether a result of this verdict breaks a rule, so that its broken_level counts: a failure of the
 * decoder under test, and neither of an expectation that is stale nor of the set-up.
 */
bool awp_verdict_breaks_rule(enum awp_verdict verdict);

/**
 * Whether this result is a plain difference that the run's --require leaves uncounted. Reports for
 * machines then show it without failing, so that they agree with the run's exit status. A crash, a
 * hang and the like are never excused.
 */
bool awp_result_is_excused(const struct awp_report_result *result);

#endif
