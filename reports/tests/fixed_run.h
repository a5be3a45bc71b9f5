/* SPDX-License-Identifier: Apache-2.0 */
/* One run with hostile texts in every place, which the golden reports are made of. */
#ifndef AWSPROOF_REPORTS_TESTS_FIXED_RUN_H
#define AWSPROOF_REPORTS_TESTS_FIXED_RUN_H

#include "awsproof/report.h"

extern const struct awp_report_run fixed_run;
extern const struct awp_report_totals fixed_totals;

/** The run's results, fixed_run.selected of them: every verdict, every hostile byte. */
extern const struct awp_report_result fixed_results[];

/** A report kept in memory. */
struct rendered {
    char *data; /* of `len` bytes and a NUL; the caller frees it */
    size_t len;
};

/** The fixed run by this writer in this style; asserts that it was written. */
struct rendered render_fixed_run(const char *writer, struct awp_report_style style);

/** One result, in a run and with totals that hold nothing else, by this writer. */
struct rendered render_result(const char *writer, const struct awp_report_result *result);

/** These results, and a run that comes to these totals, by this writer. */
struct rendered render_results(const char *writer, const struct awp_report_result *results,
                               size_t count, const struct awp_report_totals *totals);

/**
 * Asserts that the report is byte for byte the golden file of this name, and says where it departs.
 * With AWP_UPDATE_GOLDEN=1 in the environment the file is written instead.
 */
void assert_golden(const char *name, struct rendered report);

/** Whether the report holds the text. */
bool contains(struct rendered report, const char *text);

#endif
