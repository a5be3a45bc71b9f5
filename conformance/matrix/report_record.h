/* SPDX-License-Identifier: Apache-2.0 */
/* A report that is being read, a record at a time: what report_file.c and report_record.c share. */
#ifndef AWP_MATRIX_REPORT_RECORD_H
#define AWP_MATRIX_REPORT_RECORD_H

#include "json_lines.h"
#include "report_file.h"

/** A report that is being read. */
struct awp_report_reader {
    struct awp_json_lines lines;
    struct awp_arena *arena; /* for what is kept */
    struct awp_report_file *file;
    struct awp_bytes case_id; /* of a matrix: the case whose cells follow */
    struct awp_bytes level;
    struct awp_bytes flags;
    size_t entry_room;
    size_t testee_room;
    unsigned selected; /* results that a run announces */
    bool has_begun;
    bool has_ended;
};

/** Takes one record into the file. False after a complaint. */
bool awp_report_record_read(struct awp_report_reader *reader, const struct awp_json_node *root);

#endif
