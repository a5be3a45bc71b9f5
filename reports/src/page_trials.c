/* SPDX-License-Identifier: Apache-2.0 */
/* The trials of fuzzing put together by harness and by fault, as the page shows them. */
#include "page_trials.h"

#include <stdlib.h>
#include <string.h>

#define ANY_FAULT SIZE_MAX

/* The times of a harness's trials, on one fault or on all; sorted. How many. */
static size_t gather(const struct awp_fuzzing *fuzzing, size_t harness, size_t fault,
                     struct awp_survival_time *times) {
    size_t count = 0;
    for (size_t i = 0; i < fuzzing->trial_count; i++) {
        const struct awp_fuzzing_trial *const trial = &fuzzing->trials[i];
        if (trial->harness == harness && (fault == ANY_FAULT || trial->fault == fault)) {
            times[count++] = (struct awp_survival_time){trial->seconds, trial->found};
        }
    }
    awp_survival_sort(times, count);
    return count;
}

static struct awp_page_tally tally_of(const struct awp_survival_time *times, size_t count) {
    struct awp_page_tally tally = {.trials = count};
    for (size_t i = 0; i < count; i++) {
        tally.found += times[i].found;
    }
    tally.has_median = awp_survival_median(times, count, &tally.median);
    return tally;
}

static void take_caps(struct awp_page_trials *trials, const struct awp_fuzzing *fuzzing) {
    for (size_t i = 0; i < fuzzing->trial_count; i++) {
        const double cap = fuzzing->trials[i].cap;
        trials->common_cap = i == 0 || cap < trials->common_cap ? cap : trials->common_cap;
        trials->longest_cap = cap > trials->longest_cap ? cap : trials->longest_cap;
    }
}

static void take_harness(struct awp_page_trials *trials, const struct awp_fuzzing *fuzzing,
                         size_t at, struct awp_survival_time *times,
                         struct awp_survival_step *steps) {
    struct awp_page_harness *const harness = &trials->harnesses[at];
    const size_t count = gather(fuzzing, at, ANY_FAULT, times);
    *harness =
        (struct awp_page_harness){.harness = at, .tally = tally_of(times, count), .steps = steps};
    harness->step_count = awp_survival_steps(times, count, steps);
    harness->mean = awp_survival_mean(steps, harness->step_count, trials->common_cap);
    for (size_t i = 0; i < fuzzing->trial_count; i++) {
        const struct awp_fuzzing_trial *const trial = &fuzzing->trials[i];
        if (trial->harness == at && trial->cap > harness->cap) {
            harness->cap = trial->cap;
        }
    }
    for (size_t fault = 0; fault < fuzzing->fault_count; fault++) {
        struct awp_page_tally *const tally = &trials->tallies[at * fuzzing->fault_count + fault];
        *tally = tally_of(times, gather(fuzzing, at, fault, times));
        harness->faults += tally->trials > 0;
        harness->always += tally->trials > 0 && tally->found == tally->trials;
    }
}

static int compare_texts(struct awp_report_text a, struct awp_report_text b) {
    const size_t len = a.len < b.len ? a.len : b.len;
    const int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* What harnesses and faults are sorted by. */
struct sorting {
    const struct awp_page_trials *trials;
    const struct awp_fuzzing *fuzzing;
};

static int compare_harnesses(const void *left, const void *right, void *context) {
    const struct sorting *const sorting = context;
    const struct awp_report_text *const names = sorting->fuzzing->harnesses;
    const struct awp_page_harness *const a = left;
    const struct awp_page_harness *const b = right;
    const int order = (a->mean > b->mean) - (a->mean < b->mean);
    return order != 0 ? order : compare_texts(names[a->harness], names[b->harness]);
}

static double share_found(const struct sorting *sorting, size_t fault) {
    size_t count = 0;
    size_t found = 0;
    for (size_t i = 0; i < sorting->fuzzing->harness_count; i++) {
        const struct awp_page_tally *const tally =
            &sorting->trials->tallies[i * sorting->fuzzing->fault_count + fault];
        count += tally->trials;
        found += tally->found;
    }
    return count == 0 ? 0 : (double)found / (double)count;
}

static int compare_faults(const void *left, const void *right, void *context) {
    const struct sorting *const sorting = context;
    const size_t a = *(const size_t *)left;
    const size_t b = *(const size_t *)right;
    const double one = share_found(sorting, a);
    const double two = share_found(sorting, b);
    const int order = (one > two) - (one < two);
    return order != 0
               ? order
               : compare_texts(sorting->fuzzing->faults[a].id, sorting->fuzzing->faults[b].id);
}

static void take(struct awp_page_trials *trials, const struct awp_fuzzing *fuzzing,
                 struct awp_survival_time *times) {
    struct awp_survival_step *steps = trials->steps;
    struct sorting sorting = {trials, fuzzing};
    take_caps(trials, fuzzing);
    for (size_t i = 0; i < fuzzing->harness_count; i++) {
        take_harness(trials, fuzzing, i, times, steps);
        steps += trials->harnesses[i].step_count;
    }
    for (size_t i = 0; i < fuzzing->fault_count; i++) {
        trials->faults[i] = i;
    }
    qsort_r(trials->harnesses, fuzzing->harness_count, sizeof *trials->harnesses, compare_harnesses,
            &sorting);
    qsort_r(trials->faults, fuzzing->fault_count, sizeof *trials->faults, compare_faults, &sorting);
}

bool awp_page_trials_take(struct awp_page_trials *trials, const struct awp_fuzzing *fuzzing) {
    *trials = (struct awp_page_trials){.harnesses = NULL};
    if (fuzzing == NULL || fuzzing->trial_count == 0) {
        return true;
    }
    const size_t harnesses = fuzzing->harness_count;
    const size_t faults = fuzzing->fault_count;
    struct awp_survival_time *times = calloc(fuzzing->trial_count, sizeof *times);
    *trials = (struct awp_page_trials){
        .harnesses = calloc(harnesses, sizeof *trials->harnesses),
        .faults = calloc(faults, sizeof *trials->faults),
        .tallies = calloc(harnesses * faults, sizeof *trials->tallies),
        .steps = calloc(fuzzing->trial_count + harnesses, sizeof *trials->steps),
    };
    const bool has_room = times != NULL && trials->harnesses != NULL && trials->faults != NULL &&
                          trials->tallies != NULL && trials->steps != NULL;
    if (has_room) {
        take(trials, fuzzing, times);
    } else {
        awp_page_trials_free(trials);
    }
    free(times);
    return has_room;
}

void awp_page_trials_free(struct awp_page_trials *trials) {
    free(trials->harnesses);
    free(trials->faults);
    free(trials->tallies);
    free(trials->steps);
}
