/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/expectation.c: what is excused, and what is wrong with a list. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "expectation.h"
#include "support.h"
#include "text.h"
#include "variant_cases.h"

#define URL " # r https://example.com"

static struct awp_arena *arena;
static struct awp_expectations list;
static struct awp_case cases[30];
static struct awp_cases set;

static void set_up(void) {
    static const char *const ids[] = {"a-one", "a-two", "b-one", "b-two", "c"};
    arena = awp_arena_create(NULL, 0);
    for (size_t i = 0; i < 30; i++) {
        cases[i] = (struct awp_case){.id = i < 5 ? awp_bytes_of_string(ids[i])
                                                 : awp_text_format(arena, "many-%zu", i)};
    }
    set = (struct awp_cases){.items = cases, .count = 30};
}
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(expectation, .init = set_up, .fini = tear_down);

/* The list, for a run over all cases. */
static void open_list(const char *text) {
    list = (struct awp_expectations){.arena = arena, .today = AWP_BYTES("2026-11-22")};
    cr_assert(awp_expectations_parse(&list, "k", awp_bytes_of_string(text), stderr));
    awp_expectations_bind(&list, &set, NULL, 0);
}

static struct awp_judgement see(size_t at, enum awp_verdict verdict, const char *failure) {
    struct awp_judgement judgement = {.verdict = verdict,
                                      .broken_level = AWP_LEVEL_SHOULD,
                                      .failure = failure,
                                      .reason = AWP_BYTES("why")};
    awp_expectations_judge(&list, &cases[at], &judgement, arena);
    return judgement;
}

static void expect_faults(const char *want) {
    char *said = NULL;
    size_t len = 0;
    FILE *errors = open_memstream(&said, &len);
    static const struct awp_rename renamed[] = {{.from = AWP_BYTES_INIT("old"),
                                                 .to = {true, AWP_BYTES_INIT("c")},
                                                 .reason = AWP_BYTES_INIT("shorter")}};
    const struct awp_renames renames = {renamed, 1};
    const size_t count = awp_expectations_check(&list, &renames, errors);
    size_t lines = 0;
    fclose(errors);
    for (const char *at = want; *at != '\0'; at++) {
        lines += *at == '\n';
    }
    cr_expect_str_eq(said, want, "want:\n%s\ngot:\n%s", want, said);
    cr_expect_eq(count, lines);
    free(said);
}

/* What a list makes of a result. */
static const struct {
    const char *entry;
    enum awp_verdict seen;
    const char *failure;
    enum awp_verdict verdict;
    const char *fault;
} rows[] = {
    {"c fail escape" URL, AWP_VERDICT_FAIL, "escape", AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c fail *" URL, AWP_VERDICT_FAIL, "escape", AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"* fail * # r https://example.com max=30", AWP_VERDICT_FAIL, "escape",
     AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c crash crash" URL, AWP_VERDICT_CRASH, NULL, AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c hang *" URL, AWP_VERDICT_HANG, NULL, AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c protocol_error protocol_error" URL, AWP_VERDICT_PROTOCOL_ERROR, NULL,
     AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c fail escape" URL, AWP_VERDICT_PASS, NULL, AWP_VERDICT_UNEXPECTED_PASS,
     "k:1: stale: c passes\n"},
    {"c fail escape" URL, AWP_VERDICT_FAIL, "wrong-type", AWP_VERDICT_FAIL,
     "k:1: stale: c is fail wrong-type now, not fail escape\n"},
    {"c fail *" URL, AWP_VERDICT_CRASH, NULL, AWP_VERDICT_CRASH,
     "k:1: stale: c is crash crash now, not fail *\n"},
    {"c crash *" URL, AWP_VERDICT_FAIL, "escape", AWP_VERDICT_FAIL,
     "k:1: stale: c is fail escape now, not crash *\n"},
    {"c fail *" URL, AWP_VERDICT_FLAKY, NULL, AWP_VERDICT_FLAKY,
     "k:1: stale: c is flaky flaky now, not fail *\n"},
    {"c fail *" URL, AWP_VERDICT_NOT_RUN, NULL, AWP_VERDICT_NOT_RUN, ""},
    {"c fail *" URL, AWP_VERDICT_INFRASTRUCTURE, NULL, AWP_VERDICT_INFRASTRUCTURE, ""},
    {"c fail *" URL, AWP_VERDICT_UNSUPPORTED, NULL, AWP_VERDICT_UNSUPPORTED,
     "k:1: stale: the testee claims no case that c matches\n"},
    {"c flaky *" URL, AWP_VERDICT_PASS, NULL, AWP_VERDICT_PASS, ""},
    {"c flaky *" URL, AWP_VERDICT_FLAKY, NULL, AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c flaky escape" URL, AWP_VERDICT_FLAKY, NULL, AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c flaky escape" URL, AWP_VERDICT_FAIL, "escape", AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c flaky *" URL, AWP_VERDICT_CRASH, NULL, AWP_VERDICT_EXPECTED_FAILURE, ""},
    {"c flaky escape" URL, AWP_VERDICT_FAIL, "wrong-type", AWP_VERDICT_FAIL,
     "k:1: stale: c is fail wrong-type now, not flaky escape\n"},
};

Test(expectation, a_result_is_what_the_list_makes_of_it) {
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        open_list(rows[i].entry);
        const struct awp_judgement judgement = see(4, rows[i].seen, rows[i].failure);
        cr_expect_eq(judgement.verdict, rows[i].verdict, "row %zu: %s", i,
                     awp_verdict_name(judgement.verdict));
        cr_expect_eq(judgement.is_known_flaky,
                     rows[i].verdict == AWP_VERDICT_EXPECTED_FAILURE &&
                         strstr(rows[i].entry, "flaky") != NULL,
                     "row %zu", i);
        cr_expect_eq(list.known_flaky + list.known_failing,
                     rows[i].verdict == AWP_VERDICT_EXPECTED_FAILURE ? 1 : 0);
        cr_expect_eq(list.verdicts[rows[i].seen], 1);
        expect_faults(rows[i].fault);
    }
}

Test(expectation, an_excused_failure_keeps_its_class_and_says_why) {
    open_list("c crash * # dies early https://example.com/7");
    const struct awp_judgement judgement = see(4, AWP_VERDICT_CRASH, NULL);
    cr_expect_str_eq(awp_judgement_class(&judgement), "crash");
    cr_expect(awp_bytes_equal(judgement.reason,
                              AWP_BYTES("why; known (k:1): dies early https://example.com/7")),
              "%.*s", AWP_TEXT_ARGS(judgement.reason));
    cr_expect_not(awp_judgement_is_required(&judgement, AWP_LEVEL_MAY));
}

Test(expectation, an_unexpected_pass_fails_the_run_whatever_the_cases_level) {
    open_list("c fail *" URL);
    const struct awp_judgement judgement = see(4, AWP_VERDICT_PASS, NULL);
    cr_expect(awp_judgement_is_required(&judgement, AWP_LEVEL_MUST));
}

Test(expectation, a_case_that_is_not_listed_stays_as_it_is) {
    open_list("a-* fail *" URL);
    cr_expect_eq(see(4, AWP_VERDICT_FAIL, "escape").verdict, AWP_VERDICT_FAIL);
    cr_expect_eq(see(3, AWP_VERDICT_PASS, NULL).verdict, AWP_VERDICT_PASS);
    expect_faults("");
}

Test(expectation, entries_that_match_nothing_or_too_much_are_faults) {
    open_list(
        "nope fail *" URL "\nold fail *" URL "\nmany-* fail *" URL "\n"
        "b-* fail * # r https://example.com max=1\na-* fail * # r https://example.com max=2\n");
    expect_faults("k:1: unmatched: nope matches no case\n"
                  "k:2: unmatched: old matches no case: it was renamed to \"c\" (shorter)\n"
                  "k:3: over-wide: many-* matches 25 cases, and may match 20 where no max=N is "
                  "said\n"
                  "k:4: over-wide: b-* matches 2 cases, and may match 1\n");
}

Test(expectation, entries_about_one_case_must_agree) {
    open_list("a-* fail escape" URL "\na-one fail escape" URL "\na-two fail wrong-type" URL "\n"
              "b-* crash *" URL "\nb-one flaky *" URL "\n*-two fail *" URL "\na-* fail escape" URL);
    expect_faults("k:3: contradiction: a-two is fail wrong-type here, and fail escape in line 1\n"
                  "k:5: overlap: b-one is known as flaky here, and as failing in line 4\n"
                  "k:6: contradiction: a-two is fail * here, and fail escape in line 1\n"
                  "k:7: repeated: line 1 has the same pattern\n");
    /* The first of them decides. */
    cr_expect_eq(see(1, AWP_VERDICT_FAIL, "escape").verdict, AWP_VERDICT_EXPECTED_FAILURE);
}

Test(expectation, an_entry_holds_to_the_end_of_its_last_day) {
    open_list("a-one fail *" URL " until=2026-11-21\na-two fail *" URL " until=2026-11-22\n"
              "b-one fail *" URL " until=2027-01-01\nc fail *" URL " until=2025-12-31\n");
    expect_faults(
        "k:1: expired: until=2026-11-21 is over\nk:4: expired: until=2025-12-31 is over\n");
    /* It still excuses: what fails the run is the list. */
    cr_expect_eq(see(0, AWP_VERDICT_FAIL, "escape").verdict, AWP_VERDICT_EXPECTED_FAILURE);
}

Test(expectation, what_is_not_claimed_over_a_chosen_transport_is_no_fault) {
    open_list("c fail *" URL);
    list.has_chosen_transport = true;
    see(4, AWP_VERDICT_UNSUPPORTED, NULL);
    expect_faults("");
}

Test(expectation, a_reason_that_is_still_to_be_written_is_a_fault) {
    open_list("a-one fail * # TODO say why\n");
    expect_faults("k:1: unexplained: its reason is still to be written\n");
}

Test(expectation, every_case_that_an_entry_is_wrong_about_is_told) {
    open_list("a-* fail *" URL "\nb-* fail *" URL);
    see(3, AWP_VERDICT_PASS, NULL);
    see(0, AWP_VERDICT_PASS, NULL);
    see(1, AWP_VERDICT_FAIL, "escape");
    see(2, AWP_VERDICT_PASS, NULL);
    expect_faults("k:1: stale: a-one passes\nk:2: stale: b-two passes\nk:2: stale: b-one passes\n");
}

Test(expectation, a_pattern_is_about_variants_where_it_says_so) {
    const struct awp_variant_origin origin = {0};
    struct awp_case variant = {.id = AWP_BYTES_INIT("c~json-spaces"), .variant = &origin};
    const struct awp_case *const selected[] = {&cases[4], &variant};
    const struct awp_bytes text =
        AWP_BYTES("c* fail *" URL "\nc~* fail escape" URL "\n*~x fail *" URL);
    list = (struct awp_expectations){.arena = arena, .today = AWP_BYTES("2026-11-22")};
    cr_assert(awp_expectations_parse(&list, "k", text, stderr));
    awp_expectations_bind(&list, &set, selected, 2);
    expect_faults("");
    cr_expect_eq(list.items[0].matched, 1);
    cr_expect_eq(list.items[1].matched, 1);
    struct awp_judgement judgement = {.verdict = AWP_VERDICT_FAIL, .failure = "escape"};
    awp_expectations_judge(&list, &variant, &judgement, arena);
    cr_expect_eq(judgement.verdict, AWP_VERDICT_EXPECTED_FAILURE);
}
