/* SPDX-License-Identifier: Apache-2.0 */
/* What both writers of a diff say in the same words. */
#include "diff_view.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_diff.h"

static void expect_side(struct awp_diff_side side, const char *want) {
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_diff_write_side(out, AWP_ESCAPE_LINE, &side);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text.data, want);
    free(text.data);
}

Test(diff_view, a_side_is_its_verdict_with_class_or_choice) {
    expect_side((struct awp_diff_side){.verdict = AWP_VERDICT_PASS}, "pass");
    expect_side((struct awp_diff_side){.verdict = AWP_VERDICT_PASS, .choice = {"first", 5}},
                "pass (first)");
    expect_side((struct awp_diff_side){.verdict = AWP_VERDICT_FAIL, .failure = {"escape\n", 7}},
                "fail escape\\n");
    expect_side((struct awp_diff_side){.verdict = AWP_VERDICT_CRASH, .failure = {"crash", 5}},
                "crash");
}

Test(diff_view, the_sums_are_those_of_the_decoders_on_both_sides) {
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_diff_write_sums(out, &fixed_diff);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text.data, "4 changed (2 worse, 1 better), 2 added (1 worse, 0 better), 1 "
                                "removed, 2 unchanged");
    free(text.data);
    cr_expect_eq(awp_diff_sum_all(&fixed_diff).worse, 3);
}
