/* SPDX-License-Identifier: Apache-2.0 */
/* Where case files come from: a folder, or one file, read into memory. */
#ifndef AWP_RUNNER_CASE_SOURCE_H
#define AWP_RUNNER_CASE_SOURCE_H

#include "case.h"

/**
 * Reads a file, or all *.json files under a folder in the order of their paths, into the arena.
 * False after lines `FILE: reason` on `errors`.
 */
bool awp_case_source_read(const char *path, struct awp_arena *arena, FILE *errors,
                          const struct awp_case_text **files, size_t *count);

#endif
