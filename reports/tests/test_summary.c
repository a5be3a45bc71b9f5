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

Test(summary, quiet_it_is_one_line_and_why_it_stopped) {
    const struct rendered report =
        render_fixed_run("summary", (struct awp_report_style){.quiet = true});
    cr_expect_str_eq(report.data,
                     "stopped early: --max-restarts 2 reached \\x1b[2J\n"
                     "awsproof 0.1.0 | bad]]><b>\\x1b[31mname 1.44.5 | 13 cases: 2 pass, 2 fail, "
                     "1 crash, 1 hang, 1 protocol_error, 1 unsupported, 1 expected_failure, "
                     "1 unexpected_pass, 1 flaky, 1 not_run, 1 infrastructure | MUST 1/7 SHOULD "
                     "0/4 MAY 1/2 | 12.3 s\n");
    free(report.data);
}

Test(summary, many_alternatives_leave_room_on_the_screen) {
    char names[20][8];
    struct awp_report_result results[20];
    for (unsigned i = 0; i < 20; i++) {
        (void)snprintf(names[i], sizeof names[i], "way-%u", i);
        results[i] = (struct awp_report_result){.choice = {names[i], strlen(names[i])}};
    }
    const struct rendered report =
        render_results("summary", results, 20, &(struct awp_report_totals){.duration_us = 1});
    cr_expect(contains(report, "accepted alternatives seen: 1 way-0, 1 way-1, 1 way-2, 1 way-3, "
                               "and 16 more; --verbose lists them\n"));
    free(report.data);
}

/* How many rows of a terminal of 80 columns a text takes. */
static size_t count_rows(const char *text) {
    size_t rows = 0;
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");
        rows += len <= 80 ? 1 : (len + 79) / 80;
        text += len + (text[len] == '\n' ? 1 : 0);
    }
    return rows;
}

Test(summary, the_end_of_a_run_with_every_verdict_fits_a_screen) {
    const struct rendered report = render_fixed_run("summary", (struct awp_report_style){0});
    const char *const table = strstr(report.data, "\nverdict  ");
    cr_assert_not_null(table);
    cr_expect_leq(count_rows(table + 1), 24);
    cr_expect_gt(count_rows(table + 1), 16);
    free(report.data);
}

Test(summary, what_ran_stands_at_the_head_where_no_failure_can_push_it_off) {
    const struct rendered report = render_fixed_run("summary", (struct awp_report_style){0});
    cr_expect_eq(strncmp(report.data, "suite: awsproof 0.1.0, ", 23), 0);
    cr_expect_eq(strstr(report.data + 1, "\nsuite: "), NULL);
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
    cr_expect(contains(passed, "accepted alternatives seen: 1 first-member-wins\n"));
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
