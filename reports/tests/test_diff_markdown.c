/* SPDX-License-Identifier: Apache-2.0 */
/* A diff for a comment is its golden file, fits there, and makes no markup of a name. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_diff.h"

Test(diff_markdown, it_is_its_golden_file) {
    const struct rendered page = render_diff("markdown", &fixed_diff, false);
    assert_golden("diff.md", page);
    free(page.data);
}

static size_t count(struct rendered page, const char *text) {
    size_t found = 0;
    for (const char *at = page.data; (at = strstr(at, text)) != NULL; at++) {
        found++;
    }
    return found;
}

Test(diff_markdown, every_row_has_as_many_cells_as_its_table) {
    const struct rendered page = render_diff("markdown", &fixed_diff, true);
    cr_expect_eq(count(page, "\n| "), 5 + 9, "tables and their rows");
    for (char *line = strtok(page.data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        size_t bars = 0;
        for (const char *at = line; *at != '\0'; at++) {
            bars += *at == '|';
        }
        cr_expect(line[0] != '|' || bars == 5, "%s", line);
    }
    free(page.data);
}

Test(diff_markdown, it_says_what_it_leaves_out_unless_all_is_wanted) {
    enum { COUNT = 500 };
    struct awp_diff_line lines[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        lines[i] = fixed_diff.testees[0].lines[2];
    }
    const struct awp_diff_testee testee = {
        .is_in_old = true, .is_in_new = true, .lines = lines, .line_count = COUNT};
    const struct awp_diff diff = {.testees = &testee, .testee_count = 1};
    const struct rendered cut = render_diff("markdown", &diff, false);
    const struct rendered whole = render_diff("markdown", &diff, true);
    cr_expect_eq(count(cut, "**worse**"), 200);
    cr_expect(contains(cut, "\n300 more are left out"));
    cr_expect_eq(count(whole, "**worse**"), COUNT);
    cr_expect_not(contains(whole, "left out"));
    free(cut.data);
    free(whole.data);
}
