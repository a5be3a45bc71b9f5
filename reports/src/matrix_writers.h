/* SPDX-License-Identifier: Apache-2.0 */
/* The writers of a matrix, each defined in the file of its name and known to matrix.c alone. */
#ifndef AWSPROOF_REPORTS_MATRIX_WRITERS_H
#define AWSPROOF_REPORTS_MATRIX_WRITERS_H

#include "awsproof/matrix.h"

extern const struct awp_matrix_writer awp_matrix_jsonl;
extern const struct awp_matrix_writer awp_matrix_markdown;
extern const struct awp_matrix_writer awp_matrix_html;

#endif
