/* SPDX-License-Identifier: Apache-2.0 */
/* How often each named alternative was seen: as many entries as names, never as cases. */
#ifndef AWSPROOF_REPORTS_CHOICE_COUNT_H
#define AWSPROOF_REPORTS_CHOICE_COUNT_H

#include "awsproof/report.h"

struct awp_choice_count {
    char *name; /* name_len bytes, owned by the list */
    size_t name_len;
    size_t count;
};

/** Names and counts in the order first seen; zeroed: empty. */
struct awp_choice_counts {
    struct awp_choice_count *items;
    size_t count;
    size_t capacity;
};

/** Counts one more of this name, which is copied. False: no memory, and nothing is changed. */
bool awp_choice_counts_add(struct awp_choice_counts *counts, struct awp_report_text name);

/** Frees the names and the list, which is empty again. */
void awp_choice_counts_clear(struct awp_choice_counts *counts);

#endif
