/* SPDX-License-Identifier: Apache-2.0 */
/* A history as a comment is its golden file, and fits where comments go. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_history.h"

enum { COMMENT_BYTES = 65536 };

Test(history_markdown, it_is_its_golden_file) {
    const struct rendered page = render_history("markdown", &fixed_history, false);
    assert_golden("history.md", page);
    cr_expect_not(contains(page, "<script"));
    free(page.data);
}

Test(history_markdown, a_long_one_fits_in_a_comment_and_says_what_is_left_out) {
    struct awp_history *const history = long_history(1000);
    struct rendered page = render_history("markdown", history, false);
    cr_expect_lt(page.len, COMMENT_BYTES);
    cr_expect(contains(page, "\n900 more are left out; `awsproof report --all` has them.\n"));
    cr_expect(contains(page, "\n1000 more are left out; `awsproof report --all` has them.\n"));
    free(page.data);
    page = render_history("markdown", history, true);
    cr_expect_not(contains(page, "left out"));
    cr_expect_gt(page.len, COMMENT_BYTES);
    free(page.data);
    free_history(history);
}
