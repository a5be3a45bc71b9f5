/* SPDX-License-Identifier: Apache-2.0 */
/* Text that claims to be JSON: whether it is, and the writing of it inside another document. */
#ifndef AWSPROOF_REPORTS_JSON_TEXT_H
#define AWSPROOF_REPORTS_JSON_TEXT_H

#include "awsproof/report.h"

/** How deep arrays and objects may nest; deeper ones common readers of JSON lines refuse. */
#define AWP_JSON_TEXT_MAX_DEPTH 128

/**
 * Whether the text is exactly one RFC 8259 value in well-formed UTF-8, nested no deeper than
 * AWP_JSON_TEXT_MAX_DEPTH and without unpaired surrogate escapes: safe to stand in a report as it
 * is.
 */
bool awp_json_text_is_valid(struct awp_report_text text);

/**
 * Writes a text that awp_json_text_is_valid accepts on one line: white space between tokens left
 * out, and the characters that awp_escape would hide written as escapes. An equal value.
 */
void awp_json_text_write(FILE *out, struct awp_report_text text);

#endif
