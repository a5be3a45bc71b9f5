/* SPDX-License-Identifier: Apache-2.0 */
/* How two reports differ, as a comment at GitHub, which may be 65,536 characters long. */
#include "diff_view.h"

/* So many rows fit in any case; with all of them asked for, the reader has another place. */
enum { MOST_ROWS = 200 };

/* A page that is being written. */
struct page {
    FILE *out;
    bool shows_all;
    size_t rows;   /* so far */
    size_t hidden; /* of the present table */
};

static void write_text(FILE *out, struct awp_report_text text) {
    awp_diff_write_text(out, AWP_ESCAPE_MARKDOWN, text);
}

static void write_side(FILE *out, const struct awp_diff_side *side) {
    (void)fputs(" | ", out);
    if (side->is_there) {
        awp_diff_write_side(out, AWP_ESCAPE_MARKDOWN, side);
    }
}

static void write_row(struct page *page, const struct awp_diff_line *line) {
    if (page->rows == MOST_ROWS && !page->shows_all) {
        page->hidden++;
        return;
    }
    const enum awp_diff_way way = awp_diff_way(line);
    const char *const bold = way == AWP_DIFF_WORSE ? "**" : "";
    page->rows++;
    (void)fputs("| ", page->out);
    write_text(page->out, line->id);
    write_side(page->out, &line->before);
    write_side(page->out, &line->after);
    (void)fprintf(page->out, " | %s%s%s |\n", bold, awp_diff_way_names[way], bold);
}

static void write_rows(struct page *page, const struct awp_diff_testee *testee,
                       enum awp_diff_kind kind, enum awp_diff_way way) {
    for (size_t i = 0; i < testee->line_count; i++) {
        const struct awp_diff_line *const line = &testee->lines[i];
        if (awp_diff_kind(line) == kind && awp_diff_way(line) == way) {
            write_row(page, line);
        }
    }
}

static void write_table(struct page *page, const struct awp_diff_testee *testee,
                        enum awp_diff_kind kind, size_t count) {
    FILE *const out = page->out;
    if (count == 0 || (kind == AWP_DIFF_UNCHANGED && !page->shows_all)) {
        return;
    }
    page->hidden = 0;
    (void)fprintf(out,
                  "\n<details%s><summary>%zu %s</summary>\n\n"
                  "| case | old | new | |\n|---|---|---|---|\n",
                  kind == AWP_DIFF_CHANGED ? " open" : "", count, awp_diff_kind_names[kind]);
    write_rows(page, testee, kind, AWP_DIFF_WORSE);
    write_rows(page, testee, kind, AWP_DIFF_BETTER);
    write_rows(page, testee, kind, AWP_DIFF_NEITHER);
    if (page->hidden > 0) {
        (void)fprintf(out, "\n%zu more are left out; `awsproof diff --all` lists them.\n",
                      page->hidden);
    }
    (void)fputs("\n</details>\n", out);
}

static void write_testee(struct page *page, const struct awp_diff_testee *testee) {
    const struct awp_diff_sums sums = awp_diff_sum(testee);
    FILE *const out = page->out;
    const bool is_compared = testee->is_in_old && testee->is_in_new;
    (void)fputs("\n#### ", out);
    if (testee->key.len > 0) {
        write_text(out, testee->key);
        (void)fputs(", ", out);
    }
    write_text(out, testee->is_in_old ? testee->before : testee->after);
    if (!is_compared) {
        (void)fprintf(out, "\n\nIn the %s report alone; cases: %zu.\n",
                      testee->is_in_new ? "new" : "old", testee->line_count);
        return;
    }
    (void)fputs(" → ", out);
    write_text(out, testee->after);
    (void)fputc('\n', out);
    for (size_t kind = 0; kind < AWP_DIFF_KIND_COUNT; kind++) {
        write_table(page, testee, (enum awp_diff_kind)kind, sums.kinds[kind]);
    }
    if (sums.kinds[AWP_DIFF_UNCHANGED] == testee->line_count && !page->shows_all) {
        (void)fprintf(out, "\nNothing changed; cases: %zu.\n", testee->line_count);
    }
}

static void write(FILE *out, const struct awp_diff *diff, bool shows_all) {
    const size_t worse = awp_diff_sum_all(diff).worse;
    struct page page = {.out = out, .shows_all = shows_all};
    (void)fputs("### awsproof: ", out);
    if (worse > 0) {
        (void)fprintf(out, "%zu got worse\n\n", worse);
    } else {
        (void)fputs("nothing got worse\n\n", out);
    }
    awp_diff_write_sums(out, diff);
    (void)fputs(".\n", out);
    for (size_t t = 0; t < diff->testee_count; t++) {
        write_testee(&page, &diff->testees[t]);
    }
}

const struct awp_diff_writer awp_diff_markdown = {.name = "markdown", .write = write};
