/* SPDX-License-Identifier: Apache-2.0 */
/* A testee's failures put together by what is behind them: the finding that they name, or else
 * their class; the worst first. */
#ifndef AWSPROOF_REPORTS_PAGE_DEFECTS_H
#define AWSPROOF_REPORTS_PAGE_DEFECTS_H

#include "awsproof/matrix.h"

#define AWP_PAGE_NO_FINDING SIZE_MAX

/** A class of failure, and what it means. */
struct awp_page_class {
    const char *name;
    const char *meaning;
};

/** All classes, the worst first. */
extern const struct awp_page_class awp_page_classes[];
extern const size_t awp_page_class_count;

/** A defect. */
struct awp_page_defect {
    size_t finding; /* an index, or AWP_PAGE_NO_FINDING */
    size_t failures;
    size_t breaks_must; /* failures that do */
    size_t rank;    /* of the worst class among them, an index of awp_page_classes or their count */
    size_t worst;   /* failures of that class */
    size_t example; /* the first case of that class */
};

/** All of a testee. */
struct awp_page_defects {
    struct awp_page_defect *items;
    size_t count;
    size_t failures;
};

/** The finding of the testee that the cell's reason names, an index; or AWP_PAGE_NO_FINDING. */
size_t awp_page_finding(const struct awp_matrix *matrix, size_t testee, size_t golden);

/** Takes the failures of a testee. A finding that no cell names is a defect without failures, and
 * the last. False: no memory, and nothing is to be freed. */
bool awp_page_defects_take(struct awp_page_defects *defects, const struct awp_matrix *matrix,
                           size_t testee);

/** Frees the table. */
void awp_page_defects_free(struct awp_page_defects *defects);

#endif
