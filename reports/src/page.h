/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a matrix's web page, in the order in which they stand on it. */
#ifndef AWSPROOF_REPORTS_PAGE_H
#define AWSPROOF_REPORTS_PAGE_H

#include "awsproof/history.h"
#include "matrix_view.h"
#include "page_defects.h"
#include "page_texts.h"
#include "page_trials.h"

/** reports/page/page.css and page.js, which become part of the page: made at build time. */
extern const struct awp_report_text awp_page_style;
extern const struct awp_report_text awp_page_script;

/** reports/page/trends.css and trends.js, for a page with trends. */
extern const struct awp_report_text awp_trends_style;
extern const struct awp_report_text awp_trends_script;

/** What a page is made of. */
struct awp_page {
    const struct awp_matrix *matrix;
    struct awp_page_defects *defects; /* by testee */
    struct awp_page_texts texts;      /* those that stand in many cells, once each */
    struct awp_page_trials trials;    /* of fuzzing; none where nothing is told of it */
};

/** A text from anywhere as character data, cut to what a page has room for. */
void awp_page_write_text(FILE *out, struct awp_report_text text);

/** The figures: a row for each testee. */
void awp_page_write_figures(FILE *out, const struct awp_page *page);

/** What breaks in each testee, the worst first. */
void awp_page_write_breaks(FILE *out, const struct awp_page *page);

/** The table of all cases and testees; a body for each rule. */
void awp_page_write_table(FILE *out, const struct awp_page *page);

/** The trends of each decoder. `matrix`: that on the same page, to whose cases they link, or NULL.
 */
void awp_page_write_trends(FILE *out, const struct awp_history *history,
                           const struct awp_matrix *matrix, bool shows_all);

/** What fuzzing came to; nothing where the matrix tells nothing of it. */
void awp_page_write_fuzzing(FILE *out, const struct awp_page *page);

/** The survival curves of all harnesses, as a drawing; and a short piece of one's line. */
void awp_page_write_curves(FILE *out, const struct awp_page *page);
void awp_page_write_curve_sample(FILE *out, size_t at);

/** What ran, and what the cells mean. */
void awp_page_write_ran(FILE *out, const struct awp_page *page);

/** What the script shows of a cell, as JSON that can stand inside a script element. */
void awp_page_write_data(FILE *out, const struct awp_page *page);

#endif
