/* SPDX-License-Identifier: Apache-2.0 */
/* What a reader of a matrix sees, whatever the format: marks, figures, rows worth a line. */
#ifndef AWSPROOF_REPORTS_MATRIX_VIEW_H
#define AWSPROOF_REPORTS_MATRIX_VIEW_H

#include "awsproof/matrix.h"
#include "escape.h"

/** How a verdict is shown in a cell, and told in the legend. */
struct awp_matrix_mark {
    const char *text;
    const char *meaning; /* NULL: it is never seen, only recorded */
};

/** The marks by verdict, as awp_matrix_seen gives them. */
extern const struct awp_matrix_mark awp_matrix_marks[AWP_VERDICT_COUNT];

/** A count at the head of a column. */
struct awp_matrix_figure {
    const char *title;
    size_t offset; /* of a size_t, in struct awp_matrix_sums */
};
extern const struct awp_matrix_figure awp_matrix_figures[];
extern const size_t awp_matrix_figure_count;

/** The figure's value. */
size_t awp_matrix_figure_of(const struct awp_matrix_sums *sums,
                            const struct awp_matrix_figure *figure);

/** What is to be known of a cell beside its mark: a failure's class, or, in a MAY row, the
 * alternative that a pass chose. Empty: nothing. */
struct awp_report_text awp_matrix_detail(const struct awp_matrix *matrix, size_t testee,
                                         size_t golden);

/** What a row is to a reader. */
enum awp_matrix_row {
    AWP_MATRIX_ROW_TELLS,    /* somebody fails, or chose an alternative in a MAY row */
    AWP_MATRIX_ROW_ALL_PASS, /* all that were asked pass */
    AWP_MATRIX_ROW_UNASKED,  /* nobody claims it, or nobody was there */
    AWP_MATRIX_ROW_COUNT
};
enum awp_matrix_row awp_matrix_row(const struct awp_matrix *matrix, size_t golden);

/** How many rows of each kind a rule's group has. */
void awp_matrix_count_rows(const struct awp_matrix *matrix, size_t rule,
                           size_t counts[AWP_MATRIX_ROW_COUNT]);

/** Whether nothing at all was heard of the decoder. */
bool awp_matrix_is_silent(const struct awp_matrix_sums *sums);

/** "495 of 520 (95.1 %)", never rounded up; "none claimed"; "not asked". */
void awp_matrix_write_share(FILE *out, const struct awp_matrix_sums *sums, enum awp_level level);

/** The member `levels` of a JSON record: of each level what passed, what was claimed, all. */
void awp_matrix_write_levels(FILE *out, const struct awp_matrix_sums *sums);

/** A path as a link's target: no character of it ends the link, and it has no scheme. */
void awp_matrix_write_link(FILE *out, struct awp_report_text path);

/** A text, cut to what a page has room for. */
void awp_matrix_write_text(FILE *out, enum awp_escape escape, struct awp_report_text text);

#endif
