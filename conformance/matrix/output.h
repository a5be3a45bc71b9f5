/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a matrix: written beside their places first, and put there all together. */
#ifndef AWP_MATRIX_OUTPUT_H
#define AWP_MATRIX_OUTPUT_H

#include "awsproof/arena.h"
#include "awsproof/matrix.h"

/** Makes the folder with all above it. Its absolute path, in the arena; NULL: it was said on
 * `errors` why there is none, or none that can be written to. */
const char *awp_matrix_output_folder(const char *path, struct awp_arena *arena, FILE *errors);

/**
 * Writes "sdk-matrix.jsonl", ".md" and ".html" into the folder; of a partial matrix
 * "sdk-matrix.partial.jsonl" and so on, so that a whole one stays, and a whole one removes them. If
 * one cannot be written, none is replaced. False after a line on `errors`.
 */
bool awp_matrix_output_write(const struct awp_matrix *matrix, const char *folder,
                             struct awp_arena *arena, FILE *errors);

/** The path of one of these files, by its writer's name, in the arena. */
char *awp_matrix_output_path(const struct awp_matrix *matrix, const char *folder, const char *name,
                             struct awp_arena *arena);

#endif
