/* SPDX-License-Identifier: Apache-2.0 */
/* Files of JSON lines, read a line at a time; what is wrong is said with its line. */
#ifndef AWP_MATRIX_JSON_LINES_H
#define AWP_MATRIX_JSON_LINES_H

#include <stdio.h>

#include "object.h"

/** A file that is being read. */
struct awp_json_lines {
    struct awp_first_complaint complaint; /* about the line at hand */
    struct awp_arena *scrap;              /* for the line at hand */
    const char *path;
    FILE *errors;
    unsigned line; /* from 1 */
};

/** Takes the line at hand. False: it has complained to lines->complaint. */
typedef bool awp_json_line_reader(void *context, struct awp_json_lines *lines,
                                  const struct awp_json_node *root);

/**
 * Opens the file and hands over each of its lines, which all end with a line feed. False after a
 * line `PATH:LINE: reason`, or that it cannot be opened, on `errors`. In any case the caller ends
 * with awp_json_lines_close.
 */
bool awp_json_lines_read(struct awp_json_lines *lines, const char *path, FILE *errors,
                         awp_json_line_reader *read, void *context);

/** The same of an open descriptor, which stays open; `path` is what it is called in a complaint. */
bool awp_json_lines_read_from(struct awp_json_lines *lines, int descriptor, const char *path,
                              FILE *errors, awp_json_line_reader *read, void *context);

/** Says what is wrong at the line at hand; always false. */
bool awp_json_lines_fail(const struct awp_json_lines *lines, const char *reason);

/** Gives back the memory. */
void awp_json_lines_close(struct awp_json_lines *lines);

#endif
