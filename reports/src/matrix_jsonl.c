/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as JSON lines: the head, the testees, each case with its cells, the end. */
#include "json_line.h"
#include "matrix_view.h"
#include "matrix_writers.h"

static void write_head(FILE *out, const struct awp_matrix *matrix) {
    (void)fputs("{\"type\":\"matrix\",\"format\":1,\"suite\":{\"name\":\"awsproof\"", out);
    awp_json_line_member(out, ",", "version", matrix->suite_version);
    awp_json_line_member(out, ",", "cases_sha256", matrix->cases_sha256);
    (void)fputc('}', out);
    awp_json_line_optional(out, "filter", matrix->filter);
    awp_json_line_optional(out, "options", matrix->options);
    awp_json_line_member(out, ",", "started_at", matrix->started_at);
    awp_json_line_member(out, ",\"host\":{", "system", matrix->system);
    awp_json_line_member(out, ",", "machine", matrix->machine);
    (void)fprintf(out, ",\"cpus\":%zu},\"partial\":%s,\"checked\":%s", matrix->cpus,
                  matrix->is_partial ? "true" : "false", matrix->is_checked ? "true" : "false");
    (void)fprintf(out, ",\"testees\":%zu,\"cases\":%zu", matrix->testee_count, matrix->case_count);
    awp_json_line_end(out);
}

static void write_findings(FILE *out, const struct awp_matrix_testee *testee) {
    (void)fputs(",\"findings\":[", out);
    for (size_t i = 0; i < testee->finding_count; i++) {
        awp_json_line_member(out, i == 0 ? "{" : ",{", "path", testee->findings[i].path);
        awp_json_line_member(out, ",", "title", testee->findings[i].title);
        (void)fputc('}', out);
    }
    (void)fputc(']', out);
}

static void write_testee(FILE *out, const struct awp_matrix *matrix, size_t at) {
    const struct awp_matrix_testee *const testee = &matrix->testees[at];
    const struct awp_matrix_sums sums = awp_matrix_sum(matrix, at);
    (void)fputs("{\"type\":\"testee\"", out);
    awp_json_line_member(out, ",", "key", testee->key);
    awp_json_line_optional(out, "name", testee->name);
    awp_json_line_optional(out, "version", testee->version);
    awp_json_line_optional(out, "language", testee->language);
    awp_json_line_optional(out, "runtime", testee->runtime);
    awp_json_line_member(out, ",", "command", testee->command);
    awp_json_line_optional(out, "replay", testee->replay);
    awp_json_line_list(out, "transports", testee->transports, testee->transport_count);
    awp_json_line_verdicts(out, "seen", sums.seen);
    awp_matrix_write_levels(out, &sums);
    (void)fprintf(out, ",\"escapes\":%zu,\"lost_errors\":%zu,\"silent_losses\":%zu", sums.escapes,
                  sums.lost_errors, sums.silent_losses);
    (void)fprintf(out, ",\"breaks_must\":%zu,\"known\":%zu", sums.breaks_must, sums.known);
    (void)fprintf(out, ",\"raw_not_compared\":%zu,\"noise_lines\":%zu,\"restarts\":%zu",
                  testee->raw_not_compared, testee->noise_lines, testee->restarts);
    awp_json_line_optional(out, "trouble", testee->trouble);
    write_findings(out, testee);
    awp_json_line_end(out);
}

static void write_case(FILE *out, const struct awp_matrix_case *golden) {
    (void)fputs("{\"type\":\"case\"", out);
    awp_json_line_member(out, ",", "id", golden->id);
    awp_json_line_member(out, ",", "title", golden->title);
    (void)fprintf(out, ",\"level\":\"%s\"", awp_level_name(golden->level));
    awp_json_line_list(out, "rules", golden->rules, golden->rule_count);
    awp_json_line_member(out, ",", "why", golden->why);
    awp_json_line_list(out, "sources", golden->sources, golden->source_count);
    awp_json_line_list(out, "flags", golden->flags, golden->flag_count);
    awp_json_line_input(out, golden->input, golden->input_bytes);
    awp_json_line_outcome(out, "want", golden->want);
    awp_json_line_member(out, ",", "file", golden->file);
    (void)fprintf(out, ",\"line\":%u", golden->line);
    awp_json_line_end(out);
}

static void write_cell(FILE *out, const struct awp_matrix *matrix, size_t at, size_t golden) {
    const struct awp_matrix_cell *const cell = awp_matrix_at(matrix, at, golden);
    const enum awp_verdict seen = awp_matrix_seen(cell);
    (void)fputs("{\"type\":\"cell\"", out);
    awp_json_line_member(out, ",", "testee", matrix->testees[at].key);
    awp_json_line_member(out, ",", "case", matrix->cases[golden].id);
    (void)fprintf(out, ",\"verdict\":\"%s\"", awp_verdict_name(cell->verdict));
    if (seen != cell->verdict) {
        (void)fprintf(out, ",\"seen\":\"%s\"", awp_verdict_name(seen));
    }
    if (cell->failure.len > 0) {
        awp_json_line_member(out, ",", "class", cell->failure);
        (void)fprintf(out, ",\"breaks\":\"%s\"", awp_level_name(cell->broken_level));
    }
    awp_json_line_optional(out, "choice", cell->choice);
    awp_json_line_outcome(out, "got", cell->got);
    awp_json_line_optional(out, "difference_path", cell->difference_path);
    awp_json_line_optional(out, "difference", cell->difference);
    awp_json_line_optional(out, "reason", cell->reason);
    awp_json_line_optional(out, "stderr_tail", cell->stderr_tail);
    awp_json_line_optional(out, "replay", cell->replay);
    awp_json_line_end(out);
}

static void write(FILE *out, const struct awp_matrix *matrix) {
    write_head(out, matrix);
    for (size_t t = 0; t < matrix->testee_count; t++) {
        write_testee(out, matrix, t);
    }
    for (size_t i = 0; i < matrix->case_count; i++) {
        write_case(out, &matrix->cases[i]);
        for (size_t t = 0; t < matrix->testee_count; t++) {
            write_cell(out, matrix, t, i);
        }
    }
    (void)fprintf(out, "{\"type\":\"end\",\"cells\":%zu",
                  matrix->testee_count * matrix->case_count);
    awp_json_line_end(out);
}

const struct awp_matrix_writer awp_matrix_jsonl = {
    .name = "jsonl",
    .description = "JSON lines: the head, the testees, each case with its cells, the end",
    .write = write,
};
