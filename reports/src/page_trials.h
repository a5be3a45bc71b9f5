/* SPDX-License-Identifier: Apache-2.0 */
/* The trials of fuzzing put together by harness and by fault, as the page shows them. */
#ifndef AWSPROOF_REPORTS_PAGE_TRIALS_H
#define AWSPROOF_REPORTS_PAGE_TRIALS_H

#include "awsproof/fuzzing.h"
#include "survival.h"

/** What some trials came to. */
struct awp_page_tally {
    size_t trials;
    size_t found;
    bool has_median;
    double median; /* seconds to find, over all of them */
};

/** A harness. */
struct awp_page_harness {
    size_t harness; /* an index of struct awp_fuzzing */
    struct awp_page_tally tally;
    size_t faults; /* that it was let loose on */
    size_t always; /* of these found in every trial */
    double cap;    /* the longest of its trials' */
    double mean;   /* restricted to the common cap */
    struct awp_survival_step *steps;
    size_t step_count;
};

/** All trials. */
struct awp_page_trials {
    struct awp_page_harness *harnesses; /* the fastest first, by the restricted mean */
    size_t *faults;                     /* indices; the hardest first, by how often it is found */
    struct awp_page_tally *tallies;     /* of harness h and fault f: [h * fault_count + f] */
    double common_cap;                  /* up to here all harnesses were let loose */
    double longest_cap;
    struct awp_survival_step *steps; /* of all harnesses */
};

/** Takes them; NULL for `fuzzing` is none. False: no memory, and nothing is to be freed. */
bool awp_page_trials_take(struct awp_page_trials *trials, const struct awp_fuzzing *fuzzing);

/** Frees what was taken. */
void awp_page_trials_free(struct awp_page_trials *trials);

#endif
