/* SPDX-License-Identifier: Apache-2.0 */
/* Times until something was found, where some trials were given up before: Kaplan and Meier's
 * curve, and what is read off it. */
#include "survival.h"

#include <stdlib.h>

static int compare(const void *left, const void *right) {
    const struct awp_survival_time *const a = left;
    const struct awp_survival_time *const b = right;
    const int order = (a->seconds > b->seconds) - (a->seconds < b->seconds);
    return order != 0 ? order : b->found - a->found;
}

void awp_survival_sort(struct awp_survival_time *times, size_t count) {
    if (count > 0) {
        qsort(times, count, sizeof *times, compare);
    }
}

size_t awp_survival_steps(const struct awp_survival_time *times, size_t count,
                          struct awp_survival_step *steps) {
    size_t made = 1;
    steps[0] = (struct awp_survival_step){0, 1};
    for (size_t i = 0; i < count; i++) {
        if (!times[i].found) {
            continue;
        }
        const size_t under_way = count - i;
        const double share = steps[made - 1].share * (double)(under_way - 1) / (double)under_way;
        if (steps[made - 1].seconds < times[i].seconds) {
            made++;
        }
        steps[made - 1] = (struct awp_survival_step){times[i].seconds, share};
    }
    return made;
}

double awp_survival_at(const struct awp_survival_step *steps, size_t count, double seconds) {
    size_t i = count;
    while (i > 1 && steps[i - 1].seconds > seconds) {
        i--;
    }
    return steps[i - 1].share;
}

double awp_survival_mean(const struct awp_survival_step *steps, size_t count, double until) {
    double area = 0;
    for (size_t i = 0; i < count && steps[i].seconds < until; i++) {
        const bool is_last = i + 1 == count || steps[i + 1].seconds > until;
        area += steps[i].share * ((is_last ? until : steps[i + 1].seconds) - steps[i].seconds);
    }
    return area;
}

/* The time of this rank, from 0; false: it was given up. */
static bool rank(const struct awp_survival_time *times, size_t count, size_t wanted,
                 double *seconds) {
    for (size_t i = 0; i < count; i++) {
        if (times[i].found && wanted-- == 0) {
            *seconds = times[i].seconds;
            return true;
        }
    }
    return false;
}

bool awp_survival_median(const struct awp_survival_time *times, size_t count, double *median) {
    double low = 0;
    double high = 0;
    if (count == 0 || !rank(times, count, (count - 1) / 2, &low) ||
        !rank(times, count, count / 2, &high)) {
        return false;
    }
    *median = (low + high) / 2;
    return true;
}
