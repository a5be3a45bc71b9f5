/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as one HTML page that needs neither network nor script: all rows, folded by rule. */
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>

#include "matrix_view.h"
#include "matrix_writers.h"
#include "sink.h"

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1f24;--page:#fff;--line:#d0d7de;--head:#f6f8fa;"
    "--good:#0f5323;--good-page:#e9f7ed;--bad:#8a1020;--bad-page:#fdebec;--dim:#57606a}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--page:#0d1117;--line:#3d444d;"
    "--head:#161b22;--good:#7ee29a;--good-page:#10261a;--bad:#ffa4a4;--bad-page:#341418;"
    "--dim:#9198a1}}"
    "body{margin:1rem;font:15px/1.45 system-ui,sans-serif;color:var(--ink);"
    "background:var(--page)}"
    "table{border-collapse:separate;border-spacing:0;margin:.5rem 0 1rem}"
    "th,td{padding:.25rem .5rem;border:solid var(--line);border-width:0 1px 1px 0;"
    "text-align:left;vertical-align:top}"
    "thead th{position:sticky;top:0;z-index:2;background:var(--head);border-top-width:1px}"
    "tbody th{position:sticky;left:0;z-index:1;background:var(--head);font-weight:400;"
    "max-width:26rem;overflow-wrap:anywhere}"
    "th:first-child{border-left-width:1px}"
    "td.pass{color:var(--good);background:var(--good-page)}"
    "td.bad{color:var(--bad);background:var(--bad-page)}"
    "td.bad summary{font-weight:600}"
    "td.none,small,.meta{color:var(--dim)}"
    "small{display:block}"
    "summary{cursor:pointer}"
    ".rule>summary{font-size:1.15rem;font-weight:600;padding:.3rem 0}"
    "dl{margin:.3rem 0;max-width:28rem}dt{font-weight:600}"
    "dd{margin:0 0 .3rem;overflow-wrap:anywhere;font-family:ui-monospace,monospace;"
    "font-size:.85em}"
    "a{color:inherit}";

static void write_text(FILE *out, struct awp_report_text text) {
    awp_matrix_write_text(out, AWP_ESCAPE_XML_TEXT, text);
}

/* The one style of the page may be used, and nothing else: named by its digest. */
static void write_policy(FILE *out) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char encoded[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];
    sha256_init(&context);
    sha256_update(&context, sizeof style - 1, (const uint8_t *)style);
    sha256_digest(&context, sizeof digest, digest);
    base64_encode_raw(encoded, sizeof digest, digest);
    (void)fprintf(out,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src 'sha256-%.*s'; base-uri 'none'; form-action 'none'\">\n",
                  (int)sizeof encoded, encoded);
}

static void write_begin(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
    write_policy(out);
    (void)fputs("<meta name=\"viewport\" content=\"width=device-width\">\n", out);
    (void)fprintf(out, "<title>awsproof: SDK matrix</title>\n<style>%s</style>\n", style);
    (void)fprintf(out, "</head>\n<body>\n<h1>SDK matrix: %zu decoder%s, %zu golden cases</h1>\n",
                  matrix->testee_count, matrix->testee_count == 1 ? "" : "s", matrix->case_count);
}

static void write_findings(FILE *out, const struct awp_matrix_testee *testee) {
    if (testee->finding_count == 0) {
        (void)fputs("<td>0</td>", out);
        return;
    }
    (void)fprintf(out, "<td><details><summary>%zu</summary><ul>", testee->finding_count);
    for (size_t i = 0; i < testee->finding_count; i++) {
        (void)fputs("<li><a href=\"", out);
        awp_matrix_write_link(out, testee->findings[i].path);
        (void)fputs("\">", out);
        write_text(out, testee->findings[i].title);
        (void)fputs("</a></li>", out);
    }
    (void)fputs("</ul></details></td>", out);
}

/* What the decoder is, below its name. */
static void write_described(FILE *out, const struct awp_matrix_testee *testee,
                            const struct awp_matrix_sums *sums) {
    const struct awp_report_text lines[] = {testee->name, testee->runtime, testee->command,
                                            testee->trouble};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].len > 0) {
            (void)fputs("<small>", out);
            write_text(out, lines[i]);
            (void)fputs("</small>", out);
        }
    }
    (void)fputs("<small>", out);
    for (size_t i = 0; i < testee->transport_count; i++) {
        (void)fputs(i == 0 ? "transport " : ", ", out);
        write_text(out, testee->transports[i]);
    }
    (void)fprintf(out, "%s%zu known failures</small>", testee->transport_count > 0 ? "; " : "",
                  sums->known);
}

static void write_head_row(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_testee *const testee = &matrix->testees[at];
    const struct awp_matrix_sums sums = awp_matrix_sum(matrix, at);
    (void)fputs("<tr><th scope=\"row\"><b>", out);
    write_text(out, testee->key);
    (void)fputs("</b> ", out);
    write_text(out, testee->version);
    write_described(out, testee, &sums);
    (void)fputs("</th><td>", out);
    awp_matrix_write_share(out, &sums, AWP_LEVEL_MUST);
    (void)fputs("</td><td>", out);
    awp_matrix_write_share(out, &sums, AWP_LEVEL_SHOULD);
    (void)fputs("</td>", out);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, "<td>%zu</td>", awp_matrix_figure_of(&sums, &awp_matrix_figures[i]));
    }
    write_findings(out, testee);
    (void)fputs("</tr>\n", out);
}

static void write_head(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("<table>\n<thead><tr><th scope=\"col\">decoder</th>"
                "<th scope=\"col\">MUST passed</th><th scope=\"col\">SHOULD passed</th>",
                out);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, "<th scope=\"col\">%s</th>", awp_matrix_figures[i].title);
    }
    (void)fputs("<th scope=\"col\">findings</th></tr></thead>\n<tbody>\n", out);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_head_row(out, matrix, t);
    }
    (void)fputs("</tbody>\n</table>\n", out);
}

static void write_fact(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len > 0) {
        (void)fprintf(out, "<dt>%s</dt><dd>", label);
        write_text(out, text);
        (void)fputs("</dd>", out);
    }
}

static void write_ran(FILE *out, const struct awp_matrix *matrix) {
    if (matrix->is_partial) {
        (void)fputs("<p><b>The run was interrupted: this is no whole matrix.</b></p>\n", out);
    }
    (void)fputs("<details><summary>What ran</summary><dl>", out);
    write_fact(out, "awsproof", matrix->suite_version);
    write_fact(out, "SHA-256 of the cases", matrix->cases_sha256);
    write_fact(out, "filter", matrix->filter);
    write_fact(out, "options", matrix->options);
    write_fact(out, "begun", matrix->started_at);
    write_fact(out, "system", matrix->system);
    write_fact(out, "machine", matrix->machine);
    (void)fprintf(out, "<dt>processors</dt><dd>%zu</dd><dt>asked</dt><dd>%s</dd></dl></details>\n",
                  matrix->cpus,
                  matrix->is_checked ? "twice; what did not come out the same is FLAKY" : "once");
}

static void write_legend(FILE *out) {
    (void)fputs("<details><summary>What the cells mean</summary><dl>", out);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (awp_matrix_marks[i].meaning != NULL) {
            (void)fprintf(out, "<dt>%s</dt><dd>%s</dd>", awp_matrix_marks[i].text,
                          awp_matrix_marks[i].meaning);
        }
    }
    (void)fputs("</dl></details>\n", out);
}

static void write_difference(FILE *out, const struct awp_matrix_cell *cell) {
    if (cell->difference.len > 0) {
        (void)fputs("<dt>difference</dt><dd>", out);
        if (cell->difference_path.len > 0) {
            (void)fputs("at ", out);
            write_text(out, cell->difference_path);
            (void)fputs(": ", out);
        }
        write_text(out, cell->difference);
        (void)fputs("</dd>", out);
    }
}

static void write_cell(FILE *out, const struct awp_matrix *matrix, size_t testee, size_t golden) {
    const struct awp_matrix_cell *const cell = awp_matrix_at(matrix, testee, golden);
    const enum awp_verdict seen = awp_matrix_seen(cell);
    const struct awp_report_text detail = awp_matrix_detail(matrix, testee, golden);
    const bool is_bad = awp_verdict_breaks_rule(seen);
    (void)fprintf(out, "<td class=\"%s\">%s%s",
                  is_bad                     ? "bad"
                  : seen == AWP_VERDICT_PASS ? "pass"
                                             : "none",
                  is_bad ? "<details><summary>" : "", awp_matrix_marks[seen].text);
    if (detail.len > 0) {
        (void)fputs("<small>", out);
        write_text(out, detail);
        (void)fputs("</small>", out);
    }
    if (is_bad) {
        (void)fputs("</summary><dl>", out);
        (void)fprintf(out, "<dt>breaks</dt><dd>%s</dd>", awp_level_name(cell->broken_level));
        write_difference(out, cell);
        write_fact(out, "got", cell->got);
        write_fact(out, "reason", cell->reason);
        (void)fputs("</dl></details>", out);
    }
    (void)fputs("</td>", out);
}

static void write_row(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_case *const golden = &matrix->cases[at];
    (void)fputs("<tr><th scope=\"row\">", out);
    if (golden->link.len > 0) {
        (void)fputs("<a href=\"", out);
        awp_matrix_write_link(out, golden->link);
        (void)fputs("\">", out);
    }
    write_text(out, golden->id);
    (void)fprintf(out, "%s<small>", golden->link.len > 0 ? "</a>" : "");
    write_text(out, golden->title);
    (void)fprintf(out, "</small></th><td>%s</td>", awp_level_name(golden->level));
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_cell(out, matrix, t, at);
    }
    (void)fputs("</tr>\n", out);
}

static void write_clauses(FILE *out, const struct awp_matrix_rule *rule) {
    (void)fputs("<ul>\n", out);
    for (size_t i = 0; i < rule->clause_count; i++) {
        (void)fputs("<li><b>", out);
        write_text(out, rule->clauses[i].id);
        (void)fprintf(out, "</b> %s: ", awp_level_name(rule->clauses[i].level));
        awp_escape_write(out, AWP_ESCAPE_XML_TEXT, rule->clauses[i].text);
        (void)fputs("</li>\n", out);
    }
    (void)fputs("</ul>\n", out);
}

static void write_rows(FILE *out, const struct awp_matrix *matrix, size_t rule) {
    (void)fputs("<table>\n<thead><tr><th scope=\"col\">case</th><th scope=\"col\">level</th>", out);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        (void)fputs("<th scope=\"col\">", out);
        write_text(out, matrix->testees[t].key);
        (void)fputs("<small>", out);
        write_text(out, matrix->testees[t].version);
        (void)fputs("</small></th>", out);
    }
    (void)fputs("</tr></thead>\n<tbody>\n", out);
    for (size_t i = 0; i < matrix->case_count; i++) {
        if (matrix->cases[i].rule == rule) {
            write_row(out, matrix, i);
        }
    }
    (void)fputs("</tbody>\n</table>\n", out);
}

static void write_rule(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_rule *const rule = &matrix->rules[at];
    size_t counts[AWP_MATRIX_ROW_COUNT];
    awp_matrix_count_rows(matrix, at, counts);
    const size_t tells = counts[AWP_MATRIX_ROW_TELLS];
    const size_t all = tells + counts[AWP_MATRIX_ROW_ALL_PASS] + counts[AWP_MATRIX_ROW_UNASKED];
    if (all == 0) {
        return;
    }
    (void)fputs("<details class=\"rule\">\n<summary>", out);
    write_text(out, rule->id);
    (void)fputc(' ', out);
    write_text(out, rule->title);
    (void)fprintf(
        out,
        "<small>cases: %zu that show a failure or a choice, %zu that pass in every decoder "
        "that was asked, %zu that none was asked</small></summary>\n",
        tells, counts[AWP_MATRIX_ROW_ALL_PASS], counts[AWP_MATRIX_ROW_UNASKED]);
    write_clauses(out, rule);
    write_rows(out, matrix, at);
    (void)fputs("</details>\n", out);
}

static void write(FILE *out, const struct awp_matrix *matrix) {
    write_begin(out, matrix);
    write_head(out, matrix);
    write_ran(out, matrix);
    write_legend(out);
    for (size_t i = 0; i < matrix->rule_count; i++) {
        write_rule(out, matrix, i);
    }
    (void)fputs("</body>\n</html>\n", out);
}

const struct awp_matrix_writer awp_matrix_html = {
    .name = "html",
    .description = "one page, without network or script; every row, folded by rule",
    .write = write,
};
