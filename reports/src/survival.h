/* SPDX-License-Identifier: Apache-2.0 */
/* Times until something was found, where some trials were given up before: Kaplan and Meier's
 * curve, and what is read off it. */
#ifndef AWSPROOF_REPORTS_SURVIVAL_H
#define AWSPROOF_REPORTS_SURVIVAL_H

#include <stdbool.h>
#include <stddef.h>

/** A trial's time: until it found, or until it was given up. */
struct awp_survival_time {
    double seconds;
    bool found;
};

/** A step of the curve: from this time on, the share of trials that have not found. */
struct awp_survival_step {
    double seconds;
    double share;
};

/** Sorts times, as all below want them: ascending, of equal ones those that found first. */
void awp_survival_sort(struct awp_survival_time *times, size_t count);

/**
 * The curve of `count` sorted times: a step from 1 at 0, and one at each time at which something
 * was found, by the share of those that were still under way. `steps` has room for `count` + 1. How
 * many there are.
 */
size_t awp_survival_steps(const struct awp_survival_time *times, size_t count,
                          struct awp_survival_step *steps);

/** The share that has not found at this time. */
double awp_survival_at(const struct awp_survival_step *steps, size_t count, double seconds);

/** The restricted mean: the area under the curve up to this time. */
double awp_survival_mean(const struct awp_survival_step *steps, size_t count, double until);

/** The median of sorted times, those that were given up being longer than all. False: half of them
 * or more were. */
bool awp_survival_median(const struct awp_survival_time *times, size_t count, double *median);

#endif
