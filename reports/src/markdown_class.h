/* SPDX-License-Identifier: Apache-2.0 */
/* The failures of a run by class, as rows of Markdown, in bounded memory. */
#ifndef AWSPROOF_REPORTS_MARKDOWN_CLASS_H
#define AWSPROOF_REPORTS_MARKDOWN_CLASS_H

#include "awsproof/report.h"

/** No class keeps more bytes of rows: the page could not show them. */
#define AWP_MARKDOWN_CLASS_BYTES ((size_t)64 * 1024)

/** So many classes are told apart; the failures of others are counted together in the last. */
#define AWP_MARKDOWN_CLASSES 24

/** The longest name of a class. */
#define AWP_MARKDOWN_NAME_BYTES 48

/** The failures of one class. */
struct awp_markdown_class {
    char name[AWP_MARKDOWN_NAME_BYTES + 1];
    size_t breaks[AWP_LEVEL_COUNT]; /* new ones, by what they break */
    size_t known;
    size_t count; /* of all */
    size_t rows;  /* kept */
    char *text;   /* the rows, a line each; malloc's */
    size_t len;
};

/** All classes of a run; zeroed at first. */
struct awp_markdown_classes {
    struct awp_markdown_class items[AWP_MARKDOWN_CLASSES];
    size_t count;
};

/** Adds a failure. False: no memory. */
bool awp_markdown_classes_add(struct awp_markdown_classes *classes,
                              const struct awp_report_result *result);

/** Puts first what breaks the most, by level. */
void awp_markdown_classes_sort(struct awp_markdown_classes *classes);

/** How many rows, from the first, fit into so many bytes; `*len`: what they take. */
size_t awp_markdown_class_fit(const struct awp_markdown_class *one, size_t max_bytes, size_t *len);

/** Frees the rows. */
void awp_markdown_classes_clear(struct awp_markdown_classes *classes);

#endif
