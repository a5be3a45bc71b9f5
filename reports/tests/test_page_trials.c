/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of src/page_trials.c: trials put together by harness and by fault. */
#include <criterion/criterion.h>

#include "fixed_fuzzing.h"
#include "page_trials.h"

static const struct awp_page_tally *tally_of(const struct awp_page_trials *trials, size_t harness,
                                             size_t fault) {
    return &trials->tallies[harness * FIXED_FAULTS + fault];
}

/* Up to 20 s: "full" (0.02 + 0.04 + 1.5 + 20 + 0.5) / 5, the hostile one (2 + 20 + 12 + 20) / 4. */
Test(page_trials, the_fastest_harness_stands_first_by_its_restricted_mean) {
    struct awp_page_trials trials;
    cr_assert(awp_page_trials_take(&trials, &fixed_fuzzing));
    const size_t order[] = {FIXED_FULL, FIXED_HOSTILE_HARNESS, FIXED_BLIND};
    const double means[] = {22.06 / 5, 54.0 / 4, 20};
    const double caps[] = {60, 20, 20};
    cr_expect_eq(trials.common_cap, 20);
    cr_expect_eq(trials.longest_cap, 60);
    for (size_t i = 0; i < FIXED_HARNESSES; i++) {
        cr_expect_eq(trials.harnesses[i].harness, order[i]);
        cr_expect_float_eq(trials.harnesses[i].mean, means[i], 1e-9);
        cr_expect_eq(trials.harnesses[i].cap, caps[i]);
    }
    awp_page_trials_free(&trials);
}

Test(page_trials, a_harness_is_told_by_its_trials_and_by_its_faults) {
    struct awp_page_trials trials;
    cr_assert(awp_page_trials_take(&trials, &fixed_fuzzing));
    const struct awp_page_harness *const full = &trials.harnesses[0];
    const struct awp_page_harness *const hostile = &trials.harnesses[1];
    const struct awp_page_harness *const blind = &trials.harnesses[2];
    cr_expect(full->tally.trials == 5 && full->tally.found == 5);
    cr_expect(full->tally.has_median);
    cr_expect_eq(full->tally.median, 0.5);
    cr_expect(full->faults == 3 && full->always == 3);
    cr_expect(hostile->tally.trials == 4 && hostile->tally.found == 2);
    cr_expect_not(hostile->tally.has_median);
    cr_expect(hostile->faults == 2 && hostile->always == 0);
    cr_expect(blind->tally.trials == 3 && blind->tally.found == 0 && blind->always == 0);
    cr_expect_eq(blind->step_count, 1);
    cr_expect_eq(full->step_count, 6);
    cr_expect_lt(full->steps[5].share, 1e-9);
    awp_page_trials_free(&trials);
}

Test(page_trials, a_tally_for_each_harness_and_fault) {
    struct awp_page_trials trials;
    cr_assert(awp_page_trials_take(&trials, &fixed_fuzzing));
    const struct awp_page_tally *const easy = tally_of(&trials, FIXED_HOSTILE_HARNESS, FIXED_EASY);
    cr_expect(easy->trials == 3 && easy->found == 2 && easy->has_median);
    cr_expect_eq(easy->median, 12);
    cr_expect_float_eq(tally_of(&trials, FIXED_FULL, FIXED_HARD)->median, 15.75, 1e-9);
    cr_expect_eq(tally_of(&trials, FIXED_HOSTILE_HARNESS, FIXED_HARD)->trials, 0);
    cr_expect_eq(tally_of(&trials, FIXED_BLIND, FIXED_HARD)->found, 0);
    awp_page_trials_free(&trials);
}

/* Found in 1 of 3, 2 of 3 and 4 of 6 trials. */
Test(page_trials, the_hardest_fault_stands_first_and_names_decide_else) {
    struct awp_page_trials trials;
    cr_assert(awp_page_trials_take(&trials, &fixed_fuzzing));
    const size_t order[] = {FIXED_HOSTILE_FAULT, FIXED_EASY, FIXED_HARD};
    for (size_t i = 0; i < FIXED_FAULTS; i++) {
        cr_expect_eq(trials.faults[i], order[i], "%zu at %zu", trials.faults[i], i);
    }
    awp_page_trials_free(&trials);
}

Test(page_trials, nothing_told_is_nothing_taken) {
    struct awp_page_trials trials;
    struct awp_fuzzing none = fixed_fuzzing;
    none.trial_count = none.harness_count = none.fault_count = 0;
    cr_assert(awp_page_trials_take(&trials, &none));
    cr_expect_null(trials.harnesses);
    awp_page_trials_free(&trials);
    cr_assert(awp_page_trials_take(&trials, NULL));
    awp_page_trials_free(&trials);
}
