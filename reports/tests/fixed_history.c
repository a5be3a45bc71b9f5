/* SPDX-License-Identifier: Apache-2.0 */
/* One history with hostile texts in every place. */
#include "fixed_history.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
#define HOSTILE                                                                                    \
    "|</details></script><script>alert(1)</script>\x1b[2J\0\xff\n@all #1 *_`[x](y) \"'&"           \
    "\xe2\x80\xae"

#define SEEN(is_verdict, class, chosen)                                                            \
    {                                                                                              \
        .is_there = true, .verdict = AWP_VERDICT_##is_verdict, .failure = TEXT(class),             \
        .choice = TEXT(chosen)                                                                     \
    }

static const struct awp_history_line lines[] = {
    {TEXT("all-pass"), AWP_LEVEL_MUST, TEXT("plain"), SEEN(PASS, "", ""), SEEN(PASS, "", "first"),
     4},
    {TEXT("one-fails"), AWP_LEVEL_MUST, TEXT("cut other-flag"), SEEN(PASS, "", "first-member"),
     SEEN(FAIL, "escape", ""), 3},
    {TEXT("fresh"), AWP_LEVEL_MAY, {NULL, 0}, {.is_there = false}, SEEN(PASS, "", ""), 0},
    {TEXT("fresh and failing " HOSTILE),
     AWP_LEVEL_MAY,
     {NULL, 0},
     {.is_there = false},
     SEEN(HANG, "hang", ""),
     0},
    {TEXT("hostile " HOSTILE), AWP_LEVEL_SHOULD, TEXT("cut"), SEEN(UNEXPECTED_PASS, "", HOSTILE),
     SEEN(EXPECTED_FAILURE, HOSTILE, ""), 4},
    {TEXT("known"),
     AWP_LEVEL_SHOULD,
     {NULL, 0},
     SEEN(FAIL, "escape", ""),
     SEEN(EXPECTED_FAILURE, "escape", ""),
     4},
    {TEXT("mended"),
     AWP_LEVEL_SHOULD,
     {NULL, 0},
     SEEN(CRASH, "crash", ""),
     SEEN(PASS, "", "first-member"),
     4},
    {TEXT("otherwise"),
     AWP_LEVEL_SHOULD,
     {NULL, 0},
     SEEN(FAIL, "escape", ""),
     SEEN(FAIL, "lost-error", ""),
     4},
};

static const struct awp_history_flaky flaky[] = {
    {TEXT("comes-and-goes"), TEXT("1"), TEXT("0123456789abcdef"),
     .seen = {[AWP_VERDICT_PASS] = 3, [AWP_VERDICT_HANG] = 1}},
    {TEXT("so too " HOSTILE), TEXT(HOSTILE), TEXT("0123456789abcdef"),
     .seen = {[AWP_VERDICT_FLAKY] = 1, [AWP_VERDICT_FAIL] = 2}, .has_other_options = true},
};

/* So many MUST passed of 40 that are claimed, and one case of each other kind. */
#define SUMS(passes, class_escapes)                                                                \
    {                                                                                              \
        .seen = {[AWP_VERDICT_PASS] = (passes) + 12,                                               \
                 [AWP_VERDICT_FAIL] = 40 - (passes),                                               \
                 [AWP_VERDICT_HANG] = 1,                                                           \
                 [AWP_VERDICT_UNSUPPORTED] = 3},                                                   \
        .passed = {[AWP_LEVEL_MUST] = passes, [AWP_LEVEL_SHOULD] = 12},                            \
        .claimed = {[AWP_LEVEL_MUST] = 40, [AWP_LEVEL_SHOULD] = 13},                               \
        .levels = {[AWP_LEVEL_MUST] = 42, [AWP_LEVEL_SHOULD] = 14}, .breaks_must = 40 - (passes),  \
        .known = 1, .escapes = class_escapes, .lost_errors = 4                                     \
    }

#define RUN(is_number, moment, is_version, is_sums)                                                \
    .number = is_number, .started_at = TEXT(moment), .version = is_version,                        \
    .suite_version = TEXT("0.1.0"), .cases_sha256 = TEXT("0123456789abcdef"), .sums = is_sums

#define DEAD_SUMS                                                                                  \
    {                                                                                              \
        .seen = {[AWP_VERDICT_INFRASTRUCTURE] = 56}, .claimed = {[AWP_LEVEL_MUST] = 56},           \
        .levels = {                                                                                \
            [AWP_LEVEL_MUST] = 56                                                                  \
        }                                                                                          \
    }

static const struct awp_history_run bad_runs[] = {
    {RUN(1, "2026-01-01T00:00:00Z", TEXT("1"), SUMS(30, 5)), .runtime = TEXT("node " HOSTILE)},
    {RUN(3, "2026-01-02T00:00:00Z", TEXT("1"), SUMS(29, 6)), .is_partial = true,
     .filter = TEXT("--level must")},
    {RUN(4, "2026-02-01T00:00:00Z", TEXT("1.1"), SUMS(40, 0)), .options = TEXT("--jobs 2"),
     .seed = TEXT("18446744073709551615")},
    {.number = 7,
     .started_at = TEXT("2026-03-01T00:00:00Z"),
     .version = TEXT("2 " HOSTILE),
     .suite_version = TEXT(HOSTILE),
     .cases_sha256 = TEXT("fedcba9876543210"),
     .trouble = TEXT("it ended: " HOSTILE),
     .sums = SUMS(38, 2)},
};
static const struct awp_history_run one_run[] = {
    {RUN(2, "2026-01-01T00:00:00Z", TEXT("1"), SUMS(40, 0))}};
static const struct awp_history_run dead_runs[] = {
    {RUN(5, "2026-01-01T00:00:00Z", TEXT(""), DEAD_SUMS)},
    {RUN(6, "2026-01-02T00:00:00Z", TEXT(""), DEAD_SUMS)}};

static const struct awp_history_testee testees[] = {
    {.name = TEXT("bad"),
     .runs = bad_runs,
     .run_count = 4,
     .base = 2,
     .first = 0,
     .not_asked = 2,
     .lines = lines,
     .line_count = 8,
     .flaky = flaky,
     .flaky_count = 2},
    {.name = TEXT("dead"), .runs = dead_runs, .run_count = 2, .base = 0, .first = 0},
    {.name = TEXT("hostile " HOSTILE), .runs = one_run, .run_count = 1, .base = 1, .first = 0},
};

const struct awp_history fixed_history = {
    .store = TEXT("runs " HOSTILE ".sqlite"),
    .testees = testees,
    .testee_count = 3,
};

struct rendered render_history(const char *name, const struct awp_history *history,
                               bool shows_all) {
    struct rendered page = {NULL, 0};
    const struct awp_history_writer *const writer = awp_history_writer_find(name);
    cr_assert_not_null(writer);
    FILE *const out = open_memstream(&page.data, &page.len);
    cr_assert_not_null(out);
    writer->write(out, history, shows_all);
    cr_assert_eq(fclose(out), 0);
    return page;
}

struct awp_history *long_history(size_t count) {
    static const char *const versions[] = {"1", "2", "3"};
    struct awp_history *const history = calloc(1, sizeof *history);
    struct awp_history_testee *const testee = calloc(1, sizeof *testee);
    struct awp_history_run *const runs = calloc(count, sizeof *runs);
    struct awp_history_line *const changes = calloc(count, sizeof *changes);
    struct awp_history_flaky *const unsteady = calloc(count, sizeof *unsteady);
    for (size_t i = 0; i < count; i++) {
        runs[i] = bad_runs[0];
        runs[i].number = i + 1;
        runs[i].version = (struct awp_report_text){versions[i % 3], 1};
        changes[i] = lines[1];
        unsteady[i] = flaky[0];
    }
    *testee = testees[0];
    testee->runs = runs;
    testee->lines = changes;
    testee->flaky = unsteady;
    testee->run_count = testee->line_count = testee->flaky_count = count;
    testee->base = count - 2;
    *history = (struct awp_history){.testees = testee, .testee_count = 1};
    return history;
}

void free_history(struct awp_history *history) {
    free((void *)history->testees[0].runs);
    free((void *)history->testees[0].lines);
    free((void *)history->testees[0].flaky);
    free((void *)history->testees);
    free(history);
}
