/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of src/survival.c: curves, means and medians, against numbers by hand. */
#include <criterion/criterion.h>

#include "survival.h"

#define NEAR 1e-12

static double distance(double a, double b) { return a > b ? a - b : b - a; }

/* Of five, one is given up at 2, one at 3 just when another finds: they count as under way then. */
static const struct awp_survival_time given[] = {
    {5, true}, {3, false}, {1, true}, {3, true}, {2, false}};
enum { GIVEN = sizeof given / sizeof *given };

static size_t sorted_steps(struct awp_survival_time *times, struct awp_survival_step *steps) {
    for (size_t i = 0; i < GIVEN; i++) {
        times[i] = given[i];
    }
    awp_survival_sort(times, GIVEN);
    return awp_survival_steps(times, GIVEN, steps);
}

Test(survival, at_one_time_those_that_found_stand_first) {
    struct awp_survival_time times[GIVEN];
    struct awp_survival_step steps[GIVEN + 1];
    sorted_steps(times, steps);
    const double seconds[] = {1, 2, 3, 3, 5};
    const bool found[] = {true, false, true, false, true};
    for (size_t i = 0; i < GIVEN; i++) {
        cr_expect_eq(times[i].seconds, seconds[i]);
        cr_expect_eq(times[i].found, found[i]);
    }
}

/* 4/5; then 2/3 of it, since three were under way at 3; then nothing. */
Test(survival, each_step_is_a_share_of_those_still_under_way) {
    struct awp_survival_time times[GIVEN];
    struct awp_survival_step steps[GIVEN + 1];
    const double seconds[] = {0, 1, 3, 5};
    const double shares[] = {1, 4.0 / 5, 8.0 / 15, 0};
    cr_assert_eq(sorted_steps(times, steps), 4);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_eq(steps[i].seconds, seconds[i]);
        cr_expect_lt(distance(steps[i].share, shares[i]), NEAR, "step %zu: %f", i, steps[i].share);
    }
    cr_expect_eq(awp_survival_at(steps, 4, 0), 1);
    cr_expect_eq(awp_survival_at(steps, 4, 0.999), 1);
    cr_expect_lt(distance(awp_survival_at(steps, 4, 1), 0.8), NEAR);
    cr_expect_lt(distance(awp_survival_at(steps, 4, 4.9), 8.0 / 15), NEAR);
    cr_expect_eq(awp_survival_at(steps, 4, 100), 0);
}

Test(survival, those_that_find_at_the_same_time_make_one_step) {
    const struct awp_survival_time times[] = {{2, true}, {2, true}, {4, false}, {4, false}};
    struct awp_survival_step steps[5];
    cr_assert_eq(awp_survival_steps(times, 4, steps), 2);
    cr_expect_eq(steps[1].seconds, 2);
    cr_expect_lt(distance(steps[1].share, 0.5), NEAR);
}

Test(survival, what_is_found_at_once_begins_the_curve_lower) {
    const struct awp_survival_time times[] = {{0, true}, {3, true}};
    struct awp_survival_step steps[3];
    cr_assert_eq(awp_survival_steps(times, 2, steps), 2);
    cr_expect_eq(steps[0].seconds, 0);
    cr_expect_lt(distance(steps[0].share, 0.5), NEAR);
}

/* 1 * 1 + 4/5 * 2 + 8/15 * 1 up to 4. Where none is given up before, it is the plain mean of the
 * times cut off there: of 1, 2, 9 and one given up at 10, up to 10: 22 / 4. */
Test(survival, the_restricted_mean_is_the_area_under_the_curve) {
    struct awp_survival_time times[GIVEN];
    struct awp_survival_step steps[GIVEN + 1];
    const size_t count = sorted_steps(times, steps);
    cr_expect_lt(distance(awp_survival_mean(steps, count, 4), 1 + 1.6 + 8.0 / 15), NEAR);
    cr_expect_lt(distance(awp_survival_mean(steps, count, 0.5), 0.5), NEAR);
    cr_expect_lt(distance(awp_survival_mean(steps, count, 1), 1), NEAR);
    cr_expect_lt(distance(awp_survival_mean(steps, count, 50), 1 + 1.6 + 16.0 / 15), NEAR);
    const struct awp_survival_time plain[] = {{1, true}, {2, true}, {9, true}, {10, false}};
    const size_t plain_count = awp_survival_steps(plain, 4, steps);
    cr_expect_lt(distance(awp_survival_mean(steps, plain_count, 10), 5.5), NEAR);
    cr_expect_lt(distance(awp_survival_mean(steps, plain_count, 5), (1 + 2 + 5 + 5) / 4.0), NEAR);
}

Test(survival, the_median_is_there_if_more_than_half_found) {
    const struct awp_survival_time odd[] = {{1, true}, {2, false}, {3, true}};
    const struct awp_survival_time even[] = {{1, true}, {2, true}, {3, true}, {9, false}};
    const struct awp_survival_time half[] = {{1, true}, {2, true}, {9, false}, {9, false}};
    const struct awp_survival_time one[] = {{7, true}};
    double median = 0;
    cr_assert(awp_survival_median(odd, 3, &median));
    cr_expect_eq(median, 3, "what was given up at 2 is longer than all");
    cr_assert(awp_survival_median(even, 4, &median));
    cr_expect_eq(median, 2.5);
    cr_assert(awp_survival_median(one, 1, &median));
    cr_expect_eq(median, 7);
    cr_expect_not(awp_survival_median(half, 4, &median));
    cr_expect_not(awp_survival_median(odd, 0, &median));
}
