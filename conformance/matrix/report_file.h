/* SPDX-License-Identifier: Apache-2.0 */
/* A report as JSON lines, of a run or of a matrix, read for its verdicts. */
#ifndef AWP_MATRIX_REPORT_FILE_H
#define AWP_MATRIX_REPORT_FILE_H

#include <stdio.h>

#include "awsproof/arena.h"
#include "awsproof/diff.h"

/** What a report says of a case. */
struct awp_report_entry {
    size_t testee; /* an index */
    struct awp_bytes id;
    struct awp_diff_side side;
    unsigned line; /* in the file, from 1 */
};

/** A decoder of a report. */
struct awp_report_testee {
    struct awp_bytes key;   /* of a matrix; empty: the one of a run */
    struct awp_bytes title; /* name and version */
};

/** A report; all of it is in the arena that it was read into. */
struct awp_report_file {
    bool is_matrix;
    struct awp_bytes cases_sha256;
    struct awp_report_testee *testees; /* in the order of the file */
    size_t testee_count;
    struct awp_report_entry *entries; /* by testee, then by id */
    size_t entry_count;
};

/**
 * Reads a report a line at a time; only the verdicts are kept. False after a line
 * `FILE:LINE: reason` on `errors`: what cannot be read, is no such report, is not whole, or has a
 * case twice.
 */
bool awp_report_file_read(const char *path, struct awp_arena *arena, FILE *errors,
                          struct awp_report_file *file);

#endif
