/* SPDX-License-Identifier: Apache-2.0 */
/* The store: runs kept in one SQLite file, each with its verdicts. */
#ifndef AWP_HISTORY_STORE_H
#define AWP_HISTORY_STORE_H

#include "database.h"
#include "report_file.h"

/** A store that is open, which is one transaction: what was added is there after
 * awp_store_commit, and not a bit of it without. */
struct awp_store {
    struct awp_database *database;
    const char *path;
};

/**
 * Opens a store: to be read, or also to be written to, which makes one where there is none. What is
 * no store, is damaged or comes from a newer awsproof is refused, and left as it is. Close it
 * whatever this says. False: it failed.
 */
bool awp_store_open(struct awp_store *store, const char *path, bool is_to_write);

/** Ends the transaction and keeps what was added. False: it failed, and nothing was added. */
bool awp_store_commit(struct awp_store *store);

/** Closes the store; after a failure says on `errors` in one line what it was. */
void awp_store_close(struct awp_store *store, FILE *errors);

/** The exit status of a command whose own is `status`: after a failure AWP_EXIT_USAGE for a file
 * that is no store, AWP_EXIT_INFRASTRUCTURE for one that cannot be read or written. */
int awp_store_exit_status(const struct awp_store *store, int status);

/** What became of the runs of a report. */
struct awp_store_added {
    size_t added;
    size_t there;   /* were there already, so nothing was added of them */
    uint64_t first; /* numbers of those that were added, which follow each other; */
    uint64_t last;  /* where there are none, of those that were there */
};

/**
 * Adds the runs of a report, one for each of its decoders. `name` stands for the report in
 * `errors`. A run is the same as another if it was begun in the same second, of the same decoder
 * on the same cases, and came out the same: whatever else the two reports say of it. False: the
 * report lacks something, which was said on `errors`; or the store failed.
 */
bool awp_store_add(struct awp_store *store, const struct awp_report_file *file, const char *name,
                   FILE *errors, struct awp_store_added *added);

#endif
