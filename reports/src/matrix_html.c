/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as one HTML page that needs no network, and reads without script: the frame of it. */
#include <stdlib.h>

#include "matrix_writers.h"
#include "page.h"
#include "page_frame.h"
#include "sink.h"

/* A part that is not there brings neither its style nor its script. */
static struct awp_page_frame frame_of(const struct awp_matrix *matrix) {
    struct awp_page_frame frame = {.styles = {awp_page_style}, .scripts = {awp_page_script}};
    if (matrix->history != NULL) {
        frame.styles[1] = awp_trends_style;
        frame.scripts[1] = awp_trends_script;
    }
    return frame;
}

/* "SDK matrix: 9 decoders, 1353 golden cases"; of one run "botocore 1.44.5, 1353 golden cases" */
static void write_title(FILE *out, const struct awp_matrix *matrix) {
    if (matrix->is_run) {
        awp_page_write_text(out, matrix->testees[0].key);
        (void)fputs(matrix->testees[0].version.len > 0 ? " " : "", out);
        awp_page_write_text(out, matrix->testees[0].version);
    } else {
        (void)fprintf(out, "SDK matrix: %zu decoder%s", matrix->testee_count,
                      matrix->testee_count == 1 ? "" : "s");
    }
    (void)fprintf(out, ", %zu golden case%s", matrix->case_count,
                  matrix->case_count == 1 ? "" : "s");
}

static void write_partial(FILE *out, const struct awp_matrix *matrix) {
    (void)fprintf(out, "<p class=\"bad\"><b>The run was interrupted: %s</b></p>\n",
                  matrix->is_run ? "what was not run by then says so."
                                 : "this is no whole matrix.");
}

static void write_head(FILE *out, const struct awp_matrix *matrix) {
    const struct awp_page_frame frame = frame_of(matrix);
    awp_page_frame_begin(out, matrix->is_run ? "awsproof: one run" : "awsproof: SDK matrix",
                         &frame);
    (void)fputs("<a class=\"skip\" href=\"#matrix\">Skip to the matrix</a>\n<header>\n<h1>", out);
    write_title(out, matrix);
    (void)fputs("</h1>\n<nav aria-label=\"Parts of this page\"><a href=\"#figures\">Figures</a> "
                "<a href=\"#breaks\">What breaks</a> <a href=\"#matrix\">Every case</a> ",
                out);
    (void)fputs(matrix->history == NULL ? "" : "<a href=\"#trends\">Trends</a> ", out);
    (void)fputs(matrix->fuzzing == NULL ? "" : "<a href=\"#fuzzing\">Fuzzing</a> ", out);
    (void)fputs("<a href=\"#ran\">What ran</a></nav>\n", out);
    awp_page_frame_write_theme(out);
    (void)fputs("</header>\n<main>\n", out);
    if (matrix->is_partial) {
        write_partial(out, matrix);
    }
}

static void write_end(FILE *out, const struct awp_page *page) {
    (void)fputs("</main>\n<dialog id=\"case\" aria-labelledby=\"case-title\"></dialog>\n", out);
    awp_page_write_data(out, page);
    const struct awp_page_frame frame = frame_of(page->matrix);
    awp_page_frame_end(out, &frame);
}

static void write_parts(FILE *out, const struct awp_page *page) {
    write_head(out, page->matrix);
    awp_page_write_figures(out, page);
    awp_page_write_breaks(out, page);
    awp_page_write_table(out, page);
    if (page->matrix->history != NULL) {
        awp_page_write_trends(out, page->matrix->history, page->matrix, false);
    }
    awp_page_write_fuzzing(out, page);
    awp_page_write_ran(out, page);
    write_end(out, page);
}

/* How many testees' defects were taken: all, or fewer where there was no memory. */
static size_t take_defects(struct awp_page *page) {
    size_t taken = 0;
    while (taken < page->matrix->testee_count &&
           awp_page_defects_take(&page->defects[taken], page->matrix, taken)) {
        taken++;
    }
    return taken;
}

static void write(FILE *out, const struct awp_matrix *matrix) {
    struct awp_page page = {.matrix = matrix,
                            .defects = calloc(matrix->testee_count + 1, sizeof *page.defects)};
    const size_t taken = page.defects == NULL ? 0 : take_defects(&page);
    const bool has_texts = taken == matrix->testee_count && page.defects != NULL &&
                           awp_page_texts_take(&page.texts, matrix);
    if (has_texts && awp_page_trials_take(&page.trials, matrix->fuzzing)) {
        write_parts(out, &page);
        awp_page_trials_free(&page.trials);
    } else {
        (void)fputs("<!DOCTYPE html>\n<p>There was no memory to write this page.</p>\n", out);
    }
    if (has_texts) {
        awp_page_texts_free(&page.texts);
    }
    for (size_t i = 0; i < taken; i++) {
        awp_page_defects_free(&page.defects[i]);
    }
    free(page.defects);
}

const struct awp_matrix_writer awp_matrix_html = {
    .name = "html",
    .description = "one page, without network; every row, and each case behind it",
    .write = write,
};
