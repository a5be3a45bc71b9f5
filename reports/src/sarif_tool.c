/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF: the suite as a tool, with the specification's clauses as its rules. */
#include "escape.h"
#include "json_line.h"
#include "sarif.h"
#include "sink.h"

/* How much of one text a message keeps. */
enum { MESSAGE_BYTES = 4096 };

static const char *const levels[AWP_LEVEL_COUNT] = {
    [AWP_LEVEL_MAY] = "note",
    [AWP_LEVEL_SHOULD] = "warning",
    [AWP_LEVEL_MUST] = "error",
};

/* The levels as the specification writes them. */
static const char *const words[AWP_LEVEL_COUNT] = {
    [AWP_LEVEL_MAY] = "MAY",
    [AWP_LEVEL_SHOULD] = "SHOULD",
    [AWP_LEVEL_MUST] = "MUST",
};

const char *awp_sarif_level(enum awp_level level) { return levels[level]; }

void awp_sarif_message(FILE *out, const char *before, const char *name,
                       struct awp_report_text text) {
    (void)fprintf(out, "%s\"%s\":{\"text\":\"", before, name);
    awp_escape_write_cut(out, AWP_ESCAPE_SARIF, text, MESSAGE_BYTES);
    (void)fputs("\"}", out);
}

/* The clause and where it stands, for the reader of an alert. The text is our own Markdown, but
 * braces mean something to SARIF in Markdown too. */
static void write_help(FILE *out, const struct awp_report_clause *clause) {
    static const char *const forms[][2] = {{"text", ""}, {"markdown", "**"}};
    (void)fputs(",\"help\":{", out);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        (void)fprintf(out, "%s\"%s\":\"%s", i == 0 ? "" : ",", forms[i][0], forms[i][1]);
        awp_escape_write(out, AWP_ESCAPE_SARIF, clause->id);
        (void)fprintf(out, " %s%s: ", words[clause->level], forms[i][1]);
        awp_escape_write(out, AWP_ESCAPE_SARIF, clause->text);
        (void)fputs("\\n\\nRule: ", out);
        awp_escape_write(out, AWP_ESCAPE_SARIF, clause->rule_title);
        (void)fputs(".\\n\\nIt stands in docs/SPEC.md, whose last section says how other decoders "
                    "than the reference are judged. The replay line of each result shows the "
                    "failure alone.\"",
                    out);
    }
    (void)fputc('}', out);
}

static void write_clause(FILE *out, const struct awp_report_clause *clause) {
    (void)fputc('{', out);
    awp_json_line_member(out, "", "id", clause->id);
    awp_sarif_message(out, ",", "shortDescription", clause->rule_title);
    awp_sarif_message(out, ",", "fullDescription", clause->text);
    (void)fprintf(out, ",\"defaultConfiguration\":{\"level\":\"%s\"}", levels[clause->level]);
    write_help(out, clause);
    (void)fprintf(out, ",\"properties\":{\"tags\":[\"conformance\",\"%s\"]}},\n",
                  awp_level_name(clause->level));
}

static const char stale_rule[] =
    "{\"id\":\"" AWP_SARIF_STALE_RULE "\",\"shortDescription\":{\"text\":\"A known failure is none "
    "any more\"},\"fullDescription\":{\"text\":\"The list of known failures names a case that "
    "passes.\"},\"defaultConfiguration\":{\"level\":\"warning\"},\"help\":{\"text\":\"Take the "
    "entry off the list; docs/EXPECTATIONS.md says how.\"},\"properties\":{\"tags\":["
    "\"conformance\"]}}";

void awp_sarif_tool_write(FILE *out, const struct awp_report_run *run) {
    (void)fputs("\"tool\":{\"driver\":{\"name\":\"awsproof\"", out);
    awp_json_line_member(out, ",", "version", run->suite_version);
    awp_json_line_member(out, ",", "semanticVersion", run->suite_version);
    (void)fputs(",\"rules\":[\n", out);
    for (size_t i = 0; i < run->clause_count; i++) {
        write_clause(out, &run->clauses[i]);
    }
    (void)fprintf(out, "%s]}}", stale_rule);
}
