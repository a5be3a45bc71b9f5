/* SPDX-License-Identifier: Apache-2.0 */
/* One run with hostile texts in every place, and the comparison with golden files. */
#include "fixed_run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

/* All that a report must survive, in one text. */
#define HOSTILE                                                                                    \
    "<script>alert(\"1\")</script>\0\x1b[2J]]>&'\xff\xc3(\xed\xa0\x80\xc2\x9b"                     \
    "31m\xe2\x80\xaeobrut\xe2\x80\xa8 # \\ \r\n\tnot ok 99 - "                                     \
    "\xc3\xa9\xf0\x9f\x92\xa5\xf3\xa0\x81\x81"

static const struct awp_report_text rules[] = {TEXT("R5"), TEXT("R9")};
static const struct awp_report_text flags[] = {TEXT("code-source"), TEXT("plain-answer")};
static const struct awp_report_text sources[] = {TEXT("spec"),
                                                 TEXT("https://example.com/?a=1&b=<2>")};

static const struct awp_report_clause clauses[] = {
    {TEXT("R5"), TEXT("Where an error's code is"), AWP_LEVEL_MUST,
     TEXT("In the first of `these`.")},
    {TEXT("R6.1"), TEXT("How a candidate is [cleaned](1)"), AWP_LEVEL_SHOULD,
     TEXT("It is cut before its first `#`, {0} too.")},
};

const struct awp_report_run fixed_run = {
    .suite_version = TEXT("0.1.0"),
    .cases_sha256 = TEXT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    .filter = TEXT("header-* \"quoted\"\x1b[0m"),
    .options = TEXT("--strict --timeout 0.5"),
    .is_shuffled = true,
    .seed = UINT64_C(18446744073709551615),
    .jobs = 4,
    .repeat = 3,
    .testee_name = TEXT("bad]]><b>\x1b[31mname"),
    .testee_version = TEXT("1.44.5"),
    .testee_language = TEXT("python"),
    .testee_runtime = TEXT("CPython 3.11.7"),
    .testee_command = TEXT("testees/bad/run --flag '\xff'"),
    .started_at = TEXT("2026-11-22T16:25:04Z"),
    .selected = 13,
    .clauses = clauses,
    .clause_count = 2,
};

#define CASE(slug, is_level, at_line)                                                              \
    .id = TEXT(slug), .title = TEXT("The header alone names a modeled error"),                     \
    .why = TEXT("Its users catch the wrong exception."), .level = (is_level), .rules = rules,      \
    .rule_count = 2, .sources = sources, .source_count = 2, .flags = flags, .flag_count = 2,       \
    .file = TEXT("conformance/cases/errors/rest-json-discriminator.json"), .line = (at_line),      \
    .broken_level = (is_level), .input = TEXT("HTTP 401\nx-amzn-ErrorType: A\n\n{\"a\":1}"),       \
    .want = TEXT("{\"kind\":\"unknown\",\"code\":\"A\"}"),                                         \
    .replay = TEXT("awsproof run --testee 'testees/bad/run' " slug), .duration_us = 1234

const struct awp_report_result fixed_results[] = {
    {CASE("plain-pass", AWP_LEVEL_MUST, 5), .verdict = AWP_VERDICT_PASS,
     .got = TEXT("{\"kind\":\"unknown\",\"code\":\"A\"}")},
    {CASE("chosen-pass", AWP_LEVEL_MAY, 25), .verdict = AWP_VERDICT_PASS,
     .choice = TEXT("first-member-wins"), .got = TEXT("{\"kind\":\"unknown\",\"code\":\"B\"}")},
    {.id = TEXT("hostile-fail"),
     .title = TEXT("A title\nnot ok 2 - of two lines # TODO " HOSTILE),
     .why = TEXT(HOSTILE),
     .level = AWP_LEVEL_SHOULD,
     .rules = sources,
     .rule_count = 2,
     .sources = sources,
     .source_count = 2,
     .file = TEXT("cases/\x1b]0;" HOSTILE ".json"),
     .line = 7,
     .verdict = AWP_VERDICT_FAIL,
     .required = true,
     .broken_level = AWP_LEVEL_MUST,
     .failure = TEXT("wrong-" HOSTILE),
     .reason = TEXT(HOSTILE),
     .choice = TEXT(HOSTILE),
     .input = TEXT("HTTP 500\nx: " HOSTILE "\n\n" HOSTILE),
     .want = TEXT("{\"kind\" : \"unknown\",\n \"code\": \"\\u0000\\\"\xe2\x80\xae\x7f\"}"),
     .got = TEXT(HOSTILE),
     .difference_path = TEXT("$.value." HOSTILE),
     .difference = TEXT(HOSTILE),
     .stderr_tail = TEXT(HOSTILE "\n" HOSTILE),
     .replay = TEXT("awsproof run " HOSTILE),
     .duration_us = 999999},
    {CASE("excused-fail", AWP_LEVEL_MAY, 45), .verdict = AWP_VERDICT_FAIL,
     .failure = TEXT("other-outcome"), .reason = TEXT("another code"),
     .got = TEXT("{\"kind\":\"unknown\",\"code\":\"B\"}"), .difference_path = TEXT("$.code"),
     .difference = TEXT("want \"A\", got \"B\"")},
    {CASE("crash", AWP_LEVEL_MUST, 65), .verdict = AWP_VERDICT_CRASH, .required = true,
     .reason = TEXT("killed by SIGSEGV"), .stderr_tail = TEXT("Segmentation fault\n")},
    {CASE("hang", AWP_LEVEL_SHOULD, 85), .verdict = AWP_VERDICT_HANG, .required = true,
     .reason = TEXT("no answer within 5000 ms")},
    {CASE("protocol-error", AWP_LEVEL_SHOULD, 105), .verdict = AWP_VERDICT_PROTOCOL_ERROR,
     .required = true, .reason = TEXT("not an outcome"),
     .got = TEXT("{\"type\":\"outcome\",\"id\":")},
    {CASE("unsupported", AWP_LEVEL_MUST, 125), .verdict = AWP_VERDICT_UNSUPPORTED,
     .reason = TEXT("feature \"functions\" is not claimed # by it")},
    {CASE("expected-failure", AWP_LEVEL_SHOULD, 145), .verdict = AWP_VERDICT_EXPECTED_FAILURE,
     .reason = TEXT("known, https://example.com/1"),
     .got = TEXT("{\"kind\":\"rejected\",\"class\":\"ParserError\",\"message\":\"x\"}")},
    {CASE("unexpected-pass", AWP_LEVEL_MUST, 165), .verdict = AWP_VERDICT_UNEXPECTED_PASS,
     .reason = TEXT("expected to fail"), .got = TEXT("{\"kind\":\"unknown\",\"code\":\"A\"}")},
    {CASE("flaky", AWP_LEVEL_MUST, 185), .verdict = AWP_VERDICT_FLAKY, .required = true,
     .reason = TEXT("pass, then fail"), .got = TEXT("{\"kind\":\"result\",\"value\":{}}")},
    {CASE("not-run", AWP_LEVEL_MUST, 205), .verdict = AWP_VERDICT_NOT_RUN},
    {CASE("infrastructure", AWP_LEVEL_MUST, 225), .verdict = AWP_VERDICT_INFRASTRUCTURE,
     .reason = TEXT("the testee could not be started")},
};

const struct awp_report_totals fixed_totals = {
    .verdicts = {[AWP_VERDICT_PASS] = 2,
                 [AWP_VERDICT_FAIL] = 2,
                 [AWP_VERDICT_CRASH] = 1,
                 [AWP_VERDICT_HANG] = 1,
                 [AWP_VERDICT_PROTOCOL_ERROR] = 1,
                 [AWP_VERDICT_UNSUPPORTED] = 1,
                 [AWP_VERDICT_EXPECTED_FAILURE] = 1,
                 [AWP_VERDICT_UNEXPECTED_PASS] = 1,
                 [AWP_VERDICT_FLAKY] = 1,
                 [AWP_VERDICT_NOT_RUN] = 1,
                 [AWP_VERDICT_INFRASTRUCTURE] = 1},
    .passed = {[AWP_LEVEL_MUST] = 1, [AWP_LEVEL_SHOULD] = 0, [AWP_LEVEL_MAY] = 1},
    .selected = {[AWP_LEVEL_MUST] = 7, [AWP_LEVEL_SHOULD] = 4, [AWP_LEVEL_MAY] = 2},
    .must = {[AWP_VERDICT_PASS] = 1,
             [AWP_VERDICT_CRASH] = 1,
             [AWP_VERDICT_UNSUPPORTED] = 1,
             [AWP_VERDICT_UNEXPECTED_PASS] = 1,
             [AWP_VERDICT_FLAKY] = 1,
             [AWP_VERDICT_NOT_RUN] = 1,
             [AWP_VERDICT_INFRASTRUCTURE] = 1},
    .known_flaky = 1,
    .required_failures = 5,
    .raw_not_compared = 3,
    .noise_lines = 4,
    .restarts = 2,
    .stopped = "--max-restarts 2 reached \x1b[2J",
    .exit_status = 3,
    .duration_us = 12345678,
};

static struct rendered render(const char *name, struct awp_report_style style,
                              const struct awp_report_run *run,
                              const struct awp_report_result *results,
                              const struct awp_report_totals *totals) {
    struct rendered report = {NULL, 0};
    FILE *const out = open_memstream(&report.data, &report.len);
    cr_assert_not_null(out);
    const struct awp_report_writer *const writer = awp_report_writer_find(name);
    cr_assert_not_null(writer, "no writer is called %s", name);
    struct awp_report_sink *const sink = awp_report_open(writer, run, out, style);
    cr_assert_not_null(sink);
    for (size_t i = 0; i < run->selected; i++) {
        awp_report_add(sink, &results[i]);
    }
    cr_assert(awp_report_close(sink, totals));
    cr_assert_eq(fclose(out), 0);
    return report;
}

struct rendered render_fixed_run(const char *writer, struct awp_report_style style) {
    return render(writer, style, &fixed_run, fixed_results, &fixed_totals);
}

struct rendered render_result(const char *writer, const struct awp_report_result *result) {
    struct awp_report_run run = fixed_run;
    run.selected = 1;
    struct awp_report_totals totals = {.duration_us = 1};
    totals.verdicts[result->verdict] = 1;
    totals.selected[result->level] = 1;
    return render(writer, (struct awp_report_style){0}, &run, result, &totals);
}

struct rendered render_results(const char *writer, const struct awp_report_result *results,
                               size_t count, const struct awp_report_totals *totals) {
    struct awp_report_run run = fixed_run;
    run.selected = count;
    return render(writer, (struct awp_report_style){0}, &run, results, totals);
}

static struct rendered read_golden(const char *path) {
    FILE *const file = fopen(path, "rb");
    cr_assert_not_null(file, "%s is missing; AWP_UPDATE_GOLDEN=1 writes it", path);
    cr_assert_eq(fseek(file, 0, SEEK_END), 0);
    const long len = ftell(file);
    cr_assert_geq(len, 0);
    rewind(file);
    struct rendered golden = {malloc((size_t)len + 1), (size_t)len};
    cr_assert_not_null(golden.data);
    cr_assert_eq(fread(golden.data, 1, golden.len, file), golden.len);
    cr_assert_eq(fclose(file), 0);
    return golden;
}

static void write_golden(const char *path, struct rendered report) {
    FILE *const file = fopen(path, "wb");
    cr_assert_not_null(file, "%s cannot be written", path);
    cr_assert_eq(fwrite(report.data, 1, report.len, file), report.len);
    cr_assert_eq(fclose(file), 0);
}

void assert_golden(const char *name, struct rendered report) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", AWP_GOLDEN_DIR, name);
    const char *const update = getenv("AWP_UPDATE_GOLDEN");
    if (update != NULL && strcmp(update, "1") == 0) {
        write_golden(path, report);
        return;
    }
    const struct rendered golden = read_golden(path);
    size_t same = 0;
    while (same < golden.len && same < report.len && golden.data[same] == report.data[same]) {
        same++;
    }
    cr_assert(same == golden.len && same == report.len,
              "%s: the first byte that differs is at %zu (%zu bytes wanted, %zu written)", path,
              same, golden.len, report.len);
    free(golden.data);
}

bool contains(struct rendered report, const char *text) {
    return memmem(report.data, report.len, text, strlen(text)) != NULL;
}
