/* SPDX-License-Identifier: Apache-2.0 */
/* Where things lie, seen from the folder of a matrix: the links in it. */
#ifndef AWP_MATRIX_PLACE_H
#define AWP_MATRIX_PLACE_H

#include "awsproof/matrix.h"
#include "entries.h"

/**
 * The way from a folder to a file, both absolute and without links: "../../docs/SPEC.md". Empty
 * where they have nothing but the root in common: such a link is good on one machine alone.
 */
struct awp_bytes awp_matrix_way(const char *folder, const char *file, struct awp_arena *arena);

/** The way from a folder to a line of a file: "../cases/a.json#L12"; empty where there is no such
 * file here. */
struct awp_bytes awp_matrix_link(const char *folder, struct awp_bytes file, unsigned line,
                                 struct awp_arena *arena);

/**
 * The findings about a testee in the folder `findings`: files KEY-*.md, in the order of their
 * names. Where keys begin alike, a file is of the longest that fits. None, where there is no such
 * folder. `out`: the folder of the matrix, absolute.
 */
const struct awp_matrix_finding *awp_matrix_findings(const char *findings, const char *out,
                                                     const struct awp_matrix_entry *entries,
                                                     size_t entry_count, size_t entry,
                                                     struct awp_arena *arena, size_t *count);

#endif
