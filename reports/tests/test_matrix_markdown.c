/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix in Markdown is its golden file: rows that tell nothing are counted, and no text gets out
 * of its cell. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_matrix.h"

Test(matrix_markdown, it_is_its_golden_file_and_the_same_twice) {
    const struct rendered one = render_matrix("md", &fixed_matrix);
    const struct rendered two = render_matrix("md", &fixed_matrix);
    assert_golden("matrix.md", one);
    cr_expect_str_eq(one.data, two.data);
    free(one.data);
    free(two.data);
}

Test(matrix_markdown, rows_that_all_pass_are_counted_and_left_out) {
    const struct rendered page = render_matrix("md", &fixed_matrix);
    cr_expect_not(contains(page, "all-pass"));
    cr_expect_not(contains(page, "may-as-reference"));
    cr_expect_not(contains(page, "unasked]"));
    cr_expect(contains(page, "\nLeft out: 4 that pass in every decoder that was asked, 1 that none "
                             "was asked.\n"));
    cr_expect_not(contains(page, "D1 A rule without cases"));
    free(page.data);
}

Test(matrix_markdown, cells_are_marks_with_class_or_choice) {
    const struct rendered page = render_matrix("md", &fixed_matrix);
    cr_expect(contains(page, "| [one-fails](../../conformance/cases/a.json#L5) | must | pass | "
                             "**FAIL** lost-error | infrastructure |\n"));
    cr_expect(contains(page, "may | pass first-member | **FAIL** escape | infrastructure |\n"));
    cr_expect(contains(page, "| [known-crash](../../conformance/cases/a.json#L5) | should | pass | "
                             "**CRASH** | infrastructure |\n"));
    cr_expect(contains(page, "| **good** | 1.2.3 | 3 of 3 (100.0 %) | 8 of 8 (100.0 %) | 0 | 0 | 0 "
                             "| 0 | 0 | 0 | 1 | 0 |\n"));
    cr_expect(contains(page, "| **dead** |  | not asked | not asked |"));
    cr_expect(contains(page, "| [2](#findings-2) |\n"));
    free(page.data);
}

Test(matrix_markdown, a_whole_matrix_does_not_call_itself_interrupted) {
    struct awp_matrix whole = fixed_matrix;
    whole.is_partial = false;
    whole.testee_count = 1;
    const struct rendered page = render_matrix("md", &whole);
    const struct rendered partial = render_matrix("md", &fixed_matrix);
    cr_expect_not(contains(page, "interrupted"));
    cr_expect(contains(partial, "**the run was interrupted"));
    cr_expect(contains(page, "# SDK matrix: 1 decoder, 14 golden cases\n"));
    free(page.data);
    free(partial.data);
}
