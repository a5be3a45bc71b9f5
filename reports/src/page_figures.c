/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the page around its table: the figures of each testee; what ran, and the marks. */
#include "page.h"
#include "sink.h"

void awp_page_write_text(FILE *out, struct awp_report_text text) {
    awp_matrix_write_text(out, AWP_ESCAPE_XML_TEXT, text);
}

/* What the testee is, below its name. */
static void write_described(FILE *out, const struct awp_matrix_testee *testee,
                            const struct awp_matrix_sums *sums) {
    const struct awp_report_text lines[] = {testee->name, testee->runtime, testee->command,
                                            testee->trouble};
    (void)fputs("<details><summary>more</summary>", out);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].len > 0) {
            (void)fputs("<small>", out);
            awp_page_write_text(out, lines[i]);
            (void)fputs("</small>", out);
        }
    }
    (void)fputs("<small>", out);
    for (size_t i = 0; i < testee->transport_count; i++) {
        (void)fputs(i == 0 ? "transport " : ", ", out);
        awp_page_write_text(out, testee->transports[i]);
    }
    (void)fprintf(out, "%s%zu known failures</small></details>",
                  testee->transport_count > 0 ? "; " : "", sums->known);
}

/* A share as words and as a bar; a share of nothing has none. */
static void write_share(FILE *out, const struct awp_matrix_sums *sums, enum awp_level level) {
    (void)fputs("<td>", out);
    awp_matrix_write_share(out, sums, level);
    if (sums->claimed[level] > 0 && !awp_matrix_is_silent(sums)) {
        (void)fprintf(out, "<progress aria-hidden=\"true\" max=\"%zu\" value=\"%zu\"></progress>",
                      sums->claimed[level], sums->passed[level]);
    }
    (void)fputs("</td>", out);
}

static void write_row(FILE *out, const struct awp_page *page, size_t at) {
    const struct awp_matrix_testee *const testee = &page->matrix->testees[at];
    const struct awp_matrix_sums sums = awp_matrix_sum(page->matrix, at);
    (void)fputs("<tr><th scope=\"row\"><b>", out);
    awp_page_write_text(out, testee->key);
    (void)fputs("</b> ", out);
    awp_page_write_text(out, testee->version);
    if (testee->trouble.len > 0) {
        (void)fputs("<small class=\"bad\">not judged to the end: ", out);
        awp_page_write_text(out, testee->trouble);
        (void)fputs("</small>", out);
    }
    write_described(out, testee, &sums);
    (void)fputs("</th>", out);
    write_share(out, &sums, AWP_LEVEL_MUST);
    write_share(out, &sums, AWP_LEVEL_SHOULD);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, "<td class=\"number\">%zu</td>",
                      awp_matrix_figure_of(&sums, &awp_matrix_figures[i]));
    }
    (void)fprintf(out,
                  "<td class=\"number\">%zu</td><td><a href=\"#breaks-%zu\">what breaks</a>"
                  "</td></tr>\n",
                  testee->finding_count, at);
}

void awp_page_write_figures(FILE *out, const struct awp_page *page) {
    (void)fputs("<section id=\"figures\" aria-labelledby=\"figures-title\">\n"
                "<h2 id=\"figures-title\">How each decoder fares</h2>\n"
                "<div class=\"scroller\" tabindex=\"0\" role=\"region\" "
                "aria-labelledby=\"figures-title\">\n<table>\n<thead><tr>"
                "<th scope=\"col\">decoder</th><th scope=\"col\">MUST passed</th>"
                "<th scope=\"col\">SHOULD passed</th>",
                out);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, "<th scope=\"col\">%s</th>", awp_matrix_figures[i].title);
    }
    (void)fputs("<th scope=\"col\">findings</th><th scope=\"col\">defects</th></tr></thead>\n"
                "<tbody>\n",
                out);
    for (size_t t = 0; t < page->matrix->testee_count; t++) {
        write_row(out, page, t);
    }
    (void)fputs("</tbody>\n</table>\n</div>\n</section>\n", out);
}

static void write_fact(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len > 0) {
        (void)fprintf(out, "<dt>%s</dt><dd>", label);
        awp_page_write_text(out, text);
        (void)fputs("</dd>", out);
    }
}

static void write_marks(FILE *out) {
    (void)fputs("<h3>What the cells mean</h3>\n<dl>", out);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (awp_matrix_marks[i].meaning != NULL) {
            (void)fprintf(out, "<dt>%s</dt><dd>%s</dd>\n", awp_matrix_marks[i].text,
                          awp_matrix_marks[i].meaning);
        }
    }
    (void)fputs("</dl>\n", out);
}

static void write_versions(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("<dt>decoders</dt><dd>", out);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        (void)fputs(t == 0 ? "" : ", ", out);
        awp_page_write_text(out, matrix->testees[t].key);
        (void)fputc(' ', out);
        awp_page_write_text(out, matrix->testees[t].version);
    }
    (void)fputs("</dd>\n", out);
}

static void write_classes(FILE *out) {
    (void)fputs("<h3>What the classes of failure mean, the worst first</h3>\n<dl>", out);
    for (size_t i = 0; i < awp_page_class_count; i++) {
        (void)fprintf(out, "<dt>%s</dt><dd>%s</dd>\n", awp_page_classes[i].name,
                      awp_page_classes[i].meaning);
    }
    (void)fputs("</dl>\n", out);
}

void awp_page_write_ran(FILE *out, const struct awp_page *page) {
    const struct awp_matrix *const matrix = page->matrix;
    (void)fputs("<section id=\"ran\" aria-labelledby=\"ran-title\">\n"
                "<h2 id=\"ran-title\">What ran</h2>\n<dl>",
                out);
    write_fact(out, "awsproof", matrix->suite_version);
    write_fact(out, "SHA-256 of the cases", matrix->cases_sha256);
    write_versions(out, matrix);
    write_fact(out, "filter", matrix->filter);
    write_fact(out, "options", matrix->options);
    write_fact(out, "begun", matrix->started_at);
    write_fact(out, "system", matrix->system);
    write_fact(out, "machine", matrix->machine);
    (void)fprintf(out, "<dt>processors</dt><dd>%zu</dd><dt>asked</dt><dd>%s</dd></dl>\n",
                  matrix->cpus,
                  matrix->is_checked ? "twice; what did not come out the same is FLAKY" : "once");
    write_marks(out);
    write_classes(out);
    (void)fputs("</section>\n", out);
}
