/* SPDX-License-Identifier: Apache-2.0 */
/* Reports and stores that the history's tests make on the spot. */
#ifndef AWP_HISTORY_TEST_MADE_REPORT_H
#define AWP_HISTORY_TEST_MADE_REPORT_H

#include "store.h"

/**
 * A report of a run of the decoder "sdk": of version `version`, begun at `moment`, on the cases
 * `cases`. `results`: "ID VERDICT CLASS|ID VERDICT|...", sorted by id; all of them MUST.
 */
struct awp_report_file awp_made_report(struct awp_arena *arena, const char *moment,
                                       const char *version, const char *cases, const char *results);

/** A store that is not there yet, in a folder of its own. */
struct awp_made_store {
    char folder[64];
    char path[96];
};
struct awp_made_store awp_made_store(void);
void awp_made_store_remove(const struct awp_made_store *made);

/** Adds a report in a transaction of its own; the test fails where that does. */
struct awp_store_added awp_made_store_add(const struct awp_made_store *made,
                                          const struct awp_report_file *file);

/** What a store says when it is opened to be read: "" where it is well. `*status`: the exit status
 * that comes of it. */
const char *awp_made_store_complaint(const struct awp_made_store *made, bool is_to_write,
                                     char said[512], int *status);

/** How many runs it has; the test fails where it cannot be read. */
int64_t awp_made_store_runs(const struct awp_made_store *made);

#endif
