/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that stand in many places of a page, kept once each and called by their numbers. */
#ifndef AWSPROOF_REPORTS_PAGE_TEXTS_H
#define AWSPROOF_REPORTS_PAGE_TEXTS_H

#include "awsproof/matrix.h"

/** Ascending, each once; the first is empty. The texts themselves are the matrix's. */
struct awp_page_texts {
    struct awp_report_text *items;
    size_t count;
};

/** Takes what the cases expect, their sources, and all that the cells say. False: no memory, and
 * nothing is to be freed. */
bool awp_page_texts_take(struct awp_page_texts *texts, const struct awp_matrix *matrix);

/** The number of a text that was taken. */
size_t awp_page_texts_find(const struct awp_page_texts *texts, struct awp_report_text text);

/** Frees the table. */
void awp_page_texts_free(struct awp_page_texts *texts);

#endif
