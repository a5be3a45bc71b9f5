/* SPDX-License-Identifier: Apache-2.0 */
/* Text from anywhere, made safe for the place in a report where it is to stand. */
#ifndef AWSPROOF_REPORTS_ESCAPE_H
#define AWSPROOF_REPORTS_ESCAPE_H

#include "awsproof/report.h"

/**
 * Where a text is to stand. Whatever the text, what is written is well-formed UTF-8 without control
 * characters (but for line feed and tab in AWP_ESCAPE_XML_TEXT), and without characters that are
 * invisible or turn the writing direction. Those are shown: "\n", "\x1b", "\u{202e}"; and a byte
 * that is no UTF-8 as "\xff". Only AWP_ESCAPE_JSON can be read back, all but such bytes.
 */
enum awp_escape {
    AWP_ESCAPE_LINE,          /* one line for people, on a terminal or in a file */
    AWP_ESCAPE_TAP,           /* a TAP description or directive: its \ and # are escaped besides */
    AWP_ESCAPE_YAML,          /* inside a double-quoted YAML scalar, on one line */
    AWP_ESCAPE_JSON,          /* inside a JSON string; bytes that are no UTF-8 become U+FFFD */
    AWP_ESCAPE_XML_TEXT,      /* character data */
    AWP_ESCAPE_XML_ATTRIBUTE, /* an attribute's value, in double or single quotes */
    AWP_ESCAPE_MARKDOWN,      /* one line of plain words in GitHub's Markdown, table cells too */
    AWP_ESCAPE_SARIF, /* one line of a SARIF message, in a JSON string: no link, no placeholder */
    AWP_ESCAPE_COUNT
};

/** How many bytes of one text a report for machines keeps: no result makes a report blow up. */
#define AWP_TEXT_MAX_BYTES ((size_t)64 * 1024)

/** Writes the whole text. */
void awp_escape_write(FILE *out, enum awp_escape escape, struct awp_report_text text);

/**
 * Writes the text if it holds at most `max_bytes`, else its head and its tail, together no more
 * than that, and between them "[... 123 bytes cut ...]". No character is cut through.
 */
void awp_escape_write_cut(FILE *out, enum awp_escape escape, struct awp_report_text text,
                          size_t max_bytes);

#endif
