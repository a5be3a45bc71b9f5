/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as a page in GitHub's Markdown: the head figures, how to read it, a table a rule. */
#include "matrix_view.h"
#include "matrix_writers.h"
#include "sink.h"

static void write_text(FILE *out, struct awp_report_text text) {
    awp_matrix_write_text(out, AWP_ESCAPE_MARKDOWN, text);
}

static void write_link(FILE *out, struct awp_report_text words, struct awp_report_text path) {
    if (path.len == 0) {
        write_text(out, words);
        return;
    }
    (void)fputc('[', out);
    write_text(out, words);
    (void)fputs("](", out);
    awp_matrix_write_link(out, path);
    (void)fputc(')', out);
}

/* The line below a table's head: the first column to the left, the others in the middle. */
static void write_rule_line(FILE *out, size_t columns) {
    (void)fputs("|---|", out);
    for (size_t i = 1; i < columns; i++) {
        (void)fputs(":-:|", out);
    }
    (void)fputc('\n', out);
}

static void write_head_row(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_testee *const testee = &matrix->testees[at];
    const struct awp_matrix_sums sums = awp_matrix_sum(matrix, at);
    (void)fputs("| **", out);
    write_text(out, testee->key);
    (void)fputs("** | ", out);
    write_text(out, testee->version);
    for (size_t level = AWP_LEVEL_COUNT; level-- > AWP_LEVEL_SHOULD;) {
        (void)fputs(" | ", out);
        awp_matrix_write_share(out, &sums, (enum awp_level)level);
    }
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, " | %zu", awp_matrix_figure_of(&sums, &awp_matrix_figures[i]));
    }
    if (testee->finding_count > 0) {
        (void)fprintf(out, " | [%zu](#findings-%zu) |\n", testee->finding_count, at + 1);
    } else {
        (void)fputs(" | 0 |\n", out);
    }
}

static void write_head(FILE *out, const struct awp_matrix *matrix) {
    (void)fprintf(out, "# SDK matrix: %zu decoder%s, %zu golden cases\n\n", matrix->testee_count,
                  matrix->testee_count == 1 ? "" : "s", matrix->case_count);
    (void)fputs("| decoder | version | MUST passed | SHOULD passed |", out);
    for (size_t i = 0; i < awp_matrix_figure_count; i++) {
        (void)fprintf(out, " %s |", awp_matrix_figures[i].title);
    }
    (void)fputs(" findings |\n", out);
    write_rule_line(out, awp_matrix_figure_count + 5);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_head_row(out, matrix, t);
    }
}

static const char reading[] =
    "\n## How to read it\n\n"
    "A row is a golden case: a response, or how it is sent, and what a decoder must make of it. A "
    "column is a decoder as released, asked through its adapter, which adds nothing and repairs "
    "nothing. The rows are grouped by the first rule that each rests on; the rules are those of "
    "docs/SPEC.md, and its last section says what another decoder than the reference is "
    "allowed.\n\n"
    "- **MUST** and **SHOULD passed**: cases of that level that came out right, of those that the "
    "decoder claims: one that speaks more protocols is asked more. A case that was not run counts "
    "against it.\n"
    "- **Escape**: it threw what its callers are not told to expect. **Lost error**: the service's "
    "error became a client-side one. **Silent loss**: a result made of what cannot be decoded.\n"
    "- **MUST broken**: failures that no level excuses, in cases of any level.\n"
    "- A failure that is known, by the decoder's list of expectations, is the failure that it "
    "is.\n"
    "- **MAY** rows: nobody is wrong; the cell says which of the known ways each goes.\n"
    "- Rows that all pass are counted and left out; the JSON lines beside this page have each "
    "cell.\n\n"
    "| cell | meaning |\n|---|---|\n";

static void write_reading(FILE *out) {
    (void)fputs(reading, out);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (awp_matrix_marks[i].meaning != NULL) {
            (void)fprintf(out, "| %s | %s |\n", awp_matrix_marks[i].text,
                          awp_matrix_marks[i].meaning);
        }
    }
}

static void write_fact(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len > 0) {
        (void)fprintf(out, "- %s: ", label);
        write_text(out, text);
        (void)fputc('\n', out);
    }
}

static void write_ran(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("\n## What ran\n\n", out);
    write_fact(out, "awsproof", matrix->suite_version);
    write_fact(out, "SHA-256 of the cases", matrix->cases_sha256);
    write_fact(out, "filter", matrix->filter);
    write_fact(out, "options", matrix->options);
    write_fact(out, "begun", matrix->started_at);
    write_fact(out, "system", matrix->system);
    write_fact(out, "machine", matrix->machine);
    (void)fprintf(out, "- processors: %zu\n", matrix->cpus);
    if (matrix->is_checked) {
        (void)fputs("- each decoder was asked everything twice; what did not come out the same "
                    "is FLAKY\n",
                    out);
    }
    if (matrix->is_partial) {
        (void)fputs("- **the run was interrupted: this is no whole matrix**\n", out);
    }
}

static void write_described(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_testee *const testee = &matrix->testees[at];
    const struct awp_matrix_sums sums = awp_matrix_sum(matrix, at);
    (void)fputs("| ", out);
    write_text(out, testee->key);
    (void)fputs(" | ", out);
    write_text(out, testee->name);
    (void)fputc(' ', out);
    write_text(out, testee->version);
    (void)fputs(" | ", out);
    write_text(out, testee->runtime.len > 0 ? testee->runtime : testee->language);
    (void)fputs(" | ", out);
    for (size_t i = 0; i < testee->transport_count; i++) {
        (void)fputs(i == 0 ? "" : ", ", out);
        write_text(out, testee->transports[i]);
    }
    (void)fputs(" | ", out);
    write_text(out, testee->command);
    (void)fprintf(out, " | %zu | ", sums.known);
    write_text(out, testee->trouble);
    (void)fputs(" |\n", out);
}

static void write_testees(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("\n| decoder | calls itself | runtime | transports | command | known failures | "
                "not judged to the end |\n",
                out);
    write_rule_line(out, 7);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_described(out, matrix, t);
    }
}

static void write_findings(FILE *out, const struct awp_matrix *matrix) {
    size_t count = 0;
    for (size_t t = 0; t < matrix->testee_count; t++) {
        const struct awp_matrix_testee *const testee = &matrix->testees[t];
        if (testee->finding_count == 0) {
            continue;
        }
        (void)fprintf(out, "%s\n<a name=\"findings-%zu\"></a>**",
                      count == 0 ? "\n## Findings\n" : "", t + 1);
        write_text(out, testee->key);
        (void)fputs("**\n\n", out);
        for (size_t i = 0; i < testee->finding_count; i++) {
            (void)fputs("- ", out);
            write_link(out, testee->findings[i].title, testee->findings[i].path);
            (void)fputc('\n', out);
        }
        count += testee->finding_count;
    }
}

static void write_clauses(FILE *out, const struct awp_matrix_rule *rule) {
    (void)fputs("<details><summary>The rule</summary>\n\n", out);
    for (size_t i = 0; i < rule->clause_count; i++) {
        const struct awp_matrix_clause *const clause = &rule->clauses[i];
        (void)fputs("- **", out);
        write_text(out, clause->id);
        (void)fprintf(out, "** %s: ", awp_level_name(clause->level));
        awp_escape_write(out, AWP_ESCAPE_LINE, clause->text);
        (void)fputc('\n', out);
    }
    (void)fputs("\n</details>\n\n", out);
}

static void write_cell(FILE *out, const struct awp_matrix *matrix, size_t testee, size_t golden) {
    const enum awp_verdict seen = awp_matrix_seen(awp_matrix_at(matrix, testee, golden));
    const struct awp_report_text detail = awp_matrix_detail(matrix, testee, golden);
    const char *const bold = awp_verdict_breaks_rule(seen) ? "**" : "";
    (void)fprintf(out, " %s%s%s", bold, awp_matrix_marks[seen].text, bold);
    if (detail.len > 0) {
        (void)fputc(' ', out);
        write_text(out, detail);
    }
    (void)fputs(" |", out);
}

static void write_rows(FILE *out, const struct awp_matrix *matrix, size_t rule) {
    (void)fputs("| case | level |", out);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        (void)fputc(' ', out);
        write_text(out, matrix->testees[t].key);
        (void)fputs(" |", out);
    }
    (void)fputc('\n', out);
    write_rule_line(out, matrix->testee_count + 2);
    for (size_t i = 0; i < matrix->case_count; i++) {
        const struct awp_matrix_case *const golden = &matrix->cases[i];
        if (golden->rule != rule || awp_matrix_row(matrix, i) != AWP_MATRIX_ROW_TELLS) {
            continue;
        }
        (void)fputs("| ", out);
        write_link(out, golden->id, golden->link);
        (void)fprintf(out, " | %s |", awp_level_name(golden->level));
        for (size_t t = 0; t < matrix->testee_count; t++) {
            write_cell(out, matrix, t, i);
        }
        (void)fputc('\n', out);
    }
}

static void write_rule(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_rule *const rule = &matrix->rules[at];
    size_t counts[AWP_MATRIX_ROW_COUNT];
    awp_matrix_count_rows(matrix, at, counts);
    const size_t tells = counts[AWP_MATRIX_ROW_TELLS];
    if (tells + counts[AWP_MATRIX_ROW_ALL_PASS] + counts[AWP_MATRIX_ROW_UNASKED] == 0) {
        return;
    }
    (void)fputs("\n## ", out);
    write_text(out, rule->id);
    (void)fputc(' ', out);
    write_text(out, rule->title);
    (void)fputs("\n\n", out);
    write_clauses(out, rule);
    if (tells > 0) {
        write_rows(out, matrix, at);
        (void)fputc('\n', out);
    }
    (void)fprintf(
        out, "Left out: %zu that pass in every decoder that was asked, %zu that none was asked.\n",
        counts[AWP_MATRIX_ROW_ALL_PASS], counts[AWP_MATRIX_ROW_UNASKED]);
}

static void write(FILE *out, const struct awp_matrix *matrix) {
    write_head(out, matrix);
    write_findings(out, matrix);
    write_reading(out);
    write_ran(out, matrix);
    write_testees(out, matrix);
    for (size_t i = 0; i < matrix->rule_count; i++) {
        write_rule(out, matrix, i);
    }
}

const struct awp_matrix_writer awp_matrix_markdown = {
    .name = "md",
    .description = "a page in GitHub's Markdown; rows that all pass are counted and left out",
    .write = write,
};
