/* SPDX-License-Identifier: Apache-2.0 */
/* With which run the newest of a decoder is compared: a run, a date or a version. */
#ifndef AWP_HISTORY_SINCE_H
#define AWP_HISTORY_SINCE_H

#include "awsproof/arena.h"
#include "awsproof/history.h"

/** What is compared with. Zeroed: the run before. */
struct awp_since {
    enum awp_since_kind { AWP_SINCE_BEFORE, AWP_SINCE_RUN, AWP_SINCE_DATE, AWP_SINCE_VERSION } kind;
    uint64_t run;          /* its number */
    struct awp_bytes text; /* as it was given; a date, a version */
};

/**
 * Reads "12", a run's number; "2026-01-31" or "2026-01-31T12:00:00Z"; anything else is a version.
 * "run:", "date:" or "version:" before it says what it is. False: after the word stands something
 * else, or a number that no run can have.
 */
bool awp_since_parse(const char *text, struct awp_since *since);

/**
 * The run that the newest one, the last of these of one decoder, is compared with: that run, or of
 * another decoder's run the last up to then; the last before the date, or else the first; the last
 * of the version. `at`: the run that was named, if it was. `run_count`: there is none.
 */
size_t awp_since_base(const struct awp_since *since, const struct awp_history_run *at,
                      const struct awp_history_run *runs, size_t run_count);

/** Whether a run stands before another in time: by its moment, then by its number. */
bool awp_since_is_before(const struct awp_history_run *one, const struct awp_history_run *other);

#endif
