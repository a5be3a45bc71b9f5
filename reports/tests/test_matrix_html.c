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
    *strstr(page.data, "<section id=\"breaks\"") = '\0';
    cr_expect_eq(count(page, "<td class=\"number\">"), 8 * FIXED_TESTEES);
    free(page.data);
}

Test(matrix_html, every_cell_shows_its_mark) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    cr_expect(contains(page, "\">all-pass</a>"));
    cr_expect(contains(page, "<td class=\"p\">pass<small>first-member</small></td>"));
    cr_expect(contains(page, "<td class=\"b\">CRASH</td>"));
    cr_expect(contains(page, "<td class=\"b\">FAIL<small>lost-error</small></td>"));
    free(page.data);
}

Test(matrix_html, what_breaks_is_told_by_finding_the_worst_first) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    const char *const crash = strstr(page.data, "<li><b class=\"tag\">crash</b> <a href=\"../find");
    const char *const loss = strstr(page.data, "<li><b class=\"tag\">silent-loss</b> a Result");
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
    cr_expect_eq(count(page, "<script"), 3);
    cr_expect_eq(count(page, "</script"), 3);
    cr_expect_not(contains(page, "href=\"javascript:"));
    cr_expect(contains(page, "default-src 'none'; style-src 'sha256-"));
    cr_expect(contains(page, "; script-src 'sha256-"));
    cr_expect(contains(page, "prefers-color-scheme: dark"));
    free(page.data);
}

Test(matrix_html, each_defect_has_the_line_that_shows_it_again) {
    struct awp_matrix_cell cells[FIXED_TESTEES * FIXED_CASES];
    struct awp_matrix matrix = fixed_matrix;
    memcpy(cells, fixed_matrix.cells, sizeof cells);
    matrix.cells = cells;
    cells[FIXED_GOOD * FIXED_CASES + FIXED_ALL_PASS] =
        (struct awp_matrix_cell){.verdict = AWP_VERDICT_CRASH, .failure = {"crash", 5}};
    cells[FIXED_GOOD * FIXED_CASES + FIXED_FAIL] =
        (struct awp_matrix_cell){.verdict = AWP_VERDICT_FAIL,
                                 .failure = {"escape", 6},
                                 .replay = {"awsproof run a < b", 18}};
    const struct rendered page = render_matrix("html", &matrix);
    cr_expect(contains(page, "<code class=\"line\">awsproof run --testee testees/good/run all-pass"
                             "</code></li>"));
    cr_expect(contains(page, "<code class=\"line\">awsproof run a &lt; b</code></li>"));
    free(page.data);
}

Test(matrix_html, a_run_of_one_decoder_says_so_and_is_open) {
    struct awp_matrix matrix = fixed_matrix;
    matrix.testee_count = 1;
    matrix.is_run = true;
    const struct rendered page = render_matrix("html", &matrix);
    cr_expect(contains(page, "<h1>good 1.2.3, 14 golden cases</h1>"));
    cr_expect(contains(page, "<details id=\"breaks-0\" open>"));
    cr_expect(contains(page, "The run was interrupted: what was not run by then says so."));
    cr_expect_not(contains(page, "SDK matrix"));
    free(page.data);
}

Test(matrix_html, what_fuzzing_came_to_is_told_in_numbers_and_lines) {
    const struct rendered page = render_matrix("html", &fixed_matrix);
    cr_expect(contains(page, "<b>1143 of 1144 lines</b> of the decoder (99.9 %)"));
    cr_expect(contains(page, "3 faults were planted in the decoder, one at a time, and each of 3 "
                             "harnesses was let loose on them, 12 trials in all."));
    cr_expect_eq(count(page, "<path class=\"curve c"), 2 * 3, "a curve and a sample for each");
    cr_expect(contains(page, "<path class=\"curve c2\" d=\"M52.0 14.0H"), "nothing found: flat");
    cr_expect(contains(page, "<b>full</b></th><td>5 of 5 (100 %)</td><td>3 of 3</td>"
                             "<td class=\"number\">0.50</td><td class=\"number\">4.41</td>"));
    cr_expect(contains(page, "<b>blind</b></th><td>0 of 3 (0.0 %)</td><td>0 of 3</td>"
                             "<td class=\"number\">-</td><td class=\"number\">20</td>"));
    cr_expect(contains(page, "<td class=\"p\">2 of 2<small>0.03 s</small></td>"));
    cr_expect(contains(page, "<td>2 of 3<small>12 s</small></td>"));
    cr_expect(contains(page, "<td class=\"n\">0 of 1</td>"));
    cr_expect(contains(page, "<td class=\"n\">not tried</td>"));
    free(page.data);
}

Test(matrix_html, without_fuzzing_there_is_no_part_of_it) {
    struct awp_matrix matrix = fixed_matrix;
    struct awp_fuzzing fuzzing = *fixed_matrix.fuzzing;
    matrix.fuzzing = NULL;
    struct rendered page = render_matrix("html", &matrix);
    cr_expect_not(contains(page, "id=\"fuzzing\"") || contains(page, "#fuzzing\""));
    free(page.data);
    fuzzing.trial_count = 0;
    matrix.fuzzing = &fuzzing;
    page = render_matrix("html", &matrix);
    cr_expect(contains(page, "of the decoder (99.9 %)"));
    cr_expect_not(contains(page, "<svg"));
    free(page.data);
    fuzzing = *fixed_matrix.fuzzing;
    fuzzing.source_count = 0;
    page = render_matrix("html", &matrix);
    cr_expect(contains(page, "<svg") && !contains(page, "of the decoder ("));
    free(page.data);
}
