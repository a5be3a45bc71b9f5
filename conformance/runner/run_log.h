/* SPDX-License-Identifier: Apache-2.0 */
/* The results of a run on their way to its reports, and their sums. */
#ifndef AWP_RUNNER_RUN_LOG_H
#define AWP_RUNNER_RUN_LOG_H

#include "attempt.h"
#include "run.h"

/** The reports of a run that are open, and the sums so far. */
struct awp_run_log {
    const struct awp_run_options *options;
    struct awp_arena *arena; /* as long as the run */
    struct awp_report_run about;
    struct awp_report_sink **sinks;
    struct awp_report_totals totals;
};

/** Opens the reports. `hello` NULL: the reference, or a testee that could not be started. */
void awp_run_log_open(struct awp_run_log *log, const struct awp_run_options *options,
                      const struct awp_hello *hello, bool has_testee, struct awp_arena *arena);

/**
 * Reports what an attempt came to, held against the expectations. `replay`: the cases' ids to
 * replay it by; empty: its own. Whether it is a failure that counts.
 */
bool awp_run_log_add(struct awp_run_log *log, struct awp_attempt *attempt, struct awp_bytes replay);

/** Ends the reports. Whether every one was written; if not, it was said on standard error. */
bool awp_run_log_close(struct awp_run_log *log);

#endif
