/* SPDX-License-Identifier: Apache-2.0 */
/* A history as JSON lines: the head; each decoder with its runs, changes and flaky cases; the end.
 */
#include <inttypes.h>
#include <string.h>

#include "history_view.h"
#include "json_line.h"
#include "matrix_view.h"
#include "sink.h"

/* As in a program: "newly_failing". */
static const char *const kinds[AWP_HISTORY_KIND_COUNT] = {
    [AWP_HISTORY_NEWLY_FAILING] = "newly_failing",
    [AWP_HISTORY_NEWLY_PASSING] = "newly_passing",
    [AWP_HISTORY_FAILS_OTHERWISE] = "failing_otherwise",
    [AWP_HISTORY_NEW] = "new",
    [AWP_HISTORY_SAME] = "same",
};

static void write_head(FILE *out, const struct awp_history *history) {
    (void)fputs("{\"type\":\"history\",\"format\":1", out);
    awp_json_line_member(out, ",", "store", history->store);
    awp_json_line_optional(out, "since", history->since);
    (void)fprintf(out, ",\"testees\":%zu", history->testee_count);
    awp_json_line_end(out);
}

static void write_testee(FILE *out, const struct awp_history_testee *testee) {
    size_t counts[AWP_HISTORY_KIND_COUNT];
    size_t new_failing;
    awp_history_count(testee, counts, &new_failing);
    (void)fputs("{\"type\":\"testee\"", out);
    awp_json_line_member(out, ",", "name", testee->name);
    (void)fprintf(out, ",\"runs\":%zu,\"newest\":%" PRIu64, testee->run_count - testee->first,
                  testee->runs[testee->run_count - 1].number);
    if (testee->base < testee->run_count) {
        (void)fprintf(out, ",\"base\":%" PRIu64, testee->runs[testee->base].number);
        for (size_t kind = 0; kind < AWP_HISTORY_KIND_COUNT; kind++) {
            (void)fprintf(out, ",\"%s\":%zu", kinds[kind], counts[kind]);
        }
        (void)fprintf(out, ",\"new_failing\":%zu,\"not_judged\":%zu,\"other_cases\":%s",
                      new_failing, testee->not_asked,
                      awp_history_has_other_cases(testee) ? "true" : "false");
    }
    (void)fprintf(out, ",\"flaky\":%zu", testee->flaky_count);
    awp_json_line_end(out);
}

static void write_run(FILE *out, struct awp_report_text testee, const struct awp_history_run *run) {
    (void)fprintf(out, "{\"type\":\"run\",\"run\":%" PRIu64, run->number);
    awp_json_line_member(out, ",", "testee", testee);
    awp_json_line_member(out, ",", "version", run->version);
    awp_json_line_optional(out, "runtime", run->runtime);
    awp_json_line_member(out, ",", "started_at", run->started_at);
    awp_json_line_member(out, ",", "suite_version", run->suite_version);
    awp_json_line_member(out, ",", "cases_sha256", run->cases_sha256);
    awp_json_line_optional(out, "filter", run->filter);
    awp_json_line_optional(out, "options", run->options);
    awp_json_line_optional(out, "shuffle_seed", run->seed);
    awp_json_line_optional(out, "trouble", run->trouble);
    (void)fprintf(out, ",\"partial\":%s", run->is_partial ? "true" : "false");
    awp_json_line_verdicts(out, "seen", run->sums.seen);
    awp_matrix_write_levels(out, &run->sums);
    (void)fprintf(out,
                  ",\"escapes\":%zu,\"lost_errors\":%zu,\"silent_losses\":%zu,\"breaks_must\":%zu"
                  ",\"known\":%zu",
                  run->sums.escapes, run->sums.lost_errors, run->sums.silent_losses,
                  run->sums.breaks_must, run->sums.known);
    awp_json_line_end(out);
}

static void write_side(FILE *out, const char *name, const struct awp_diff_side *side,
                       uint64_t run) {
    (void)fprintf(out, ",\"%s\":{\"verdict\":\"%s\"", name, awp_verdict_name(side->verdict));
    awp_json_line_optional(out, "class", side->failure);
    awp_json_line_optional(out, "choice", side->choice);
    (void)fprintf(out, ",\"run\":%" PRIu64 "}", run);
}

/* Slugs with blanks between, as a list. */
static void write_flags(FILE *out, struct awp_report_text flags) {
    (void)fputs(",\"flags\":[", out);
    for (size_t at = 0; at < flags.len;) {
        const char *const start = flags.ptr + at;
        const char *const blank = memchr(start, ' ', flags.len - at);
        const size_t len = blank == NULL ? flags.len - at : (size_t)(blank - start);
        (void)fputs(at == 0 ? "" : ",", out);
        awp_json_line_string(out, (struct awp_report_text){start, len});
        at += len + 1;
    }
    (void)fputc(']', out);
}

static void write_change(FILE *out, const struct awp_history_testee *testee,
                         const struct awp_history_line *line) {
    (void)fprintf(out, "{\"type\":\"change\",\"kind\":\"%s\"", kinds[awp_history_kind(line)]);
    awp_json_line_member(out, ",", "testee", testee->name);
    awp_json_line_member(out, ",", "case", line->id);
    (void)fprintf(out, ",\"level\":\"%s\"", awp_level_name(line->level));
    if (line->flags.len > 0) {
        write_flags(out, line->flags);
    }
    if (line->before.is_there) {
        write_side(out, "before", &line->before, line->before_run);
    }
    write_side(out, "after", &line->after, testee->runs[testee->run_count - 1].number);
    awp_json_line_end(out);
}

static void write_flaky(FILE *out, const struct awp_history_testee *testee,
                        const struct awp_history_flaky *flaky) {
    (void)fputs("{\"type\":\"flaky\"", out);
    awp_json_line_member(out, ",", "testee", testee->name);
    awp_json_line_member(out, ",", "case", flaky->id);
    awp_json_line_member(out, ",", "version", flaky->version);
    awp_json_line_member(out, ",", "cases_sha256", flaky->cases_sha256);
    awp_json_line_verdicts(out, "seen", flaky->seen);
    (void)fprintf(out, ",\"other_options\":%s", flaky->has_other_options ? "true" : "false");
    awp_json_line_end(out);
}

/* All that there is of a decoder. How many lines that are. */
static size_t write_all(FILE *out, const struct awp_history_testee *testee, bool shows_all) {
    size_t lines = 1;
    write_testee(out, testee);
    for (size_t i = testee->first; i < testee->run_count; i++) {
        write_run(out, testee->name, &testee->runs[i]);
        lines++;
    }
    for (size_t i = 0; i < testee->line_count; i++) {
        if (shows_all || awp_history_kind(&testee->lines[i]) != AWP_HISTORY_SAME) {
            write_change(out, testee, &testee->lines[i]);
            lines++;
        }
    }
    for (size_t i = 0; i < testee->flaky_count; i++) {
        write_flaky(out, testee, &testee->flaky[i]);
        lines++;
    }
    return lines;
}

static void write(FILE *out, const struct awp_history *history, bool shows_all) {
    size_t lines = 0;
    write_head(out, history);
    for (size_t i = 0; i < history->testee_count; i++) {
        lines += write_all(out, &history->testees[i], shows_all);
    }
    (void)fprintf(out, "{\"type\":\"end\",\"lines\":%zu,\"newly_failing\":%zu", lines,
                  awp_history_newly_failing(history));
    awp_json_line_end(out);
}

const struct awp_history_writer awp_history_jsonl = {.name = "jsonl", .write = write};
