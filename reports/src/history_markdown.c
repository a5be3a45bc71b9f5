/* SPDX-License-Identifier: Apache-2.0 */
/* A history as a comment at GitHub, which may be 65,536 characters long. */
#include "diff_view.h"
#include "history_view.h"

/* So much fits in any case; with all of it asked for, the reader has another place. */
enum { MOST_ROWS = 100, MOST_RUNS = 40 };

/* A page that is being written. */
struct page {
    FILE *out;
    bool shows_all;
    size_t rows; /* of cases, so far */
    size_t runs; /* so far */
    size_t hidden;
};

static void write_text(FILE *out, struct awp_report_text text) {
    awp_diff_write_text(out, AWP_ESCAPE_MARKDOWN, text);
}

static void write_titles(FILE *out) {
    (void)fputs("\n|", out);
    for (size_t i = 0; i < awp_history_column_count(); i++) {
        (void)fprintf(out, " %s |", awp_history_column_title(i));
    }
    (void)fputs("\n|", out);
    for (size_t i = 0; i < awp_history_column_count(); i++) {
        (void)fputs(awp_history_column_is_number(i) ? "--:|" : "---|", out);
    }
    (void)fputc('\n', out);
}

static void write_run(struct page *page, const struct awp_history_run *run) {
    (void)fputc('|', page->out);
    for (size_t i = 0; i < awp_history_column_count(); i++) {
        (void)fputc(' ', page->out);
        awp_history_write_field(page->out, AWP_ESCAPE_MARKDOWN, run, i);
        (void)fputs(" |", page->out);
    }
    (void)fputc('\n', page->out);
    page->runs++;
}

/* The last run of each version, so far as there is room. */
static void write_versions(struct page *page, const struct awp_history_testee *testee) {
    size_t hidden = 0;
    write_titles(page->out);
    for (size_t i = testee->first; i < testee->run_count; i++) {
        const bool is_newest = i + 1 == testee->run_count;
        if (!awp_history_is_last_of_version(testee, i)) {
            continue;
        }
        if (page->shows_all || is_newest || page->runs < MOST_RUNS) {
            write_run(page, &testee->runs[i]);
        } else {
            hidden++;
        }
    }
    if (hidden > 0) {
        (void)fprintf(page->out, "\n%zu version%s left out; `awsproof report --all` has them.\n",
                      hidden, hidden == 1 ? " is" : "s are");
    }
}

/* Whether there is room for one more row; if not, it is counted. */
static bool has_room(struct page *page) {
    if (page->rows >= MOST_ROWS && !page->shows_all) {
        page->hidden++;
        return false;
    }
    page->rows++;
    return true;
}

static void write_line(struct page *page, const struct awp_history_line *line) {
    FILE *const out = page->out;
    if (!has_room(page)) {
        return;
    }
    (void)fputs("| ", out);
    write_text(out, line->id);
    (void)fprintf(out, " | %s | ", awp_level_name(line->level));
    if (line->before.is_there) {
        awp_diff_write_side(out, AWP_ESCAPE_MARKDOWN, &line->before);
    }
    (void)fputs(" | ", out);
    awp_diff_write_side(out, AWP_ESCAPE_MARKDOWN, &line->after);
    (void)fputs(" |\n", out);
}

static void end_part(struct page *page) {
    if (page->hidden > 0) {
        (void)fprintf(page->out, "\n%zu more are left out; `awsproof report --all` has them.\n",
                      page->hidden);
    }
    (void)fputs("\n</details>\n", page->out);
}

static void write_lines(struct page *page, const struct awp_history_testee *testee,
                        enum awp_history_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < testee->line_count; i++) {
        count += awp_history_is_shown(&testee->lines[i], kind);
    }
    if (count == 0) {
        return;
    }
    page->hidden = 0;
    (void)fprintf(page->out,
                  "\n<details%s><summary>%zu %s%s</summary>\n\n"
                  "| case | level | before | now |\n|---|---|---|---|\n",
                  kind == AWP_HISTORY_NEWLY_FAILING ? " open" : "", count,
                  awp_history_kind_name(kind), kind == AWP_HISTORY_NEW ? ", and failing" : "");
    for (size_t i = 0; i < testee->line_count; i++) {
        if (awp_history_is_shown(&testee->lines[i], kind)) {
            write_line(page, &testee->lines[i]);
        }
    }
    end_part(page);
}

static void write_flaky(struct page *page, const struct awp_history_testee *testee) {
    if (testee->flaky_count == 0) {
        return;
    }
    page->hidden = 0;
    (void)fprintf(page->out,
                  "\n<details><summary>%zu flaky</summary>\n\n"
                  "| case | runs |\n|---|---|\n",
                  testee->flaky_count);
    for (size_t i = 0; i < testee->flaky_count; i++) {
        if (has_room(page)) {
            (void)fputs("| ", page->out);
            write_text(page->out, testee->flaky[i].id);
            (void)fputs(" | ", page->out);
            awp_history_write_flaky(page->out, AWP_ESCAPE_MARKDOWN, &testee->flaky[i]);
            (void)fputs(" |\n", page->out);
        }
    }
    end_part(page);
}

static void write_testee(struct page *page, const struct awp_history *history,
                         const struct awp_history_testee *testee) {
    FILE *const out = page->out;
    (void)fputs("\n#### ", out);
    write_text(out, testee->name);
    (void)fputc('\n', out);
    write_versions(page, testee);
    (void)fputc('\n', out);
    awp_history_write_compared(out, AWP_ESCAPE_MARKDOWN, history, testee);
    if (testee->base < testee->run_count) {
        (void)fputs(": ", out);
        awp_history_write_counts(out, testee);
        (void)fputs(awp_history_has_other_cases(testee) ? "; their cases are not the same" : "",
                    out);
    }
    (void)fputs(".\n", out);
    for (size_t kind = 0; kind < AWP_HISTORY_SAME; kind++) {
        write_lines(page, testee, (enum awp_history_kind)kind);
    }
    write_flaky(page, testee);
}

static void write(FILE *out, const struct awp_history *history, bool shows_all) {
    struct page page = {.out = out, .shows_all = shows_all};
    (void)fprintf(out, "### awsproof: %zu newly failing\n", awp_history_newly_failing(history));
    for (size_t i = 0; i < history->testee_count; i++) {
        write_testee(&page, history, &history->testees[i]);
    }
}

const struct awp_history_writer awp_history_markdown = {.name = "markdown", .write = write};
