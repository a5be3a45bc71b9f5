/* SPDX-License-Identifier: Apache-2.0 */
/* A history for people at a terminal. */
#include <stdlib.h>
#include <string.h>

#include "diff_view.h"
#include "history_view.h"

/* Without --all: so many runs of a decoder, and so many cases of a kind. */
enum { MOST_RUNS = 20, MOST_LINES = 100 };

/* The text of a field, or of the title where `run` is NULL. NULL: no memory. */
static char *field_of(const struct awp_history_run *run, size_t column) {
    char *text = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&text, &len);
    if (out == NULL) {
        return NULL;
    }
    if (run == NULL) {
        (void)fputs(awp_history_column_title(column), out);
    } else {
        awp_history_write_field(out, AWP_ESCAPE_LINE, run, column);
    }
    (void)fclose(out);
    return text;
}

/* Runs that are to stand below each other. */
struct rows {
    const struct awp_history_run **runs; /* the first is NULL: the titles */
    size_t count;
};

static int width_of(const struct rows *rows, size_t column) {
    size_t width = 0;
    for (size_t i = 0; i < rows->count; i++) {
        char *const text = field_of(rows->runs[i], column);
        const size_t len = text == NULL ? 0 : strlen(text);
        width = len > width ? len : width;
        free(text);
    }
    return (int)width;
}

/* A remark that nobody has is left out. */
static size_t column_count(const struct rows *rows) {
    const size_t count = awp_history_column_count();
    size_t remarks = 0;
    for (size_t i = 1; i < rows->count; i++) {
        char *const text = field_of(rows->runs[i], count - 1);
        remarks += text != NULL && text[0] != '\0';
        free(text);
    }
    return remarks > 0 ? count : count - 1;
}

static void write_rows(FILE *out, const struct rows *rows) {
    enum { MOST_COLUMNS = 32 };
    int widths[MOST_COLUMNS] = {0};
    const size_t columns = column_count(rows);
    for (size_t column = 0; column < columns && column < MOST_COLUMNS; column++) {
        const bool is_padded = column + 1 < columns || awp_history_column_is_number(column);
        widths[column] = is_padded ? width_of(rows, column) : 0;
    }
    for (size_t i = 0; i < rows->count; i++) {
        for (size_t column = 0; column < columns; column++) {
            const bool is_number = awp_history_column_is_number(column);
            char *const text = field_of(rows->runs[i], column);
            if (text == NULL || text[0] != '\0' || widths[column] > 0) {
                (void)fprintf(out, is_number ? "  %*s" : "  %-*s", widths[column],
                              text == NULL ? "?" : text);
            }
            free(text);
        }
        (void)fputc('\n', out);
    }
}

/* The runs, or of each version its last. */
static void write_runs(FILE *out, const struct awp_history_testee *testee, bool is_of_versions,
                       bool shows_all) {
    struct rows rows = {calloc(testee->run_count + 1, sizeof *rows.runs), 1};
    if (rows.runs == NULL) {
        (void)fputs("  there was no memory to list the runs\n", out);
        return;
    }
    const size_t shown = testee->run_count - testee->first;
    const size_t hidden = shows_all || is_of_versions || shown <= MOST_RUNS ? 0 : shown - MOST_RUNS;
    for (size_t i = testee->first + hidden; i < testee->run_count; i++) {
        if (!is_of_versions || awp_history_is_last_of_version(testee, i)) {
            rows.runs[rows.count++] = &testee->runs[i];
        }
    }
    write_rows(out, &rows);
    if (hidden > 0) {
        (void)fprintf(out, "  %zu earlier run%s not shown; --all shows them\n", hidden,
                      hidden == 1 ? " is" : "s are");
    }
    free(rows.runs);
}

static void write_line(FILE *out, const struct awp_history_line *line) {
    (void)fputs("    ", out);
    awp_diff_write_text(out, AWP_ESCAPE_LINE, line->id);
    (void)fputs(": ", out);
    if (line->before.is_there) {
        awp_diff_write_side(out, AWP_ESCAPE_LINE, &line->before);
        (void)fputs(" -> ", out);
    }
    awp_diff_write_side(out, AWP_ESCAPE_LINE, &line->after);
    (void)fputc('\n', out);
}

static void write_lines(FILE *out, const struct awp_history_testee *testee,
                        enum awp_history_kind kind, bool shows_all) {
    size_t count = 0;
    for (size_t i = 0; i < testee->line_count; i++) {
        if (!awp_history_is_shown(&testee->lines[i], kind)) {
            continue;
        }
        if (count == 0) {
            (void)fprintf(out, "  %s%s:\n", awp_history_kind_name(kind),
                          kind == AWP_HISTORY_NEW ? ", and failing" : "");
        }
        if (shows_all || count < MOST_LINES) {
            write_line(out, &testee->lines[i]);
        }
        count++;
    }
    if (!shows_all && count > MOST_LINES) {
        (void)fprintf(out, "    and %zu more; --all shows them\n", count - MOST_LINES);
    }
}

static void write_compared(FILE *out, const struct awp_history *history,
                           const struct awp_history_testee *testee, bool shows_all) {
    (void)fputs("  ", out);
    awp_history_write_compared(out, AWP_ESCAPE_LINE, history, testee);
    if (testee->base == testee->run_count) {
        (void)fputc('\n', out);
        return;
    }
    (void)fputs(": ", out);
    awp_history_write_counts(out, testee);
    (void)fputs(awp_history_has_other_cases(testee) ? "; their cases are not the same\n" : "\n",
                out);
    for (size_t kind = 0; kind < AWP_HISTORY_SAME; kind++) {
        write_lines(out, testee, (enum awp_history_kind)kind, shows_all);
    }
}

static void write_flaky(FILE *out, const struct awp_history_testee *testee, bool shows_all) {
    if (testee->flaky_count > 0) {
        (void)fprintf(out, "  flaky: %zu\n", testee->flaky_count);
    }
    for (size_t i = 0; i < testee->flaky_count && (shows_all || i < MOST_LINES); i++) {
        (void)fputs("    ", out);
        awp_diff_write_text(out, AWP_ESCAPE_LINE, testee->flaky[i].id);
        (void)fputs(": ", out);
        awp_history_write_flaky(out, AWP_ESCAPE_LINE, &testee->flaky[i]);
        (void)fputc('\n', out);
    }
    if (!shows_all && testee->flaky_count > MOST_LINES) {
        (void)fprintf(out, "    and %zu more; --all shows them\n",
                      testee->flaky_count - MOST_LINES);
    }
}

static void write_testee(FILE *out, const struct awp_history *history,
                         const struct awp_history_testee *testee, bool shows_all) {
    const size_t versions = awp_history_version_count(testee);
    const size_t runs = testee->run_count - testee->first;
    (void)fputc('\n', out);
    awp_diff_write_text(out, AWP_ESCAPE_LINE, testee->name);
    (void)fprintf(out, ": %zu run%s, %zu version%s\n", runs, awp_history_plural(runs), versions,
                  awp_history_plural(versions));
    write_runs(out, testee, false, shows_all);
    if (versions > 1 && versions < runs) {
        (void)fputs("  the last run of each version:\n", out);
        write_runs(out, testee, true, shows_all);
    }
    write_compared(out, history, testee, shows_all);
    write_flaky(out, testee, shows_all);
}

static void write(FILE *out, const struct awp_history *history, bool shows_all) {
    const size_t failing = awp_history_newly_failing(history);
    awp_diff_write_text(out, AWP_ESCAPE_LINE, history->store);
    (void)fprintf(out, ": %zu decoder%s", history->testee_count,
                  awp_history_plural(history->testee_count));
    if (history->since.len > 0) {
        (void)fputs(", since ", out);
        awp_diff_write_text(out, AWP_ESCAPE_LINE, history->since);
    }
    (void)fputc('\n', out);
    for (size_t i = 0; i < history->testee_count; i++) {
        write_testee(out, history, &history->testees[i], shows_all);
    }
    (void)fprintf(out, "\n%zu newly failing\n", failing);
}

const struct awp_history_writer awp_history_text = {.name = "text", .write = write};
