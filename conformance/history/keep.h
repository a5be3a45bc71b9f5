/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix that was just made -> a store, and out of that the trends for its page. */
#ifndef AWP_HISTORY_KEEP_H
#define AWP_HISTORY_KEEP_H

#include "awsproof/history.h"
#include "store.h"

/** Whether a store can be written to, which makes it where it is not there: to be asked before a
 * long run. AWP_EXIT_PASS, or the status to end with after a line on `errors`. */
int awp_keep_check(const char *path, FILE *errors);

/** A matrix that is being kept. */
struct awp_keeping {
    struct awp_store store;
    struct awp_history history; /* of the decoders of the matrix, which has its place in it */
};

/**
 * Adds the runs of a matrix to a store, and reads their history into the arena. Nothing is kept
 * before awp_keep_end, which must follow after either answer. False: it failed; awp_keep_end says
 * why where this did not.
 */
bool awp_keep_begin(struct awp_keeping *keeping, const char *path, const struct awp_matrix *matrix,
                    struct awp_arena *arena, FILE *errors);

/** Keeps it, or, where the files of the matrix could not be written, does not. False: it is not
 * kept, and that was said on `errors`, or is what was asked for. */
bool awp_keep_end(struct awp_keeping *keeping, bool is_to_stay, FILE *errors);

#endif
