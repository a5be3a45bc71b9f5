/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of a diff share, and the writers, known to diff.c alone. */
#ifndef AWSPROOF_REPORTS_DIFF_VIEW_H
#define AWSPROOF_REPORTS_DIFF_VIEW_H

#include "awsproof/diff.h"
#include "escape.h"

extern const struct awp_diff_writer awp_diff_text;
extern const struct awp_diff_writer awp_diff_markdown;

/** "changed", "added", "removed", "unchanged". */
extern const char *const awp_diff_kind_names[AWP_DIFF_KIND_COUNT];

/** "", "worse", "better". */
extern const char *const awp_diff_way_names[AWP_DIFF_WAY_COUNT];

/** A text of a report, for this place, cut where it is too long for a line. */
void awp_diff_write_text(FILE *out, enum awp_escape escape, struct awp_report_text text);

/** "fail lost-error", "pass [first-member]", "expected_failure escape". */
void awp_diff_write_side(FILE *out, enum awp_escape escape, const struct awp_diff_side *side);

/** "3 changed (1 worse, 2 better), 0 added, 0 removed, 1348 unchanged", of all decoders. */
void awp_diff_write_sums(FILE *out, const struct awp_diff *diff);

/** The sums of all decoders that are on both sides. */
struct awp_diff_sums awp_diff_sum_all(const struct awp_diff *diff);

#endif
