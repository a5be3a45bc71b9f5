/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/expectation_update.c: the new file is true, sorted, and has lost no comment. */
#include <criterion/criterion.h>
#include <string.h>

#include "expectation.h"
#include "support.h"
#include "text.h"

#define URL "# r https://example.com"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(expectation_update, .init = set_up, .fini = tear_down);

/* What a run saw: NULL ends it. */
struct seen {
    const char *id;
    enum awp_verdict verdict;
    const char *failure;
};

#define PASS(id)                                                                                   \
    { id, AWP_VERDICT_PASS, NULL }
#define FAIL(id, failure)                                                                          \
    { id, AWP_VERDICT_FAIL, failure }

static struct awp_expectations list;

static void run(const char *text, const struct seen *seen) {
    struct awp_case *cases = awp_need_array(arena, 16, sizeof(*cases));
    struct awp_cases set = {.items = cases};
    for (; seen[set.count].id != NULL; set.count++) {
        cases[set.count].id = awp_bytes_of_string(seen[set.count].id);
    }
    list = (struct awp_expectations){
        .arena = arena, .today = AWP_BYTES("2026-11-22"), .keeps_sightings = true};
    cr_assert(awp_expectations_parse(&list, "k", awp_bytes_of_string(text), stderr));
    awp_expectations_bind(&list, &set, NULL, 0);
    for (size_t i = 0; i < set.count; i++) {
        struct awp_judgement judgement = {
            .verdict = seen[i].verdict,
            .failure = seen[i].failure,
            .reason = AWP_BYTES("it broke: \"X until=1 https://x.example\""),
        };
        awp_expectations_judge(&list, &cases[i], &judgement, arena);
    }
}

static void expect_update(const char *text, const struct seen *seen, const char *want) {
    run(text, seen);
    const struct awp_bytes updated = awp_expectations_updated(&list);
    cr_expect(awp_bytes_equal(updated, awp_bytes_of_string(want)), "want:\n%s\ngot:\n%.*s", want,
              AWP_TEXT_ARGS(updated));
    /* The same run over the new file leaves it as it is. */
    run(want, seen);
    const struct awp_bytes again = awp_expectations_updated(&list);
    cr_expect(awp_bytes_equal(again, awp_bytes_of_string(want)), "again:\n%.*s",
              AWP_TEXT_ARGS(again));
}

Test(expectation_update, adds_what_fails_and_is_not_listed_with_its_reason_left_to_be_written) {
    static const struct seen seen[] = {FAIL("b", "escape"),
                                       PASS("c"),
                                       FAIL("a", "wrong-type"),
                                       {"d", AWP_VERDICT_UNSUPPORTED, NULL},
                                       {0}};
    expect_update("", seen, "a fail wrong-type # TODO it broke\nb fail escape # TODO it broke\n");
}

Test(expectation_update, sorts_entries_and_keeps_them_as_they_are_written) {
    static const struct seen seen[] = {
        FAIL("a", "escape"), FAIL("a-b", "escape"), FAIL("ab", "escape"), {0}};
    expect_update("ab   fail *  " URL "  until=2020-01-01\na-b fail * " URL "\na fail * " URL "\n",
                  seen,
                  "a fail * " URL "\na-b fail * " URL "\nab   fail *  " URL "  until=2020-01-01\n");
}

Test(expectation_update, takes_out_what_passes_and_what_is_not_there) {
    static const struct seen seen[] = {
        PASS("a"), FAIL("b", "escape"), {"c", AWP_VERDICT_UNSUPPORTED, NULL}, {0}};
    expect_update("a fail * " URL "\nb fail * " URL "\nc fail * " URL "\nd fail * " URL
                  "\ne~x fail * " URL "\n",
                  seen, "b fail * " URL "\ne~x fail * " URL "\n");
}

Test(expectation_update, a_pattern_that_is_wrong_about_a_case_makes_room_for_the_others) {
    static const struct seen seen[] = {
        FAIL("a-1", "escape"), PASS("a-2"), FAIL("a-3", "escape"), FAIL("a-4", "wrong-type"), {0}};
    expect_update("a-* fail escape # long ago reports/findings/a.md until=2030-01-01 max=4\n", seen,
                  "a-1 fail escape # long ago reports/findings/a.md until=2030-01-01\n"
                  "a-3 fail escape # long ago reports/findings/a.md until=2030-01-01\n"
                  "a-4 fail wrong-type # TODO it broke\n");
}

Test(expectation_update, no_comment_is_lost) {
    static const struct seen seen[] = {FAIL("a", "escape"), PASS("b"), FAIL("c", "escape"), {0}};
    expect_update("# head\n\n# of c\nc fail * " URL "\n# of b\nb fail * " URL
                  "\n# of a\n#  too\na fail * " URL "\n# tail\n",
                  seen,
                  "# head\n# tail\n# of b\n\n# of a\n#  too\na fail * " URL
                  "\n# of c\nc fail * " URL "\n");
}

Test(expectation_update, what_is_known_to_come_and_go_stays) {
    static const struct seen seen[] = {
        PASS("a"), {"b", AWP_VERDICT_FLAKY, NULL}, FAIL("c", "escape"), {0}};
    static const char text[] = "a flaky * " URL "\nb flaky * " URL "\nc flaky escape " URL "\n";
    expect_update(text, seen, text);
    cr_expect_null(awp_expectations_refusal(&list));
}

Test(expectation_update, results_that_say_nothing_lasting_are_refused) {
    static const struct {
        const char *entry;
        enum awp_verdict verdict;
        const char *refusal;
    } rows[] = {
        {"", AWP_VERDICT_CRASH, "the testee crashed"},
        {"", AWP_VERDICT_HANG, "the testee hung"},
        {"", AWP_VERDICT_PROTOCOL_ERROR, "the testee broke the protocol"},
        {"", AWP_VERDICT_FLAKY, "a case came to different verdicts"},
        {"", AWP_VERDICT_NOT_RUN, "the run ended before its end"},
        {"", AWP_VERDICT_INFRASTRUCTURE, "the testee could not be run"},
        {"a fail * " URL, AWP_VERDICT_CRASH, "the testee crashed"},
        {"a crash * " URL, AWP_VERDICT_NOT_RUN, "the run ended before its end"},
        {"a crash * " URL, AWP_VERDICT_CRASH, NULL},
        {"a hang hang " URL, AWP_VERDICT_HANG, NULL},
        {"", AWP_VERDICT_UNSUPPORTED, NULL},
        {"", AWP_VERDICT_PASS, NULL},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct seen seen[] = {{"a", rows[i].verdict, NULL}, {0}};
        run(rows[i].entry, seen);
        const char *refusal = awp_expectations_refusal(&list);
        cr_expect_eq(refusal == NULL, rows[i].refusal == NULL, "row %zu", i);
        if (refusal != NULL && rows[i].refusal != NULL) {
            cr_expect_str_eq(refusal, rows[i].refusal);
        }
    }
}
