/* SPDX-License-Identifier: Apache-2.0 */
/* The part of the page that is the table of all cases and testees; a body for each rule. */
#include "page.h"
#include "sink.h"

/* Short, as they stand in every cell: "b" for bad, "p" for pass, "n" for neither. */
static const char *look_of(enum awp_verdict seen) {
    if (awp_verdict_breaks_rule(seen)) {
        return "b";
    }
    return seen == AWP_VERDICT_PASS ? "p" : "n";
}

static void write_cell(FILE *out, const struct awp_matrix *matrix, size_t testee, size_t golden) {
    const enum awp_verdict seen = awp_matrix_seen(awp_matrix_at(matrix, testee, golden));
    const struct awp_report_text detail = awp_matrix_detail(matrix, testee, golden);
    (void)fprintf(out, "<td class=\"%s\">%s", look_of(seen), awp_matrix_marks[seen].text);
    if (detail.len > 0) {
        (void)fputs("<small>", out);
        awp_page_write_text(out, detail);
        (void)fputs("</small>", out);
    }
    (void)fputs("</td>", out);
}

static void write_row(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_case *const golden = &matrix->cases[at];
    (void)fprintf(out, "<tr data-case=\"%zu\"><th scope=\"row\">", at);
    if (golden->link.len > 0) {
        (void)fputs("<a href=\"", out);
        awp_matrix_write_link(out, golden->link);
        (void)fputs("\">", out);
    }
    awp_page_write_text(out, golden->id);
    (void)fprintf(out, "%s<small>", golden->link.len > 0 ? "</a>" : "");
    awp_page_write_text(out, golden->title);
    (void)fprintf(out, "</small></th><td>%s</td>", awp_level_name(golden->level));
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_cell(out, matrix, t, at);
    }
    (void)fputs("</tr>\n", out);
}

static void write_clauses(FILE *out, const struct awp_matrix_rule *rule) {
    (void)fprintf(out, "<details><summary>%zu clause%s</summary><ul>\n", rule->clause_count,
                  rule->clause_count == 1 ? "" : "s");
    for (size_t i = 0; i < rule->clause_count; i++) {
        (void)fputs("<li data-clause=\"", out);
        awp_escape_write(out, AWP_ESCAPE_XML_ATTRIBUTE, rule->clauses[i].id);
        (void)fputs("\"><b>", out);
        awp_page_write_text(out, rule->clauses[i].id);
        (void)fprintf(out, "</b> %s: ", awp_level_name(rule->clauses[i].level));
        awp_escape_write(out, AWP_ESCAPE_XML_TEXT, rule->clauses[i].text);
        (void)fputs("</li>\n", out);
    }
    (void)fputs("</ul></details>", out);
}

static void write_group(FILE *out, const struct awp_matrix *matrix,
                        const struct awp_matrix_rule *rule,
                        const size_t counts[AWP_MATRIX_ROW_COUNT]) {
    (void)fprintf(out,
                  "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%zu\"><div class=\"stick\">"
                  "<b class=\"fold\">",
                  matrix->testee_count + 2);
    awp_page_write_text(out, rule->id);
    (void)fputc(' ', out);
    awp_page_write_text(out, rule->title);
    (void)fprintf(
        out,
        "</b><small>cases: %zu that show a failure or a choice, %zu that pass in every decoder "
        "that was asked, %zu that none was asked</small>",
        counts[AWP_MATRIX_ROW_TELLS], counts[AWP_MATRIX_ROW_ALL_PASS],
        counts[AWP_MATRIX_ROW_UNASKED]);
    write_clauses(out, rule);
    (void)fputs("</div></th></tr>\n", out);
}

static void write_rule(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_rule *const rule = &matrix->rules[at];
    size_t counts[AWP_MATRIX_ROW_COUNT];
    awp_matrix_count_rows(matrix, at, counts);
    if (counts[AWP_MATRIX_ROW_TELLS] + counts[AWP_MATRIX_ROW_ALL_PASS] +
            counts[AWP_MATRIX_ROW_UNASKED] ==
        0) {
        return;
    }
    (void)fputs("<tbody data-rule=\"", out);
    awp_escape_write(out, AWP_ESCAPE_XML_ATTRIBUTE, rule->id);
    (void)fputs("\">\n", out);
    write_group(out, matrix, rule, counts);
    for (size_t i = 0; i < matrix->case_count; i++) {
        if (matrix->cases[i].rule == at) {
            write_row(out, matrix, i);
        }
    }
    (void)fputs("</tbody>\n", out);
}

/* Made alive by the script, and hidden where there is none. */
static const char controls[] =
    "<form id=\"controls\" hidden>\n"
    "<label>Search <input type=\"search\" name=\"q\" autocomplete=\"off\" "
    "placeholder=\"id, title, why, rule\"></label>\n"
    "<label>Level <select name=\"level\"><option value=\"\">any</option>"
    "<option>must</option><option>should</option><option>may</option></select></label>\n"
    "<label>What goes wrong <select name=\"flag\"><option value=\"\">anything</option></select>"
    "</label>\n"
    "<label>Verdict <select name=\"verdict\"><option value=\"\">any</option></select></label>\n"
    "<fieldset class=\"of-many\"><legend>Decoders</legend><span id=\"sdks\"></span></fieldset>\n"
    "<label class=\"check of-many\"><input type=\"checkbox\" name=\"differ\"> disagreements "
    "only</label>\n"
    "<span class=\"buttons\"><button type=\"button\" id=\"unfold\">Unfold all</button>\n"
    "<button type=\"button\" id=\"fold\">Fold all</button>\n"
    "<button type=\"reset\">Reset</button></span>\n"
    "</form>\n<p id=\"count\" role=\"status\"></p>\n";

void awp_page_write_table(FILE *out, const struct awp_page *page) {
    const struct awp_matrix *const matrix = page->matrix;
    (void)fputs("<section id=\"matrix\" aria-labelledby=\"matrix-title\" tabindex=\"-1\">\n"
                "<h2 id=\"matrix-title\">Every case, by rule</h2>\n",
                out);
    (void)fputs(controls, out);
    (void)fputs("<div class=\"scroller tall\" tabindex=\"0\" role=\"region\" "
                "aria-labelledby=\"matrix-title\">\n<table id=\"cases\">\n"
                "<thead><tr><th scope=\"col\">case</th><th scope=\"col\">level</th>",
                out);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        (void)fputs("<th scope=\"col\">", out);
        awp_page_write_text(out, matrix->testees[t].key);
        (void)fputs("<small>", out);
        awp_page_write_text(out, matrix->testees[t].version);
        (void)fputs("</small></th>", out);
    }
    (void)fputs("</tr></thead>\n", out);
    for (size_t i = 0; i < matrix->rule_count; i++) {
        write_rule(out, matrix, i);
    }
    (void)fputs("</table>\n</div>\n</section>\n", out);
}
