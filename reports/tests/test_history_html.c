/* SPDX-License-Identifier: Apache-2.0 */
/* A history as a page is its golden file, and is a part of a matrix's page where that is given one.
 * What the script does is tested in a browser (reports/tests/browser). */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_history.h"
#include "fixed_matrix.h"

static size_t count(struct rendered page, const char *text) {
    size_t found = 0;
    for (const char *at = page.data; (at = strstr(at, text)) != NULL; at++) {
        found++;
    }
    return found;
}

Test(history_html, it_is_its_golden_file) {
    const struct rendered page = render_history("html", &fixed_history, false);
    assert_golden("history.html", page);
    cr_expect_eq(page.len, strlen(page.data));
    free(page.data);
}

Test(history_html, nothing_in_it_runs_or_loads_but_its_own_script) {
    static const char *const forbidden[] = {" style=",       " src=", "<!-- ",       " onclick",
                                            "<script>alert", "\x1b",  "\xe2\x80\xae"};
    const struct rendered page = render_history("html", &fixed_history, false);
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        cr_expect_not(contains(page, forbidden[i]), "%s is in it", forbidden[i]);
    }
    cr_expect_eq(count(page, "<script"), 2);
    cr_expect_eq(count(page, "</script"), 2);
    cr_expect_eq(count(page, "'sha256-"), 4);
    cr_expect_eq(count(page, "</details>"), count(page, "<details"));
    free(page.data);
}

Test(history_html, each_decoder_has_two_drawings_with_words_for_them) {
    const struct rendered page = render_history("html", &fixed_history, false);
    cr_expect_eq(count(page, "<svg class=\"chart\" role=\"img\""), 6);
    cr_expect_eq(count(page, "<desc id=\"trends-"), 6);
    cr_expect(contains(page, "MUST 75 % in run 1, 95 % in run 7; SHOULD 92.3 % in run 1"));
    cr_expect(contains(page, "MAY nothing in run 1, nothing in run 7. All runs are in the table"));
    free(page.data);
}

Test(history_html, a_matrix_with_a_history_shows_it_and_links_to_its_cases) {
    struct awp_matrix matrix = fixed_matrix;
    const struct rendered without = render_matrix("html", &matrix);
    matrix.history = &fixed_history;
    const struct rendered with = render_matrix("html", &matrix);
    cr_expect_not(contains(without, "id=\"trends\""));
    cr_expect_not(contains(without, "href=\"#trends\""));
    cr_expect(contains(with, "<section id=\"trends\""));
    cr_expect(contains(with, " <a href=\"#trends\">Trends</a>"));
    cr_expect_eq(count(with, "<script"), 4);
    cr_expect_eq(count(with, "'sha256-"), 5);
    cr_expect(contains(with, "<a data-case=\"1\" data-at=\"1\">one-fails</a>"));
    cr_expect_not(contains(with, "data-at=\"1\">mended"));
    assert_golden("matrix-trends.html", with);
    free(without.data);
    free(with.data);
}

Test(history_html, of_many_runs_the_newest_are_drawn) {
    struct awp_history *const history = long_history(300);
    struct rendered page = render_history("html", history, false);
    cr_expect(contains(page, "<p>The newest 100 runs; "));
    cr_expect(contains(page, ">run 201, 2026-01-01</text>"));
    cr_expect(contains(page, "<p>And 100 more; "));
    cr_expect_lt(page.len, (size_t)300 * 1000);
    free(page.data);
    page = render_history("html", history, true);
    cr_expect(contains(page, ">run 1, 2026-01-01</text>"));
    cr_expect_not(contains(page, "--all"));
    free(page.data);
    free_history(history);
}
