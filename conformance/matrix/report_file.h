/* SPDX-License-Identifier: Apache-2.0 */
/* A report as JSON lines, of a run or of a matrix, read for its verdicts and for what ran. */
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
    struct awp_bytes level;  /* the case's, by its name; empty where the report does not say */
    struct awp_bytes flags;  /* what goes wrong, slugs with blanks between */
    struct awp_bytes breaks; /* the level that a failure breaks, by its name; else empty */
    unsigned line;           /* in the file, from 1 */
};

/** A decoder of a report. What it did not say is empty. */
struct awp_report_testee {
    struct awp_bytes key;   /* of a matrix; empty: the one of a run */
    struct awp_bytes title; /* name and version */
    struct awp_bytes name;
    struct awp_bytes version;
    struct awp_bytes language;
    struct awp_bytes runtime;
    struct awp_bytes trouble; /* why it was not judged to the end; empty: it was */
};

/** A report; all of it is in the arena that it was read into. Texts that it lacks are empty. */
struct awp_report_file {
    bool is_matrix;
    bool is_partial; /* it ended early */
    struct awp_bytes started_at;
    struct awp_bytes suite_version;
    struct awp_bytes cases_sha256;
    struct awp_bytes filter;
    struct awp_bytes options;
    struct awp_bytes seed;             /* of the order of its cases */
    struct awp_bytes duration;         /* of a run, its digits */
    struct awp_report_testee *testees; /* in the order of the file */
    size_t testee_count;
    struct awp_report_entry *entries; /* by testee, then by id */
    size_t entry_count;
};

/**
 * Reads a report a line at a time; verdicts and what ran are kept. False after a line
 * `FILE:LINE: reason` on `errors`: what cannot be read, is no such report, is not whole, or has a
 * case twice.
 */
bool awp_report_file_read(const char *path, struct awp_arena *arena, FILE *errors,
                          struct awp_report_file *file);

/** The same from a descriptor, which is read from where it stands; `name` stands for it in
 * `errors`.
 */
bool awp_report_file_read_from(int descriptor, const char *name, struct awp_arena *arena,
                               FILE *errors, struct awp_report_file *file);

#endif
