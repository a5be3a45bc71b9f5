/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the page that says what breaks in each testee, the worst first. */
#include "page.h"
#include "sink.h"

static void write_example(FILE *out, const struct awp_page *page, size_t testee,
                          const struct awp_page_defect *defect) {
    const struct awp_matrix_case *const golden = &page->matrix->cases[defect->example];
    (void)fprintf(out, ", such as <a data-case=\"%zu\" data-at=\"%zu\"", defect->example, testee);
    if (golden->link.len > 0) {
        (void)fputs(" href=\"", out);
        awp_matrix_write_link(out, golden->link);
        (void)fputc('"', out);
    }
    (void)fputc('>', out);
    awp_page_write_text(out, golden->id);
    (void)fputs("</a>", out);
}

static void write_finding(FILE *out, const struct awp_matrix_finding *finding) {
    if (finding->path.len == 0) {
        awp_page_write_text(out, finding->title);
        return;
    }
    (void)fputs("<a href=\"", out);
    awp_matrix_write_link(out, finding->path);
    (void)fputs("\">", out);
    awp_page_write_text(out, finding->title);
    (void)fputs("</a>", out);
}

/* "12 cases, 3 of them escape, 5 break a MUST" */
static void write_counts(FILE *out, const struct awp_page *page, size_t testee,
                         const struct awp_page_defect *defect) {
    const struct awp_report_text name =
        awp_matrix_at(page->matrix, testee, defect->example)->failure;
    (void)fprintf(out, "%zu case%s", defect->failures, defect->failures == 1 ? "" : "s");
    if (defect->worst < defect->failures) {
        (void)fprintf(out, ", %zu of them ", defect->worst);
        awp_page_write_text(out, name);
    }
    if (defect->breaks_must > 0) {
        (void)fprintf(out, ", %zu break%s a MUST", defect->breaks_must,
                      defect->breaks_must == 1 ? "s" : "");
    }
    write_example(out, page, testee, defect);
}

/* The line that shows it again, to be pasted. */
static void write_replay(FILE *out, const struct awp_page *page, size_t testee,
                         const struct awp_page_defect *defect) {
    const struct awp_matrix_testee *const about = &page->matrix->testees[testee];
    const struct awp_matrix_cell *const cell = awp_matrix_at(page->matrix, testee, defect->example);
    if (cell->replay.len == 0 && about->replay.len == 0) {
        return;
    }
    (void)fputs("<code class=\"line\">", out);
    if (cell->replay.len > 0) {
        awp_escape_write(out, AWP_ESCAPE_XML_TEXT, cell->replay);
    } else {
        awp_escape_write(out, AWP_ESCAPE_XML_TEXT, about->replay);
        (void)fputc(' ', out);
        awp_escape_write(out, AWP_ESCAPE_XML_TEXT, page->matrix->cases[defect->example].id);
    }
    (void)fputs("</code>", out);
}

static void write_defect(FILE *out, const struct awp_page *page, size_t testee,
                         const struct awp_page_defect *defect) {
    const struct awp_matrix_testee *const about = &page->matrix->testees[testee];
    (void)fputs("<li>", out);
    if (defect->failures > 0) {
        (void)fputs("<b class=\"tag\">", out);
        awp_page_write_text(out, awp_matrix_at(page->matrix, testee, defect->example)->failure);
        (void)fputs("</b> ", out);
    }
    if (defect->finding == AWP_PAGE_NO_FINDING) {
        (void)fputs(defect->rank < awp_page_class_count ? awp_page_classes[defect->rank].meaning
                                                        : "a class that this page does not know",
                    out);
    } else {
        write_finding(out, &about->findings[defect->finding]);
    }
    (void)fputs("<small>", out);
    if (defect->failures > 0) {
        write_counts(out, page, testee, defect);
    } else {
        (void)fputs("no failure of this run names it", out);
    }
    (void)fputs("</small>", out);
    if (defect->failures > 0) {
        write_replay(out, page, testee, defect);
    }
    (void)fputs("</li>\n", out);
}

void awp_page_write_breaks(FILE *out, const struct awp_page *page) {
    (void)fputs("<section id=\"breaks\" aria-labelledby=\"breaks-title\">\n"
                "<h2 id=\"breaks-title\">What breaks, the worst first</h2>\n"
                "<p>Each line shows a defect again, from the folder where the run began",
                out);
    (void)fputs(page->matrix->is_run ? ".</p>\n"
                                     : ": for the decoders of this project its root, after "
                                       "<code>./run.sh</code>.</p>\n",
                out);
    for (size_t t = 0; t < page->matrix->testee_count; t++) {
        const struct awp_page_defects *const defects = &page->defects[t];
        (void)fprintf(out, "<details id=\"breaks-%zu\"%s><summary><b>", t,
                      page->matrix->testee_count == 1 ? " open" : "");
        awp_page_write_text(out, page->matrix->testees[t].key);
        (void)fprintf(out, "</b> %zu failure%s, %zu defect%s</summary>\n", defects->failures,
                      defects->failures == 1 ? "" : "s", defects->count,
                      defects->count == 1 ? "" : "s");
        (void)fputs(defects->count > 0 ? "<ol>\n" : "<p>Nothing of what it was asked.</p>\n", out);
        for (size_t i = 0; i < defects->count; i++) {
            write_defect(out, page, t, &defects->items[i]);
        }
        (void)fputs(defects->count > 0 ? "</ol>\n</details>\n" : "</details>\n", out);
    }
    (void)fputs("</section>\n", out);
}
