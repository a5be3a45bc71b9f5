/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around the contents of a page: its head with the policy, and its scripts. */
#ifndef AWSPROOF_REPORTS_PAGE_FRAME_H
#define AWSPROOF_REPORTS_PAGE_FRAME_H

#include "awsproof/report.h"

enum { AWP_PAGE_FRAME_PARTS = 4 };

/** The styles and the scripts of a page, which are let in, and no other; the first empty one ends
 * each list. */
struct awp_page_frame {
    struct awp_report_text styles[AWP_PAGE_FRAME_PARTS];
    struct awp_report_text scripts[AWP_PAGE_FRAME_PARTS];
};

/** reports/page/theme.js, which is a part of every page. */
extern const struct awp_report_text awp_theme_script;

/** Writes all up to the beginning of the body. `title` is HTML already. */
void awp_page_frame_begin(FILE *out, const char *title, const struct awp_page_frame *frame);

/** Writes what the reader chooses light or dark by; once in a page. */
void awp_page_frame_write_theme(FILE *out);

/** Writes the scripts, and the end of the page. */
void awp_page_frame_end(FILE *out, const struct awp_page_frame *frame);

#endif
