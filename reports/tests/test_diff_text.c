/* SPDX-License-Identifier: Apache-2.0 */
/* A diff for a terminal is its golden file, and nothing in it acts there. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_diff.h"

Test(diff_text, it_is_its_golden_file) {
    const struct rendered page = render_diff("text", &fixed_diff, false);
    assert_golden("diff.txt", page);
    cr_expect_null(memchr(page.data, 0x1b, page.len));
    cr_expect_null(memchr(page.data, 0, page.len));
    cr_expect_not(contains(page, "the same"));
    free(page.data);
}

Test(diff_text, all_of_it_lists_what_did_not_change) {
    const struct rendered page = render_diff("text", &fixed_diff, true);
    cr_expect(contains(page, "unchanged: 1\n          the same: pass\n"));
    free(page.data);
}

Test(diff_text, what_is_worse_stands_before_what_is_not) {
    const struct rendered page = render_diff("text", &fixed_diff, false);
    const char *const worse = strstr(page.data, "  worse   broken: ");
    const char *const better = strstr(page.data, "  better  mended: ");
    const char *const neither = strstr(page.data, "          other-class: ");
    cr_assert(worse != NULL && better != NULL && neither != NULL, "%s", page.data);
    cr_expect(worse < better && better < neither);
    free(page.data);
}
