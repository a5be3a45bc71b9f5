/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as a web page is its golden file: all rows, and nothing in it that runs but our own
 * script. What the script does is tested in a browser (reports/tests/browser). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_matrix.h"

static size_t count(struct rendered page, const char *text) {
    size_t found = 0;
    for (const char *at = page.data; (at = strstr(at, text)) != NULL; at++) {
        found++;
    }
    return found;
}

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
    cr_expect_eq(count(page, "<tr data-case=\""), FIXED_CASES);
    cr_expect_eq(count(page, "<td class=\"number\">"), 8 * FIXED_TESTEES);
    cr_expect(contains(page, "\">all-pass</a>"));
    cr_expect(contains(page, "<td class=\"p\">pass<small>first-member</small></td>"));
    cr_expect(contains(page, "<td class=\"b\">CRASH</td>"));
    cr_expect(contains(page, "<td class=\"b\">FAIL<small>lost-error</small></td>"));
    free(page.data);
}

Test(matrix_html, what_breaks_is_told_by_finding_the_worst_first) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    const char *const crash = strstr(page.data, "<li><b class=\"tag\">crash</b> <a href=\"../find");
    const char *const loss = strstr(page.data, "<li><b class=\"tag\">silent-loss</b> without a");
    const char *const unnamed = strstr(page.data, "<small>no failure of this run names it");
    cr_assert(crash != NULL && loss != NULL && unnamed != NULL);
    cr_expect(crash < loss && loss < unnamed);
    cr_expect(contains(page, "<small>8 cases, 2 of them crash, 7 break a MUST, such as "
                             "<a data-case=\"6\" data-at=\"1\""));
    free(page.data);
}

Test(matrix_html, the_data_of_a_text_stand_in_it_once) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    cr_expect_eq(count(page, "\"the reason; known (bad/expectations.txt:2)"), 1);
    cr_expect(contains(page, "\"input\":\"HTTP 500\\nx: y \\n\\n\\u003c/td>"));
    cr_expect(contains(page, "\\u0000\\u001b[2J ]]>&\\\"'\\u00ff\\u00c3("));
    cr_expect(contains(page, "\"bytes\":1000000,"));
    free(page.data);
}

Test(matrix_html, nothing_in_it_runs_or_loads_but_its_own_script) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    static const char *const forbidden[] = {" style=", " src=", "<!-- ", " onclick",
                                            "<script>alert"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        cr_expect_not(contains(page, forbidden[i]), "%s is in it", forbidden[i]);
    }
    cr_expect_eq(count(page, "<script"), 2);
    cr_expect_eq(count(page, "</script"), 2);
    cr_expect_not(contains(page, "href=\"javascript:"));
    cr_expect(contains(page, "default-src 'none'; style-src 'sha256-"));
    cr_expect(contains(page, "; script-src 'sha256-"));
    cr_expect(contains(page, "prefers-color-scheme: dark"));
    free(page.data);
}
