/* SPDX-License-Identifier: Apache-2.0 */
/* Counted text, one character at a time. */
#ifndef AWSPROOF_REPORTS_UTF8_H
#define AWSPROOF_REPORTS_UTF8_H

#include "awsproof/report.h"

/**
 * Reads the character that begins at `offset`, which is less than `text.len`. Returns how many
 * bytes it takes and sets `*code_point`; 0 where no well-formed character begins there (a stray or
 * missing continuation byte, an overlong form, a surrogate, over U+10FFFF).
 */
size_t awp_utf8_read(struct awp_report_text text, size_t offset, uint32_t *code_point);

/** Whether the byte may only stand inside a character, never at its start. */
bool awp_utf8_is_continuation(char byte);

#endif
