/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzzing came to, read from the files of those who measured it. */
#ifndef AWP_MATRIX_FUZZING_FILE_H
#define AWP_MATRIX_FUZZING_FILE_H

#include <stdio.h>

#include "awsproof/arena.h"
#include "awsproof/fuzzing.h"

/** A trial that was read, and where: for complaints of one that stands twice. */
struct awp_fuzzing_entry {
    struct awp_fuzzing_trial trial;
    size_t seed;
    struct awp_report_text patch; /* a digest of what was planted; empty: not said */
    unsigned line;
};

/** What was read so far; it belongs to the arena. */
struct awp_fuzzing_file {
    struct awp_arena *arena;
    FILE *errors;
    struct awp_fuzzing sums; /* all but its trials */
    struct awp_report_text *harnesses;
    struct awp_fuzzing_fault *faults;
    struct awp_report_text *patches; /* by fault: that of its last trial */
    struct awp_fuzzing_entry *entries;
    size_t entry_count;
    size_t entry_room;
    bool has_head; /* of the trials */
};

/** Begins with nothing. `errors`: where complaints go. */
void awp_fuzzing_file_begin(struct awp_fuzzing_file *file, struct awp_arena *arena, FILE *errors);

/**
 * Reads a file of JSON lines: a record "head" and the records "trial" behind it
 * (fuzz/benchmark/results.py), or a record "coverage" (fuzz/coverage-table); each kind in one file.
 * False after a line `PATH:LINE: reason`: what cannot be read, is no such record, or stands twice.
 */
bool awp_fuzzing_file_read(struct awp_fuzzing_file *file, const char *path);

/** What was read, without trials of a fault whose patch was another then; for a page in the folder
 * `out`, which is absolute: links lead from there. */
const struct awp_fuzzing *awp_fuzzing_file_end(struct awp_fuzzing_file *file, const char *out);

#endif
