/* SPDX-License-Identifier: Apache-2.0 */
/* Failures are put together by the finding that they name, else by class; the worst come first. */
#include <criterion/criterion.h>

#include "fixed_matrix.h"
#include "page_defects.h"
#include "sink.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
#define FAILS(class, level, why)                                                                   \
    {                                                                                              \
        .verdict = AWP_VERDICT_FAIL, .failure = TEXT(class), .broken_level = (level),              \
        .reason = TEXT(why)                                                                        \
    }

static const struct awp_matrix_finding findings[] = {
    {TEXT("../findings/x-small.md"), TEXT("small")},
    {TEXT("../findings/x-big.md"), TEXT("big")},
    {TEXT(""), TEXT("nowhere")}};
static const struct awp_matrix_testee testee = {.findings = findings, .finding_count = 3};
static const struct awp_matrix_case cases[8];
static const struct awp_matrix_cell cells[8] = {
    FAILS("other-outcome", AWP_LEVEL_MUST, "known reports/findings/x-big.md"),
    FAILS("escape", AWP_LEVEL_MUST, "known reports/findings/x-big.md"),
    FAILS("other-outcome", AWP_LEVEL_SHOULD, "known reports/findings/x-small.md"),
    FAILS("lost-error", AWP_LEVEL_SHOULD, "nobody knows"),
    FAILS("lost-error", AWP_LEVEL_MUST, "nobody knows"),
    FAILS("a-new-class", AWP_LEVEL_MUST, ""),
    {.verdict = AWP_VERDICT_PASS, .reason = TEXT("reports/findings/x-small.md")},
    {.verdict = AWP_VERDICT_UNEXPECTED_PASS, .reason = TEXT("reports/findings/x-small.md")},
};
static const struct awp_matrix matrix = {
    .testees = &testee, .testee_count = 1, .cases = cases, .case_count = 8, .cells = cells};

Test(page_defects, a_reason_names_its_finding_by_the_name_of_the_file) {
    cr_expect_eq(awp_page_finding(&matrix, 0, 0), 1);
    cr_expect_eq(awp_page_finding(&matrix, 0, 2), 0);
    cr_expect_eq(awp_page_finding(&matrix, 0, 3), AWP_PAGE_NO_FINDING);
    cr_expect_eq(awp_page_finding(&matrix, 0, 5), AWP_PAGE_NO_FINDING);
}

Test(page_defects, the_worst_class_of_a_defect_ranks_it) {
    static const struct {
        size_t finding, failures, breaks_must, worst, example;
    } wanted[] = {
        {1, 2, 2, 1, 1}, {AWP_PAGE_NO_FINDING, 2, 1, 2, 3},
        {0, 1, 0, 1, 2}, {AWP_PAGE_NO_FINDING, 1, 1, 1, 5},
        {2, 0, 0, 0, 0},
    };
    struct awp_page_defects defects;
    cr_assert(awp_page_defects_take(&defects, &matrix, 0));
    cr_expect_eq(defects.failures, 6);
    cr_assert_eq(defects.count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < defects.count; i++) {
        const struct awp_page_defect *const one = &defects.items[i];
        cr_expect_eq(one->finding, wanted[i].finding, "defect %zu", i);
        cr_expect_eq(one->failures, wanted[i].failures, "defect %zu", i);
        cr_expect_eq(one->breaks_must, wanted[i].breaks_must, "defect %zu", i);
        cr_expect_eq(one->worst, wanted[i].worst, "defect %zu", i);
        cr_expect_eq(one->example, wanted[i].example, "defect %zu", i);
    }
    awp_page_defects_free(&defects);
}

Test(page_defects, a_testee_that_fails_nothing_has_none) {
    struct awp_page_defects defects;
    cr_assert(awp_page_defects_take(&defects, &fixed_matrix, FIXED_GOOD));
    cr_expect_eq(defects.count, 0);
    cr_expect_eq(defects.failures, 0);
    awp_page_defects_free(&defects);
}
