/* SPDX-License-Identifier: Apache-2.0 */
/* Which testees a matrix holds: those of a folder, and those that were named. */
#ifndef AWP_MATRIX_ENTRIES_H
#define AWP_MATRIX_ENTRIES_H

#include <stdio.h>

#include "texts.h"

/** A testee that is to be asked. */
struct awp_matrix_entry {
    struct awp_bytes key;     /* [A-Za-z0-9._-]+, unlike every other */
    const char *command;      /* for the shell */
    const char *expectations; /* the file of its known failures; NULL: there is none */
};

/** Which are wanted. */
struct awp_matrix_wish {
    const char *folder;     /* of folders with an executable `run`, or NOT-A-TESTEE; NULL: none */
    struct awp_texts named; /* "NAME=COMMAND" */
    struct awp_texts only;  /* names; empty: all */
};

/**
 * Finds them: those of the folder in the order of their names' bytes, then those that were named.
 * False after lines on `errors`: a folder without `run`, a name that is none or stands twice, one
 * of `only` that is not there, or no testee at all.
 */
bool awp_matrix_entries_find(const struct awp_matrix_wish *wish, struct awp_arena *arena,
                             FILE *errors, const struct awp_matrix_entry **entries, size_t *count);

#endif
