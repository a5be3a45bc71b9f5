/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the page that says how each decoder fared in the course of time. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "diff_view.h"
#include "history_view.h"
#include "page.h"
#include "page_chart.h"

/* Without --all: so many runs of a decoder, and so many cases of a kind. */
enum { MOST_RUNS = 100, MOST_LINES = 200 };

/* What is being written. */
struct part {
    FILE *out;
    const struct awp_history *history;
    const struct awp_matrix *matrix; /* on the same page; NULL: there is none */
    bool shows_all;
};

static void write_text(FILE *out, struct awp_report_text text) {
    awp_diff_write_text(out, AWP_ESCAPE_XML_TEXT, text);
}

static bool is_equal(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The first run that is to be seen, the oldest being left out where there are many. */
static size_t first_of(const struct part *part, const struct awp_history_testee *testee) {
    const size_t shown = testee->run_count - testee->first;
    return part->shows_all || shown <= MOST_RUNS ? testee->first : testee->run_count - MOST_RUNS;
}

static size_t share_of(const struct awp_matrix_sums *sums, enum awp_level level) {
    return sums->claimed[level] == 0 || awp_matrix_is_silent(sums)
               ? AWP_CHART_NONE
               : sums->passed[level] * 1000 / sums->claimed[level];
}

static size_t passed_of(const struct awp_matrix_sums *sums, size_t series) {
    static const enum awp_level levels[] = {AWP_LEVEL_MUST, AWP_LEVEL_SHOULD, AWP_LEVEL_MAY};
    return share_of(sums, levels[series]);
}

/* A run that heard nothing of the decoder has no failures to count. */
static size_t failures_of(const struct awp_matrix_sums *sums, size_t series) {
    const size_t counts[] = {sums->escapes, sums->seen[AWP_VERDICT_CRASH],
                             sums->seen[AWP_VERDICT_HANG], sums->lost_errors, sums->silent_losses};
    return awp_matrix_is_silent(sums) ? AWP_CHART_NONE : counts[series];
}

static const struct kind {
    const char *id;
    const char *title;
    bool is_share;
    size_t count;
    const char *names[AWP_CHART_MOST_SERIES];
    size_t (*value)(const struct awp_matrix_sums *sums, size_t series);
} kinds[] = {
    {"passed", "Passed, of what is claimed", true, 3, {"MUST", "SHOULD", "MAY"}, passed_of},
    {"failures",
     "Failures that lose the most",
     false,
     5,
     {"escapes", "crashes", "hangs", "lost errors", "silent losses"},
     failures_of},
};

static void write_chart(const struct part *part, const struct awp_history_testee *testee,
                        size_t number, const struct kind *kind) {
    const size_t first = first_of(part, testee);
    const size_t count = testee->run_count - first;
    struct awp_chart_series series[AWP_CHART_MOST_SERIES];
    char id[48];
    size_t *const values = calloc(kind->count * count, sizeof *values);
    if (values == NULL) {
        (void)fputs("<p>There was no memory to draw this.</p>\n", part->out);
        return;
    }
    for (size_t s = 0; s < kind->count; s++) {
        series[s] = (struct awp_chart_series){kind->names[s], values + s * count};
        for (size_t i = 0; i < count; i++) {
            series[s].values[i] = kind->value(&testee->runs[first + i].sums, s);
        }
    }
    (void)snprintf(id, sizeof id, "trends-%zu-%s", number, kind->id);
    const struct awp_chart chart = {.id = id,
                                    .title = kind->title,
                                    .is_share = kind->is_share,
                                    .series = series,
                                    .series_count = kind->count,
                                    .runs = testee->runs + first,
                                    .run_count = count};
    awp_chart_write(part->out, &chart);
    free(values);
}

static void write_run(FILE *out, const struct awp_history_run *run) {
    (void)fputs("<tr>", out);
    for (size_t i = 0; i < awp_history_column_count(); i++) {
        const bool is_number = awp_history_column_is_number(i);
        (void)fputs(i == 0      ? "<th scope=\"row\">"
                    : is_number ? "<td class=\"number\">"
                                : "<td>",
                    out);
        awp_history_write_field(out, AWP_ESCAPE_XML_TEXT, run, i);
        (void)fputs(i == 0 ? "</th>" : "</td>", out);
    }
    (void)fputs("</tr>\n", out);
}

/* The runs, the newest first; or of each version its last. */
static void write_runs(const struct part *part, const struct awp_history_testee *testee,
                       const char *title, bool is_of_versions) {
    FILE *const out = part->out;
    (void)fprintf(out,
                  "<details><summary>%s</summary>\n<div class=\"scroller\" tabindex=\"0\" "
                  "role=\"region\" aria-label=\"%s\">\n<table>\n<thead><tr>",
                  title, title);
    for (size_t i = 0; i < awp_history_column_count(); i++) {
        (void)fprintf(out, "<th scope=\"col\">%s</th>", awp_history_column_title(i));
    }
    (void)fputs("</tr></thead>\n<tbody>\n", out);
    for (size_t i = testee->run_count; i > first_of(part, testee); i--) {
        if (!is_of_versions || awp_history_is_last_of_version(testee, i - 1)) {
            write_run(out, &testee->runs[i - 1]);
        }
    }
    (void)fputs("</tbody>\n</table>\n</div>\n</details>\n", out);
}

/* The case on the same page, for the script to make a link of; else its name alone. */
static void write_case(const struct part *part, const struct awp_history_testee *testee,
                       struct awp_report_text id) {
    const size_t cases = part->matrix == NULL ? 0 : part->matrix->case_count;
    const size_t testees = part->matrix == NULL ? 0 : part->matrix->testee_count;
    size_t golden = 0;
    size_t column = 0;
    while (golden < cases && !is_equal(part->matrix->cases[golden].id, id)) {
        golden++;
    }
    while (column < testees && !is_equal(part->matrix->testees[column].key, testee->name)) {
        column++;
    }
    if (golden < cases && column < testees) {
        (void)fprintf(part->out, "<a data-case=\"%zu\" data-at=\"%zu\">", golden, column);
        write_text(part->out, id);
        (void)fputs("</a>", part->out);
        return;
    }
    write_text(part->out, id);
}

static void write_line(const struct part *part, const struct awp_history_testee *testee,
                       const struct awp_history_line *line) {
    FILE *const out = part->out;
    (void)fputs("<tr><th scope=\"row\">", out);
    write_case(part, testee, line->id);
    (void)fprintf(out, "</th><td>%s</td><td>", awp_level_name(line->level));
    if (line->before.is_there) {
        awp_diff_write_side(out, AWP_ESCAPE_XML_TEXT, &line->before);
        (void)fprintf(out, "<small>run %" PRIu64 "</small>", line->before_run);
    } else {
        (void)fputs("not judged before", out);
    }
    (void)fputs("</td><td>", out);
    awp_diff_write_side(out, AWP_ESCAPE_XML_TEXT, &line->after);
    (void)fputs("</td></tr>\n", out);
}

static void write_more(const struct part *part, size_t count) {
    if (!part->shows_all && count > MOST_LINES) {
        (void)fprintf(part->out,
                      "<p>And %zu more; <code>awsproof report --all</code> has them."
                      "</p>\n",
                      count - MOST_LINES);
    }
}

static void write_lines(const struct part *part, const struct awp_history_testee *testee,
                        enum awp_history_kind kind) {
    const char *const name = awp_history_kind_name(kind);
    const char *const failing = kind == AWP_HISTORY_NEW ? ", and failing" : "";
    FILE *const out = part->out;
    size_t count = 0;
    for (size_t i = 0; i < testee->line_count; i++) {
        count += awp_history_is_shown(&testee->lines[i], kind);
    }
    if (count == 0) {
        return;
    }
    (void)fprintf(out,
                  "<details%s><summary>%s%s%s%s: %zu</summary>\n<div class=\"scroller\" "
                  "tabindex=\"0\" role=\"region\" aria-label=\"%s%s\">\n<table "
                  "class=\"changes\">\n<thead><tr>"
                  "<th scope=\"col\">case</th><th scope=\"col\">level</th>"
                  "<th scope=\"col\">before</th><th scope=\"col\">now</th></tr></thead>\n<tbody>\n",
                  kind == AWP_HISTORY_NEWLY_FAILING ? " open" : "",
                  kind == AWP_HISTORY_NEWLY_FAILING ? "<b class=\"tag\">" : "", name,
                  kind == AWP_HISTORY_NEWLY_FAILING ? "</b>" : "", failing, count, name, failing);
    size_t written = 0;
    for (size_t i = 0; i < testee->line_count && (part->shows_all || written < MOST_LINES); i++) {
        if (awp_history_is_shown(&testee->lines[i], kind)) {
            write_line(part, testee, &testee->lines[i]);
            written++;
        }
    }
    (void)fputs("</tbody>\n</table>\n</div>\n", out);
    write_more(part, count);
    (void)fputs("</details>\n", out);
}

static void write_flaky(const struct part *part, const struct awp_history_testee *testee) {
    FILE *const out = part->out;
    if (testee->flaky_count == 0) {
        return;
    }
    (void)fprintf(out, "<details><summary>flaky: %zu</summary>\n<ul>\n", testee->flaky_count);
    for (size_t i = 0; i < testee->flaky_count && (part->shows_all || i < MOST_LINES); i++) {
        (void)fputs("<li>", out);
        write_case(part, testee, testee->flaky[i].id);
        (void)fputs("<small>", out);
        awp_history_write_flaky(out, AWP_ESCAPE_XML_TEXT, &testee->flaky[i]);
        (void)fputs("</small></li>\n", out);
    }
    (void)fputs("</ul>\n", out);
    write_more(part, testee->flaky_count);
    (void)fputs("</details>\n", out);
}

static void write_changes(const struct part *part, const struct awp_history_testee *testee) {
    FILE *const out = part->out;
    (void)fputs("<h3>What changed</h3>\n<p>", out);
    awp_history_write_compared(out, AWP_ESCAPE_XML_TEXT, part->history, testee);
    if (testee->base < testee->run_count) {
        (void)fputs(": ", out);
        awp_history_write_counts(out, testee);
        (void)fputs(awp_history_has_other_cases(testee)
                        ? ". Their cases are not the same: a change may be the case's"
                        : "",
                    out);
    }
    (void)fputs(".</p>\n", out);
    for (size_t kind = 0; kind < AWP_HISTORY_SAME; kind++) {
        write_lines(part, testee, (enum awp_history_kind)kind);
    }
    write_flaky(part, testee);
}

/* "botocore 12 runs, 3 versions; 2 newly failing, 1 flaky" */
static void write_summary(FILE *out, const struct awp_history_testee *testee,
                          const size_t counts[AWP_HISTORY_KIND_COUNT]) {
    const size_t versions = awp_history_version_count(testee);
    const size_t runs = testee->run_count - testee->first;
    (void)fputs("<summary><b>", out);
    write_text(out, testee->name);
    (void)fprintf(out, "</b> %zu run%s, %zu version%s", runs, awp_history_plural(runs), versions,
                  awp_history_plural(versions));
    if (counts[AWP_HISTORY_NEWLY_FAILING] > 0) {
        (void)fprintf(out, ", <b class=\"tag\">%zu newly failing</b>",
                      counts[AWP_HISTORY_NEWLY_FAILING]);
    }
    if (counts[AWP_HISTORY_NEWLY_PASSING] > 0) {
        (void)fprintf(out, ", %zu newly passing", counts[AWP_HISTORY_NEWLY_PASSING]);
    }
    if (testee->flaky_count > 0) {
        (void)fprintf(out, ", %zu flaky", testee->flaky_count);
    }
    (void)fputs("</summary>\n", out);
}

static void write_testee(const struct part *part, size_t number) {
    const struct awp_history_testee *const testee = &part->history->testees[number];
    size_t counts[AWP_HISTORY_KIND_COUNT];
    size_t new_failing;
    FILE *const out = part->out;
    awp_history_count(testee, counts, &new_failing);
    const bool is_open = part->history->testee_count == 1 || counts[AWP_HISTORY_NEWLY_FAILING] > 0;
    (void)fprintf(out, "<details class=\"trend\" id=\"trends-%zu\" data-name=\"", number);
    awp_escape_write(out, AWP_ESCAPE_XML_ATTRIBUTE, testee->name);
    (void)fprintf(out, "\"%s>", is_open ? " open" : "");
    write_summary(out, testee, counts);
    (void)fputs("<div class=\"charts\">\n", out);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        write_chart(part, testee, number, &kinds[i]);
    }
    (void)fputs("</div>\n", out);
    if (first_of(part, testee) > testee->first) {
        (void)fprintf(out,
                      "<p>The newest %d runs; <code>awsproof report --all</code> has all."
                      "</p>\n",
                      MOST_RUNS);
    }
    write_changes(part, testee);
    write_runs(part, testee, "All these runs", false);
    if (awp_history_version_count(testee) > 1) {
        write_runs(part, testee, "The last run of each version", true);
    }
    (void)fputs("</details>\n", out);
}

void awp_page_write_trends(FILE *out, const struct awp_history *history,
                           const struct awp_matrix *matrix, bool shows_all) {
    const struct part part = {out, history, matrix, shows_all};
    const size_t failing = awp_history_newly_failing(history);
    (void)fputs("<section id=\"trends\" aria-labelledby=\"trends-title\">\n"
                "<h2 id=\"trends-title\">Trends</h2>\n<p>",
                out);
    if (history->since.len > 0) {
        (void)fputs("Since ", out);
        write_text(out, history->since);
        (void)fprintf(out, ": %zu newly failing.</p>\n", failing);
    } else {
        (void)fprintf(out, "Each newest run against the one before: %zu newly failing.</p>\n",
                      failing);
    }
    for (size_t i = 0; i < history->testee_count; i++) {
        write_testee(&part, i);
    }
    (void)fputs("</section>\n", out);
}
