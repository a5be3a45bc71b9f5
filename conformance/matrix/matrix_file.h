/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix read back from its JSON lines, to be written again: as the page of today. */
#ifndef AWP_MATRIX_MATRIX_FILE_H
#define AWP_MATRIX_MATRIX_FILE_H

#include <stdio.h>

#include "awsproof/arena.h"
#include "awsproof/matrix.h"

/**
 * Reads sdk-matrix.jsonl; its JSON lines come out of it byte for byte. The text of the rules is
 * this program's. `out`: the folder that it is to be written to, absolute, to which its links are
 * made. False after a line `PATH:LINE: reason` on `errors`: what cannot be read, is no matrix, or
 * is not whole.
 */
bool awp_matrix_file_read(const char *path, const char *out, struct awp_arena *arena, FILE *errors,
                          struct awp_matrix *matrix);

#endif
