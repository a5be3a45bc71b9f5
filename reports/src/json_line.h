/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON object on one line, member by member: what the reports for programs are made of. */
#ifndef AWSPROOF_REPORTS_JSON_LINE_H
#define AWSPROOF_REPORTS_JSON_LINE_H

#include "awsproof/report.h"

/** A string, in its quotes; what is over AWP_TEXT_MAX_BYTES is cut in the middle. */
void awp_json_line_string(FILE *out, struct awp_report_text text);

/** A member that is a string. `before`: what stands before the name, "," or nothing. */
void awp_json_line_member(FILE *out, const char *before, const char *name,
                          struct awp_report_text text);

/** The member, behind a comma, unless the text is empty. */
void awp_json_line_optional(FILE *out, const char *name, struct awp_report_text text);

/** A member that is an array of strings, behind a comma. */
void awp_json_line_list(FILE *out, const char *name, const struct awp_report_text *items,
                        size_t count);

/** An outcome as JSON under its name, behind a comma; what is no JSON, or too long to keep whole,
 * as a string under NAME_text. Nothing where it is empty. */
void awp_json_line_outcome(FILE *out, const char *name, struct awp_report_text text);

/** A member that is an object with a count for each verdict, behind a comma. */
void awp_json_line_verdicts(FILE *out, const char *name, const size_t counts[AWP_VERDICT_COUNT]);

/** A case's input and how long the whole of it is, behind a comma; as "input_base64" besides, where
 * it is short and holds what a JSON string does not show as it is. */
void awp_json_line_input(FILE *out, struct awp_report_text input, size_t whole_bytes);

/** Ends the object and the line, and flushes: an interrupted run, or a reader that follows the
 * file, finds whole lines. */
void awp_json_line_end(FILE *out);

#endif
