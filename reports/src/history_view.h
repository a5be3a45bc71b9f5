/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of a history share, and the writers, known to history.c alone. */
#ifndef AWSPROOF_REPORTS_HISTORY_VIEW_H
#define AWSPROOF_REPORTS_HISTORY_VIEW_H

#include "awsproof/history.h"
#include "escape.h"

extern const struct awp_history_writer awp_history_text;
extern const struct awp_history_writer awp_history_markdown;
extern const struct awp_history_writer awp_history_jsonl;
extern const struct awp_history_writer awp_history_html;

/** The columns of a table of runs: 0 is the run's number, the last is a remark. */
size_t awp_history_column_count(void);
const char *awp_history_column_title(size_t column);
bool awp_history_column_is_number(size_t column);

/** What a run has in a column, made safe for its place. */
void awp_history_write_field(FILE *out, enum awp_escape escape, const struct awp_history_run *run,
                             size_t column);

/** Whether no later run is of the same version: such a run stands for its version. */
bool awp_history_is_last_of_version(const struct awp_history_testee *testee, size_t at);

/** How many versions the runs that are to be shown are of. */
size_t awp_history_version_count(const struct awp_history_testee *testee);

/** Whether a line is listed under this kind: its own; of new cases those that fail alone. */
bool awp_history_is_shown(const struct awp_history_line *line, enum awp_history_kind kind);

/** "run 3 (1.45.0) against run 2 (1.44.5)", or why it is compared with nothing. */
void awp_history_write_compared(FILE *out, enum awp_escape escape,
                                const struct awp_history *history,
                                const struct awp_history_testee *testee);

/** "1 newly failing, 0 newly passing, 0 failing otherwise, 12 new (1 fails), 3 not asked". */
void awp_history_write_counts(FILE *out, const struct awp_history_testee *testee);

/** Whether the newest run and the base were of other cases. */
bool awp_history_has_other_cases(const struct awp_history_testee *testee);

/** "1.44.5, cases 3f1c0123: pass 2, hang 1 (not all run in the same way)". */
void awp_history_write_flaky(FILE *out, enum awp_escape escape,
                             const struct awp_history_flaky *flaky);

/** The beginning of a digest, which is enough for people. */
void awp_history_write_digest(FILE *out, enum awp_escape escape, struct awp_report_text digest);

/** "s" behind any number but one. */
const char *awp_history_plural(size_t count);

#endif
