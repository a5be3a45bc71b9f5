/* SPDX-License-Identifier: Apache-2.0 */
/* One matrix with hostile texts in every place. */
#include "fixed_matrix.h"

#include <criterion/criterion.h>
#include <string.h>

#include "fixed_fuzzing.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

/* All that a page must survive, in one text. */
#define HOSTILE                                                                                    \
    "</td></table><script>alert(1)</script><!-- \0\x1b[2J ]]>&\"'\xff\xc3(\xe2\x80\xae"            \
    "obrut\r\n| # @all [x](javascript:alert(1)) `~~*_$a$_*~~` \\| https://example.com \xc3\xa9"

static const struct awp_report_text first_rule[] = {TEXT("R5"), TEXT("R9.1")};
static const struct awp_report_text second_rule[] = {TEXT("X1.2"), TEXT(HOSTILE)};

static const struct awp_report_text first_sources[] = {TEXT("spec"),
                                                       TEXT("https://example.com/issues/1")};
static const struct awp_report_text second_sources[] = {TEXT("javascript:alert(1)"), TEXT(HOSTILE)};
static const struct awp_report_text first_flags[] = {TEXT("code-source"), TEXT("plain-answer")};
static const struct awp_report_text second_flags[] = {TEXT("code-source"), TEXT(HOSTILE)};

static const struct awp_matrix_clause first_clauses[] = {
    {TEXT("R5.1"), AWP_LEVEL_MUST, TEXT("The header `x-amzn-errortype` comes first.")},
    {TEXT("R5.2"), AWP_LEVEL_MAY, TEXT("Seen: `code`; a refusal & no more.")},
};
static const struct awp_matrix_clause second_clauses[] = {
    {TEXT("X1.2"), AWP_LEVEL_SHOULD, TEXT("In well-formed UTF-8.")},
};
static const struct awp_matrix_rule rules[] = {
    {TEXT("R5"), TEXT("Where an error's code is"), first_clauses, 2},
    {TEXT("D1"), TEXT("A rule without cases"), NULL, 0},
    {TEXT("X1"), TEXT("What is an XML document"), second_clauses, 1},
};

#define CASE(slug, is_level, at_line)                                                              \
    {                                                                                              \
        .id = TEXT(slug), .title = TEXT("The header alone names a modeled error"),                 \
        .level = (is_level), .rules = first_rule, .rule_count = 2,                                 \
        .why = TEXT("Who looks at the body alone loses the name."), .sources = first_sources,      \
        .source_count = 2, .flags = first_flags, .flag_count = 2,                                  \
        .input = TEXT("HTTP 401\nx-amzn-errortype: A\n\n{}"), .input_bytes = 33,                   \
        .want = TEXT("{\"kind\":\"unknown\",\"code\":\"A\"}"),                                     \
        .file = TEXT("conformance/cases/a.json"), .line = (at_line),                               \
        .link = TEXT("../../conformance/cases/a.json#L5")                                          \
    }

static const struct awp_matrix_case cases[FIXED_CASES] = {
    [FIXED_ALL_PASS] = CASE("all-pass", AWP_LEVEL_MUST, 5),
    [FIXED_FAIL] = CASE("one-fails", AWP_LEVEL_MUST, 6),
    [FIXED_MAY_CHOSEN] = CASE("may-chosen", AWP_LEVEL_MAY, 7),
    [FIXED_MAY_REFERENCE] = CASE("may-as-reference", AWP_LEVEL_MAY, 8),
    [FIXED_UNASKED] = CASE("unasked", AWP_LEVEL_SHOULD, 9),
    [FIXED_HOSTILE] = {.id = TEXT("hostile " HOSTILE),
                       .title = TEXT(HOSTILE),
                       .level = AWP_LEVEL_SHOULD,
                       .rules = second_rule,
                       .rule_count = 2,
                       .why = TEXT(HOSTILE),
                       .sources = second_sources,
                       .source_count = 2,
                       .flags = second_flags,
                       .flag_count = 2,
                       .input = TEXT("HTTP 500\nx: y \n\n" HOSTILE),
                       .input_bytes = 1000000,
                       .want = TEXT(HOSTILE),
                       .file = TEXT("cases/" HOSTILE),
                       .line = 7,
                       .link = TEXT("javascript:alert(1) \"><script>" HOSTILE),
                       .rule = 2},
    [FIXED_CRASH] = CASE("crash", AWP_LEVEL_MUST, 10),
    [FIXED_HANG] = CASE("hang", AWP_LEVEL_SHOULD, 11),
    [FIXED_PROTOCOL_ERROR] = CASE("protocol-error", AWP_LEVEL_SHOULD, 12),
    [FIXED_KNOWN_FAIL] = CASE("known-fail", AWP_LEVEL_SHOULD, 13),
    [FIXED_KNOWN_CRASH] = CASE("known-crash", AWP_LEVEL_SHOULD, 14),
    [FIXED_STALE] = CASE("stale", AWP_LEVEL_SHOULD, 15),
    [FIXED_FLAKY] = CASE("flaky", AWP_LEVEL_SHOULD, 16),
    [FIXED_NOT_RUN] = CASE("not-run", AWP_LEVEL_SHOULD, 17),
};

static const struct awp_report_text transports[] = {TEXT("inline"), TEXT("http")};
static const struct awp_matrix_finding findings[] = {
    {TEXT("../findings/bad-header.md"), TEXT("It looks at no header")},
    {TEXT("javascript:alert(1)\"><script>"), TEXT(HOSTILE)},
};

static const struct awp_matrix_testee testees[FIXED_TESTEES] = {
    [FIXED_GOOD] = {.key = TEXT("good"),
                    .name = TEXT("good-sdk"),
                    .version = TEXT("1.2.3"),
                    .language = TEXT("C"),
                    .command = TEXT("testees/good/run"),
                    .replay = TEXT("awsproof run --testee testees/good/run"),
                    .transports = transports,
                    .transport_count = 1},
    [FIXED_BAD] = {.key = TEXT("bad"),
                   .name = TEXT("bad " HOSTILE),
                   .version = TEXT("9 " HOSTILE),
                   .language = TEXT("python " HOSTILE),
                   .runtime = TEXT("CPython " HOSTILE),
                   .command = TEXT("testees/bad/run " HOSTILE),
                   .replay = TEXT("awsproof run --testee 'testees/bad/run " HOSTILE "'"),
                   .transports = transports,
                   .transport_count = 2,
                   .trouble = TEXT("--max-restarts 2 reached " HOSTILE),
                   .raw_not_compared = 3,
                   .noise_lines = 4,
                   .restarts = 2,
                   .findings = findings,
                   .finding_count = 2},
    [FIXED_DEAD] = {.key = TEXT("dead"),
                    .command = TEXT("testees/dead/run"),
                    .trouble = TEXT("it did not say hello")},
};

#define PASSES                                                                                     \
    { .verdict = AWP_VERDICT_PASS }
#define FAILS(is_verdict, class, is_level)                                                         \
    {                                                                                              \
        .verdict = AWP_VERDICT_##is_verdict, .broken_level = (is_level), .failure = TEXT(class),   \
        .reason = TEXT("the reason; known (bad/expectations.txt:2): it looks at no header "        \
                       "reports/findings/bad-header.md"),                                          \
        .got = TEXT("{\"kind\":\"unknown\",\"code\":\"B\"}"), .difference_path = TEXT("$.code"),   \
        .difference = TEXT("want \"A\", got \"B\"")                                                \
    }

#define AT(testee, golden) [(testee)*FIXED_CASES + (golden)]

static const struct awp_matrix_cell cells[FIXED_TESTEES * FIXED_CASES] = {
    AT(FIXED_GOOD, FIXED_ALL_PASS) = PASSES,
    AT(FIXED_GOOD, FIXED_MAY_CHOSEN) = {.verdict = AWP_VERDICT_PASS,
                                        .choice = TEXT("first-member")},
    AT(FIXED_GOOD, FIXED_UNASKED) = {.verdict = AWP_VERDICT_UNSUPPORTED,
                                     .reason = TEXT("not claimed")},
    AT(FIXED_BAD, FIXED_ALL_PASS) = PASSES,
    AT(FIXED_BAD, FIXED_FAIL) = FAILS(FAIL, "lost-error", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_MAY_CHOSEN) = FAILS(FAIL, "escape", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_MAY_REFERENCE) = PASSES,
    AT(FIXED_BAD, FIXED_UNASKED) = {.verdict = AWP_VERDICT_UNSUPPORTED},
    AT(FIXED_BAD, FIXED_HOSTILE) = {.verdict = AWP_VERDICT_FAIL,
                                    .broken_level = AWP_LEVEL_SHOULD,
                                    .failure = TEXT("silent-loss"),
                                    .reason = TEXT(HOSTILE),
                                    .choice = TEXT(HOSTILE),
                                    .got = TEXT(HOSTILE),
                                    .difference_path = TEXT("$." HOSTILE),
                                    .difference = TEXT(HOSTILE),
                                    .stderr_tail = TEXT(HOSTILE),
                                    .replay = TEXT("awsproof run --variant x " HOSTILE)},
    AT(FIXED_BAD, FIXED_CRASH) = FAILS(CRASH, "crash", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_HANG) = FAILS(HANG, "hang", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_PROTOCOL_ERROR) = FAILS(PROTOCOL_ERROR, "protocol_error", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_KNOWN_FAIL) = FAILS(EXPECTED_FAILURE, "other-outcome", AWP_LEVEL_SHOULD),
    AT(FIXED_BAD, FIXED_KNOWN_CRASH) = FAILS(EXPECTED_FAILURE, "crash", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_STALE) = {.verdict = AWP_VERDICT_UNEXPECTED_PASS,
                                  .broken_level = AWP_LEVEL_MUST,
                                  .reason = TEXT("it passes")},
    AT(FIXED_BAD, FIXED_FLAKY) = FAILS(FLAKY, "flaky", AWP_LEVEL_MUST),
    AT(FIXED_BAD, FIXED_NOT_RUN) = {.verdict = AWP_VERDICT_NOT_RUN},
#define DEAD(golden)                                                                               \
    AT(FIXED_DEAD, golden) = {.verdict = AWP_VERDICT_INFRASTRUCTURE, .reason = TEXT("no hello")}
    DEAD(FIXED_ALL_PASS),
    DEAD(FIXED_FAIL),
    DEAD(FIXED_MAY_CHOSEN),
    DEAD(FIXED_MAY_REFERENCE),
    DEAD(FIXED_UNASKED),
    DEAD(FIXED_HOSTILE),
    DEAD(FIXED_CRASH),
    DEAD(FIXED_HANG),
    DEAD(FIXED_PROTOCOL_ERROR),
    DEAD(FIXED_KNOWN_FAIL),
    DEAD(FIXED_KNOWN_CRASH),
    DEAD(FIXED_STALE),
    DEAD(FIXED_FLAKY),
    DEAD(FIXED_NOT_RUN),
};

const struct awp_matrix fixed_matrix = {
    .suite_version = TEXT("0.1.0"),
    .cases_sha256 = TEXT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    .filter = TEXT("header-* " HOSTILE),
    .options = TEXT("--timeout 0.5 --jobs 2"),
    .started_at = TEXT("2026-11-22T16:25:04Z"),
    .system = TEXT("Linux 6.1.0"),
    .machine = TEXT("x86_64"),
    .cpus = 2,
    .is_partial = true,
    .is_checked = true,
    .rules = rules,
    .rule_count = 3,
    .cases = cases,
    .case_count = FIXED_CASES,
    .testees = testees,
    .testee_count = FIXED_TESTEES,
    .cells = cells,
    .fuzzing = &fixed_fuzzing,
};

struct rendered render_matrix(const char *name, const struct awp_matrix *matrix) {
    struct rendered page = {NULL, 0};
    size_t count;
    const struct awp_matrix_writer *const *const writers = awp_matrix_writer_list(&count);
    size_t i = 0;
    while (i < count && strcmp(writers[i]->name, name) != 0) {
        i++;
    }
    cr_assert_lt(i, count, "there is no writer %s", name);
    FILE *const out = open_memstream(&page.data, &page.len);
    cr_assert_not_null(out);
    writers[i]->write(out, matrix);
    cr_assert_eq(fclose(out), 0);
    return page;
}
