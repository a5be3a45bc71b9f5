/* SPDX-License-Identifier: Apache-2.0 */
/* A history for a terminal is its golden file, and nothing in it acts there. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_history.h"

Test(history_text, it_is_its_golden_file) {
    const struct rendered page = render_history("text", &fixed_history, false);
    assert_golden("history.txt", page);
    cr_expect_null(memchr(page.data, 0x1b, page.len));
    cr_expect_null(memchr(page.data, 0, page.len));
    free(page.data);
}

Test(history_text, what_is_the_same_and_what_passes_newly_made_is_counted_alone) {
    const struct rendered page = render_history("text", &fixed_history, false);
    cr_expect_not(contains(page, "all-pass"));
    cr_expect_not(contains(page, "    fresh:"));
    cr_expect(contains(page, ": 2 newly failing, 1 newly passing, 1 failing otherwise, 2 new "
                             "(1 fails), 2 not judged this time; their cases are not the same\n"));
    free(page.data);
}

Test(history_text, of_much_the_newest_is_shown_and_the_rest_counted) {
    struct awp_history *const history = long_history(150);
    struct rendered page = render_history("text", history, false);
    cr_expect(contains(page, "130 earlier runs are not shown; --all shows them\n"));
    cr_expect(contains(page, "    and 50 more; --all shows them\n"));
    cr_expect_not(contains(page, "\n    1  2026"));
    cr_expect(contains(page, "the last run of each version:\n"));
    free(page.data);
    page = render_history("text", history, true);
    cr_expect_not(contains(page, "--all"));
    cr_expect(contains(page, "\n    1  2026"));
    free(page.data);
    free_history(history);
}
