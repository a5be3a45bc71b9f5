/* SPDX-License-Identifier: Apache-2.0 */
/* One history with hostile texts in every place, which the golden pages are made of. */
#ifndef AWSPROOF_REPORTS_TESTS_FIXED_HISTORY_H
#define AWSPROOF_REPORTS_TESTS_FIXED_HISTORY_H

#include "awsproof/history.h"
#include "fixed_run.h"

/** Three decoders: "bad", with runs of three versions and every kind of change, which the fixed
 * matrix has too; one of a hostile name with a single run; "dead", which never started. */
extern const struct awp_history fixed_history;

/** A history by this writer. */
struct rendered render_history(const char *name, const struct awp_history *history, bool shows_all);

/** A decoder with so many runs of version "1", "2" and so on by turns, and as many newly failing
 * and as many flaky cases; the caller frees what `free_history` frees. */
struct awp_history *long_history(size_t count);
void free_history(struct awp_history *history);

#endif
