/* SPDX-License-Identifier: Apache-2.0 */
/* The progress line, with the time passed in. */
#ifndef AWSPROOF_REPORTS_PROGRESS_H
#define AWSPROOF_REPORTS_PROGRESS_H

#include "awsproof/report.h"

/** How long a run lasts before it is given a line, and the least time between two drawings. */
#define AWP_PROGRESS_QUIET_MS 2000
#define AWP_PROGRESS_REDRAW_MS 100

/** Times are in milliseconds on one clock that never goes back. */
struct awp_progress {
    size_t total;
    size_t done;
    size_t failures;
    uint64_t begun_ms;
    uint64_t drawn_ms;
    bool visible; /* the line stands on the terminal, the cursor at its start */
};

/**
 * Counts one result and, where it is time, draws the line on the terminal `out`. A failure erases
 * it instead: the summary prints there next, if it shares the terminal and comes after.
 */
void awp_progress_step(struct awp_progress *progress, enum awp_verdict verdict, uint64_t now_ms,
                       FILE *out);

/** Erases the line if it is there. */
void awp_progress_erase(struct awp_progress *progress, FILE *out);

#endif
