/* SPDX-License-Identifier: Apache-2.0 */
/* What people read: all of a failure, in few bytes, and nothing that acts on their terminal. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_run.h"

Test(summary, with_colour_it_is_its_golden_file) {
    const struct rendered report =
        render_fixed_run("summary", (struct awp_report_style){.colour = true});
    assert_golden("summary-colour.txt", report);
    free(report.data);
}

Test(summary, verbose_it_lists_passes_too_as_in_its_golden_file) {
    const struct rendered report =
        render_fixed_run("summary", (struct awp_report_style){.verbose = true});
    assert_golden("summary-verbose.txt", report);
    cr_expect(contains(report, "\npass  chosen-pass: The header alone names a modeled error "
                               "[first-member-wins]\n"));
    free(report.data);
}

Test(summary, plain_it_holds_no_escape_character) {
    const struct rendered report = render_fixed_run("summary", (struct awp_report_style){0});
    cr_expect_null(memchr(report.data, 0x1b, report.len));
    cr_expect_null(memchr(report.data, 0, report.len));
    cr_expect_null(memchr(report.data, '\r', report.len));
    free(report.data);
}

Test(summary, a_failure_is_explained_to_the_replay_line) {
    const struct rendered report = render_result("summary", &fixed_results[3]);
    static const char *const parts[] = {
        "fail  excused-fail: The header alone names a modeled error\n",
        "Its users catch the wrong exception.\n",
        "may, breaks may (not required); rules R5, R9; source spec, https://",
        "rest-json-discriminator.json:45\n",
        "    | x-amzn-ErrorType: A\n    |\n    | {\"a\":1}\n",
        "    00000000  48 54 54 50 ",
        "{\"kind\":\"unknown\",\"code\":\"A\"}\n",
        "{\"kind\":\"unknown\",\"code\":\"B\"}\n",
        "at $.code: want \"A\", got \"B\"\n",
        "another code\n",
        "  replay:     awsproof run --testee 'testees/bad/run' excused-fail\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cr_expect(contains(report, parts[i]), "%s is not in\n%s", parts[i], report.data);
    }
    free(report.data);
}

Test(summary, an_outcome_that_is_json_stands_on_one_line) {
    const struct rendered report = render_result("summary", &fixed_results[2]);
    cr_expect(contains(report, "{\"kind\":\"unknown\",\"code\":\"\\u0000\\\"\\u202e\\u007f\"}\n"));
    free(report.data);
}

Test(summary, only_a_pass_counts_its_alternative) {
    const struct rendered failed = render_result("summary", &fixed_results[2]);
    cr_expect_not(contains(failed, "accepted alternatives seen"));
    const struct rendered passed = render_result("summary", &fixed_results[1]);
    cr_expect(contains(passed, "accepted alternatives seen:\n       1  first-member-wins\n"));
    free(failed.data);
    free(passed.data);
}

Test(summary, a_pass_leaves_no_block) {
    const struct rendered report = render_result("summary", &fixed_results[0]);
    cr_expect_not(contains(report, "plain-pass"));
    free(report.data);
}

Test(summary, long_inputs_are_cut_and_say_so) {
    char input[3000];
    memset(input, 'x', sizeof input);
    struct awp_report_result result = fixed_results[4];
    result.input = (struct awp_report_text){input, sizeof input};
    const struct rendered report = render_result("summary", &result);
    cr_expect(contains(report, "    [... 952 more bytes ...]\n    00000000 "));
    cr_expect(contains(report, "    [... 2488 more bytes ...]\n"));
    cr_expect(contains(report, "3000 bytes\n"));
    free(report.data);
}
