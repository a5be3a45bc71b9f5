/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as a web page is its golden file: all rows, and nothing in it that runs. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_matrix.h"

Test(matrix_html, it_is_its_golden_file_and_the_same_twice) {
    const struct rendered one = render_matrix("html", &fixed_matrix);
    const struct rendered two = render_matrix("html", &fixed_matrix);
    assert_golden("matrix.html", one);
    cr_expect_str_eq(one.data, two.data);
    free(one.data);
    free(two.data);
}

Test(matrix_html, every_row_is_there) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    size_t rows = 0;
    for (const char *at = page.data; (at = strstr(at, "<tr><th scope=\"row\">")) != NULL; at++) {
        rows++;
    }
    cr_expect_eq(rows, FIXED_TESTEES + FIXED_CASES);
    cr_expect(contains(page, "\">all-pass</a>"));
    cr_expect(contains(page, "<small>first-member</small>"));
    cr_expect(contains(page, "<td class=\"bad\"><details><summary>CRASH</summary>"));
    cr_expect(contains(page, "<dt>difference</dt><dd>at $.code: want &quot;A&quot;"));
    free(page.data);
}

Test(matrix_html, nothing_in_it_runs_or_loads) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    static const char *const forbidden[] = {"<script", " style=", " src=", "<!-- ", " onclick"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        cr_expect_not(contains(page, forbidden[i]), "%s is in it", forbidden[i]);
    }
    cr_expect_not(contains(page, "href=\"javascript:"));
    cr_expect(contains(page, "default-src 'none'; style-src 'sha256-"));
    cr_expect(contains(page, "prefers-color-scheme:dark"));
    free(page.data);
}
