/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of history/trend.c: sums, changes and flaky cases of a store. */
#include "trend.h"

#include <criterion/criterion.h>
#include <string.h>

#include "made_report.h"
#include "text.h"

/* A store, and what is read of it. */
struct fixture {
    struct awp_made_store made;
    struct awp_arena *arena;
    struct awp_history history;
    char said[512];
};

static struct fixture begin(void) {
    return (struct fixture){.made = awp_made_store(),
                            .arena = awp_need_block(awp_arena_create(NULL, 0))};
}

static void end(struct fixture *fixture) {
    awp_made_store_remove(&fixture->made);
    awp_arena_destroy(fixture->arena);
}

static void add(struct fixture *fixture, const char *moment, const char *version, const char *cases,
                const char *results) {
    const struct awp_report_file file =
        awp_made_report(fixture->arena, moment, version, cases, results);
    cr_assert_eq(awp_made_store_add(&fixture->made, &file).added, 1);
}

static bool read_of(struct fixture *fixture, const char *since, const char *testee) {
    const struct awp_bytes name = awp_bytes_of_string(testee);
    struct awp_trend_wish wish = {.testees = {&name, testee[0] == '\0' ? 0 : 1}};
    FILE *errors = fmemopen(fixture->said, sizeof(fixture->said), "w");
    struct awp_store store;
    cr_assert(since[0] == '\0' || awp_since_parse(since, &wish.since));
    cr_assert(awp_store_open(&store, fixture->made.path, false));
    const bool good = awp_trend_read(&store, &wish, fixture->arena, errors, &fixture->history);
    awp_store_close(&store, errors);
    fclose(errors);
    return good;
}

static const struct awp_history_testee *read_one(struct fixture *fixture, const char *since) {
    cr_assert(read_of(fixture, since, ""), "%s", fixture->said);
    cr_assert_eq(fixture->history.testee_count, 1);
    return &fixture->history.testees[0];
}

/* "a newly failing, b new, " */
static const char *changes(struct fixture *fixture, const struct awp_history_testee *testee) {
    struct awp_bytes text = {0};
    for (size_t i = 0; i < testee->line_count; i++) {
        const enum awp_history_kind kind = awp_history_kind(&testee->lines[i]);
        if (kind != AWP_HISTORY_SAME) {
            text = awp_text_format(fixture->arena, "%.*s%.*s %s, ", AWP_TEXT_ARGS(text),
                                   (int)testee->lines[i].id.len, testee->lines[i].id.ptr,
                                   awp_history_kind_name(kind));
        }
    }
    return awp_text_cstring(fixture->arena, text);
}

Test(trend, runs_stand_in_the_order_of_their_moments_with_their_sums) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-02T00:00:00Z", "2", "c1",
        "a pass|b fail escape|c hang hang|d unsupported|e expected_failure lost-error|f fail "
        "silent-loss");
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c0", "a pass|b pass");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_assert_eq(testee->run_count, 2);
    cr_expect_eq(testee->runs[0].number, 2);
    cr_expect_eq(testee->runs[1].number, 1);
    const struct awp_matrix_sums *sums = &testee->runs[1].sums;
    cr_expect_eq(sums->passed[AWP_LEVEL_MUST], 1);
    cr_expect_eq(sums->claimed[AWP_LEVEL_MUST], 5);
    cr_expect_eq(sums->levels[AWP_LEVEL_MUST], 6);
    cr_expect_eq(sums->levels[AWP_LEVEL_SHOULD], 0);
    cr_expect_eq(sums->escapes, 1);
    cr_expect_eq(sums->seen[AWP_VERDICT_HANG], 1);
    cr_expect_eq(sums->lost_errors, 1);
    cr_expect_eq(sums->silent_losses, 1);
    cr_expect_eq(sums->known, 1);
    cr_expect_eq(sums->breaks_must, 4);
    cr_expect_eq(testee->runs[0].sums.passed[AWP_LEVEL_MUST], 2);
    end(&fixture);
}

Test(trend, changes_are_against_the_run_before) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1",
        "breaks pass|gone pass|mended crash crash|other fail escape|same fail escape");
    add(&fixture, "2026-01-02T00:00:00Z", "2", "c2",
        "breaks fail escape|fresh pass|mended pass|other fail lost-error|same fail escape|young "
        "hang hang");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_expect_eq(testee->base, 0);
    cr_expect_str_eq(changes(&fixture, testee),
                     "breaks newly failing, fresh new, mended newly passing, other failing "
                     "otherwise, young new, ");
    cr_expect_eq(testee->not_asked, 1);
    cr_expect_eq(testee->lines[0].before_run, 1);
    cr_expect_eq(awp_history_newly_failing(&fixture.history), 1);
    end(&fixture);
}

Test(trend, a_run_that_did_not_judge_a_case_hides_no_failure_of_it) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b pass|c fail escape|d pass");
    add(&fixture, "2026-01-02T00:00:00Z", "1", "c1", "a not_run|b unsupported|d pass");
    add(&fixture, "2026-01-03T00:00:00Z", "1", "c1", "a fail escape|b hang hang|c pass|d pass");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_expect_eq(testee->base, 1);
    cr_expect_str_eq(changes(&fixture, testee),
                     "a newly failing, b newly failing, c newly passing, ");
    cr_expect_eq(testee->lines[0].before_run, 1);
    cr_expect_eq(testee->lines[3].before_run, 2);
    end(&fixture);
}

Test(trend, a_run_that_judged_nothing_has_no_lines_and_counts_what_it_left_out) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b pass|c unsupported");
    add(&fixture, "2026-01-02T00:00:00Z", "1", "c1",
        "a infrastructure|b infrastructure|c infrastructure");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_expect_eq(testee->line_count, 0);
    cr_expect_eq(testee->not_asked, 2);
    cr_expect_eq(awp_history_mute(&fixture.history), testee);
    end(&fixture);
}

Test(trend, since_reaches_further_back) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b fail escape");
    add(&fixture, "2026-01-02T00:00:00Z", "2", "c1", "a fail escape|b fail escape");
    add(&fixture, "2026-01-03T00:00:00Z", "3", "c1", "a fail escape|b pass");
    cr_expect_str_eq(changes(&fixture, read_one(&fixture, "")), "b newly passing, ");
    static const char *const back[] = {"1", "run:1", "2026-01-02", "version:1", "2020-01-01"};
    for (size_t i = 0; i < sizeof(back) / sizeof(back[0]); i++) {
        const struct awp_history_testee *testee = read_one(&fixture, back[i]);
        cr_expect_str_eq(changes(&fixture, testee), "a newly failing, b newly passing, ");
        cr_expect_eq(testee->first, 0);
    }
    const struct awp_history_testee *testee = read_one(&fixture, "version:3");
    cr_expect_str_eq(changes(&fixture, testee), "");
    cr_expect_eq(testee->first, 2);
    cr_expect_eq(testee->line_count, 2);
    end(&fixture);
}

Test(trend, a_first_run_is_compared_with_nothing) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_expect_eq(testee->base, testee->run_count);
    cr_expect_eq(testee->line_count, 0);
    cr_expect_null(awp_history_mute(&fixture.history));
    end(&fixture);
}

Test(trend, flaky_is_what_differs_within_a_version_and_its_cases) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b pass|c pass|d fail escape|e pass");
    add(&fixture, "2026-01-02T00:00:00Z", "1", "c1",
        "a hang hang|b pass|c unsupported|d fail lost-error|e flaky flaky");
    add(&fixture, "2026-01-03T00:00:00Z", "1", "c1", "a pass|b pass|c pass|d fail escape|e pass");
    add(&fixture, "2026-01-04T00:00:00Z", "1", "c2", "a pass|b fail escape");
    add(&fixture, "2026-01-05T00:00:00Z", "2", "c1",
        "a pass|b fail escape|c fail escape|f flaky flaky");
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_assert_eq(testee->flaky_count, 3);
    const struct awp_history_flaky *flaky = testee->flaky;
    cr_expect_eq(flaky[0].id.ptr[0], 'a');
    cr_expect_eq(flaky[0].seen[AWP_VERDICT_PASS], 2);
    cr_expect_eq(flaky[0].seen[AWP_VERDICT_HANG], 1);
    cr_expect_not(flaky[0].has_other_options);
    cr_expect_eq(flaky[1].id.ptr[0], 'e');
    cr_expect_eq(flaky[1].seen[AWP_VERDICT_FLAKY], 1);
    cr_expect_eq(flaky[2].id.ptr[0], 'f');
    cr_expect_eq(flaky[2].version.ptr[0], '2');
    testee = read_one(&fixture, "2026-01-05");
    cr_expect_eq(testee->flaky_count, 1, "since then only f");
    end(&fixture);
}

Test(trend, runs_of_other_options_are_told_apart_from_steady_ones) {
    struct fixture fixture = begin();
    struct awp_report_file file =
        awp_made_report(fixture.arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    awp_made_store_add(&fixture.made, &file);
    file = awp_made_report(fixture.arena, "2026-01-02T00:00:00Z", "1", "c1", "a hang hang");
    file.options = AWP_BYTES("--timeout 1");
    awp_made_store_add(&fixture.made, &file);
    const struct awp_history_testee *testee = read_one(&fixture, "");
    cr_assert_eq(testee->flaky_count, 1);
    cr_expect(testee->flaky[0].has_other_options);
    end(&fixture);
}

Test(trend, decoders_are_apart_and_can_be_chosen) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    struct awp_report_file file =
        awp_made_report(fixture.arena, "2026-01-02T00:00:00Z", "1", "c1", "a fail escape");
    file.testees[0].name = AWP_BYTES("another\0one");
    awp_made_store_add(&fixture.made, &file);
    cr_assert(read_of(&fixture, "", ""));
    cr_assert_eq(fixture.history.testee_count, 2);
    cr_expect_eq(fixture.history.testees[0].name.len, 11);
    cr_expect_eq(fixture.history.testees[0].line_count, 0);
    cr_assert(read_of(&fixture, "", "sdk"));
    cr_assert_eq(fixture.history.testee_count, 1);
    cr_expect_eq(fixture.history.testees[0].name.len, 3);
    end(&fixture);
}

Test(trend, what_is_not_there_is_named) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    cr_expect_not(read_of(&fixture, "", "nobody"));
    cr_expect_not_null(strstr(fixture.said, " has no decoder \"nobody\"\n"));
    cr_expect_not(read_of(&fixture, "2", ""));
    cr_expect_not_null(strstr(fixture.said, " has no run \"2\"\n"));
    cr_expect_not(read_of(&fixture, "version:9", ""));
    cr_expect_not_null(strstr(fixture.said, " has no run of the version \"9\"\n"));
    end(&fixture);
}

/* Changes the store behind its back, in a way that its tables allow. */
static void expect_damage(const char *statement, const char *reason) {
    struct fixture fixture = begin();
    add(&fixture, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    add(&fixture, "2026-01-02T00:00:00Z", "1", "c1", "a fail escape");
    struct awp_database *database = awp_database_open(fixture.made.path, false);
    cr_assert(awp_database_run(database, "PRAGMA foreign_keys = OFF"));
    cr_assert(awp_database_run(database, statement), "%s", awp_database_failure(database));
    awp_database_close(database);
    cr_expect_not(read_of(&fixture, "", ""), "%s", statement);
    cr_expect_not_null(strstr(fixture.said, reason), "%s: %s", statement, fixture.said);
    end(&fixture);
}

Test(trend, contents_that_no_awsproof_wrote_are_refused) {
    expect_damage("UPDATE outcome SET verdict = 'maybe' WHERE outcome = 1",
                  ": a verdict or a level in it is none\n");
    expect_damage("UPDATE golden SET level = 'maybe'", ": a verdict or a level in it is none\n");
    expect_damage("UPDATE outcome SET breaks = 'all' WHERE outcome = 2",
                  ": a verdict or a level in it is none\n");
    expect_damage("DELETE FROM run WHERE run = 1", ": runs are missing in it\n");
    expect_damage("UPDATE run SET run = -5 WHERE run = 2", ": runs are missing in it\n");
    expect_damage("DELETE FROM report WHERE report = 1", ": a run in it has no report\n");
    expect_damage("UPDATE result SET run = 77 WHERE run = 1", ": a result in it is of no run\n");
}
