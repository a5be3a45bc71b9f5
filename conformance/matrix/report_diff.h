/* SPDX-License-Identifier: Apache-2.0 */
/* Two reports -> how they differ. */
#ifndef AWP_MATRIX_REPORT_DIFF_H
#define AWP_MATRIX_REPORT_DIFF_H

#include "report_file.h"

/**
 * Holds two reports of one kind against each other: the decoders of matrices by their keys, in the
 * order of the new one, then those that are gone; the decoders of runs whatever they are called.
 * Everything is in the arena, or in the files. NULL in `*reason`: done; else why these two cannot
 * be compared.
 */
struct awp_diff awp_report_diff(const struct awp_report_file *before, const char *old_path,
                                const struct awp_report_file *after, const char *new_path,
                                struct awp_arena *arena, const char **reason);

#endif
