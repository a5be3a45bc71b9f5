/* SPDX-License-Identifier: Apache-2.0 */
/* What was seen is told from what was known, and a column's sums count it. */
#include "awsproof/matrix.h"

#include <criterion/criterion.h>
#include <string.h>

#include "fixed_matrix.h"

static enum awp_verdict seen(size_t golden) {
    return awp_matrix_seen(awp_matrix_at(&fixed_matrix, FIXED_BAD, golden));
}

Test(matrix, a_known_failure_is_seen_as_the_failure_that_it_is) {
    cr_expect_eq(seen(FIXED_KNOWN_FAIL), AWP_VERDICT_FAIL);
    cr_expect_eq(seen(FIXED_KNOWN_CRASH), AWP_VERDICT_CRASH);
    static const char *const classes[] = {"hang", "protocol_error", "flaky"};
    static const enum awp_verdict verdicts[] = {AWP_VERDICT_HANG, AWP_VERDICT_PROTOCOL_ERROR,
                                                AWP_VERDICT_FLAKY};
    for (size_t i = 0; i < 3; i++) {
        const struct awp_matrix_cell cell = {.verdict = AWP_VERDICT_EXPECTED_FAILURE,
                                             .failure = {classes[i], strlen(classes[i])}};
        cr_expect_eq(awp_matrix_seen(&cell), verdicts[i]);
    }
}

Test(matrix, a_pass_is_a_pass_whatever_was_known) {
    cr_expect_eq(seen(FIXED_STALE), AWP_VERDICT_PASS);
    cr_expect_eq(seen(FIXED_ALL_PASS), AWP_VERDICT_PASS);
}

Test(matrix, other_verdicts_are_seen_as_they_are) {
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const struct awp_matrix_cell cell = {.verdict = (enum awp_verdict)i,
                                             .failure = {"crash", 5}};
        if (i != AWP_VERDICT_EXPECTED_FAILURE && i != AWP_VERDICT_UNEXPECTED_PASS) {
            cr_expect_eq(awp_matrix_seen(&cell), (enum awp_verdict)i);
        }
    }
}

Test(matrix, the_sums_count_each_cell_once_and_by_its_level) {
    const struct awp_matrix_sums sums = awp_matrix_sum(&fixed_matrix, FIXED_BAD);
    static const size_t wanted[AWP_VERDICT_COUNT] = {
        [AWP_VERDICT_PASS] = 3,  [AWP_VERDICT_FAIL] = 4,           [AWP_VERDICT_CRASH] = 2,
        [AWP_VERDICT_HANG] = 1,  [AWP_VERDICT_PROTOCOL_ERROR] = 1, [AWP_VERDICT_UNSUPPORTED] = 1,
        [AWP_VERDICT_FLAKY] = 1, [AWP_VERDICT_NOT_RUN] = 1};
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        cr_expect_eq(sums.seen[i], wanted[i], "%s", awp_verdict_name((enum awp_verdict)i));
    }
    cr_expect_eq(sums.levels[AWP_LEVEL_MUST], 3);
    cr_expect_eq(sums.passed[AWP_LEVEL_MUST], 1);
    cr_expect_eq(sums.levels[AWP_LEVEL_SHOULD], 9);
    cr_expect_eq(sums.claimed[AWP_LEVEL_SHOULD], 8, "what was not run is held against it");
    cr_expect_eq(sums.passed[AWP_LEVEL_SHOULD], 1);
    cr_expect_eq(sums.claimed[AWP_LEVEL_MAY], 2);
    cr_expect_eq(sums.escapes, 1);
    cr_expect_eq(sums.lost_errors, 1);
    cr_expect_eq(sums.silent_losses, 1);
    cr_expect_eq(sums.known, 2);
    cr_expect_eq(sums.breaks_must, 7, "a stale expectation breaks no rule");
}

Test(matrix, the_writers_are_those_of_the_files) {
    size_t count;
    const struct awp_matrix_writer *const *const writers = awp_matrix_writer_list(&count);
    static const char *const names[] = {"jsonl", "md", "html"};
    cr_assert_eq(count, 3);
    for (size_t i = 0; i < count; i++) {
        cr_expect_str_eq(writers[i]->name, names[i]);
        cr_expect_gt(strlen(writers[i]->description), 10);
    }
}
