/* SPDX-License-Identifier: Apache-2.0 */
/* By what a run is known again, in whatever report it stands. */
#ifndef AWP_HISTORY_RUN_DIGEST_H
#define AWP_HISTORY_RUN_DIGEST_H

#include "report_file.h"

enum { AWP_RUN_DIGEST_CHARACTERS = 64 };

/** What a decoder is called in a history: as the matrix calls it, else as it called itself. */
struct awp_bytes awp_run_name(const struct awp_report_testee *testee);

/**
 * The SHA-256, in hex and without a NUL, of when and of what a run was and how it came out; its
 * results are the entries from `from` up to `to`. Paths, commands and texts of results have no part
 * in it: a report that was made fit to be published is of the same run.
 */
void awp_run_digest(const struct awp_report_file *file, size_t testee, size_t from, size_t to,
                    char digest[AWP_RUN_DIGEST_CHARACTERS]);

#endif
