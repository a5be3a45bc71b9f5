/* SPDX-License-Identifier: Apache-2.0 */
/* JSON lines: the run, each result as it comes, the totals; all that is known, for programs. */
#include <inttypes.h>

#include "json_line.h"
#include "sink.h"
#include "writers.h"

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    FILE *const out = sink->out;
    (void)fputs("{\"type\":\"run\",\"format\":1,\"suite\":{\"name\":\"awsproof\"", out);
    awp_json_line_member(out, ",", "version", run->suite_version);
    awp_json_line_member(out, ",", "cases_sha256", run->cases_sha256);
    (void)fputs("},\"testee\":{", out);
    awp_json_line_member(out, "", "name", run->testee_name);
    awp_json_line_member(out, ",", "version", run->testee_version);
    awp_json_line_optional(out, "language", run->testee_language);
    awp_json_line_optional(out, "runtime", run->testee_runtime);
    awp_json_line_optional(out, "command", run->testee_command);
    (void)fputc('}', out);
    awp_json_line_optional(out, "filter", run->filter);
    awp_json_line_optional(out, "options", run->options);
    if (run->is_shuffled) {
        (void)fprintf(out, ",\"shuffle_seed\":\"%" PRIu64 "\"", run->seed);
    }
    if (run->jobs > 0 && run->repeat > 0) {
        (void)fprintf(out, ",\"jobs\":%zu,\"repeat\":%zu", run->jobs, run->repeat);
    }
    awp_json_line_member(out, ",", "started_at", run->started_at);
    (void)fprintf(out, ",\"selected\":%zu", run->selected);
    awp_json_line_end(out);
}

static void write_case(FILE *out, const struct awp_report_result *one) {
    awp_json_line_member(out, ",", "id", one->id);
    awp_json_line_member(out, ",", "title", one->title);
    awp_json_line_member(out, ",", "why", one->why);
    (void)fprintf(out, ",\"level\":\"%s\"", awp_level_name(one->level));
    awp_json_line_list(out, "rules", one->rules, one->rule_count);
    awp_json_line_list(out, "sources", one->sources, one->source_count);
    awp_json_line_list(out, "flags", one->flags, one->flag_count);
    awp_json_line_member(out, ",", "file", one->file);
    (void)fprintf(out, ",\"line\":%u", one->line);
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    FILE *const out = sink->out;
    (void)fputs("{\"type\":\"result\"", out);
    write_case(out, one);
    (void)fprintf(out, ",\"verdict\":\"%s\",\"required\":%s", awp_verdict_name(one->verdict),
                  one->required ? "true" : "false");
    if (awp_verdict_breaks_rule(one->verdict)) {
        (void)fprintf(out, ",\"breaks\":\"%s\"", awp_level_name(one->broken_level));
    }
    awp_json_line_optional(out, "class", one->failure);
    awp_json_line_optional(out, "reason", one->reason);
    awp_json_line_optional(out, "choice", one->choice);
    awp_json_line_input(out, one->input, one->input.len);
    awp_json_line_outcome(out, "want", one->want);
    awp_json_line_outcome(out, "got", one->got);
    awp_json_line_optional(out, "difference_path", one->difference_path);
    awp_json_line_optional(out, "difference", one->difference);
    awp_json_line_optional(out, "stderr_tail", one->stderr_tail);
    awp_json_line_member(out, ",", "replay", one->replay);
    (void)fprintf(out, ",\"duration_us\":%" PRIu64, one->duration_us);
    awp_json_line_end(out);
}

static void write_levels(FILE *out, const struct awp_report_totals *totals) {
    (void)fputs(",\"levels\":{", out);
    for (size_t i = 0; i < AWP_LEVEL_COUNT; i++) {
        (void)fprintf(out, "%s\"%s\":{\"passed\":%zu,\"selected\":%zu}", i == 0 ? "" : ",",
                      awp_level_name((enum awp_level)i), totals->passed[i], totals->selected[i]);
    }
    (void)fputc('}', out);
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    FILE *const out = sink->out;
    (void)fputs("{\"type\":\"totals\"", out);
    awp_json_line_verdicts(out, "verdicts", totals->verdicts);
    awp_json_line_verdicts(out, "must", totals->must);
    write_levels(out, totals);
    (void)fprintf(out,
                  ",\"required_failures\":%zu,\"known_flaky\":%zu,\"raw_not_compared\":%zu"
                  ",\"noise_lines\":%zu,\"restarts\":%zu",
                  totals->required_failures, totals->known_flaky, totals->raw_not_compared,
                  totals->noise_lines, totals->restarts);
    if (totals->stopped != NULL) {
        awp_json_line_member(out, ",", "stopped", awp_text_of_string(totals->stopped));
    }
    (void)fprintf(out, ",\"duration_us\":%" PRIu64, totals->duration_us);
    awp_json_line_end(out);
}

const struct awp_report_writer awp_report_jsonl = {
    .name = "jsonl",
    .description = "JSON lines: the run, a line a result, the totals",
    .begin = begin,
    .result = result,
    .end = end,
};
