/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as they are, for people: offset, hexadecimal, printable ASCII. */
#ifndef AWSPROOF_HEX_DUMP_H
#define AWSPROOF_HEX_DUMP_H

#include "awsproof/report.h"

/**
 * Writes the first `max_bytes` bytes, sixteen a line, `indent` blanks before each line; where bytes
 * are left out, a last line says how many.
 */
void awp_hex_dump_write(FILE *out, struct awp_report_text bytes, size_t max_bytes, int indent);

#endif
