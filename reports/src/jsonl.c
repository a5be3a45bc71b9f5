/* SPDX-License-Identifier: Apache-2.0 */
/* JSON lines: the run, each result as it comes, the totals; all that is known, for programs. */
#include <inttypes.h>
#include <nettle/base64.h>

#include "escape.h"
#include "json_text.h"
#include "sink.h"
#include "writers.h"

static void write_string(FILE *out, struct awp_report_text text) {
    (void)fputc('"', out);
    awp_escape_write_cut(out, AWP_ESCAPE_JSON, text, AWP_TEXT_MAX_BYTES);
    (void)fputc('"', out);
}

/* `before`: what stands before the name, "," or nothing. */
static void write_member(FILE *out, const char *before, const char *name,
                         struct awp_report_text text) {
    (void)fprintf(out, "%s\"%s\":", before, name);
    write_string(out, text);
}

static void write_optional(FILE *out, const char *name, struct awp_report_text text) {
    if (text.len > 0) {
        write_member(out, ",", name, text);
    }
}

static void write_list(FILE *out, const char *name, const struct awp_report_text *items,
                       size_t count) {
    (void)fprintf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "" : ",", out);
        write_string(out, items[i]);
    }
    (void)fputc(']', out);
}

/* An outcome as JSON under its name; what is no JSON, or too long to keep whole, as "..._text". */
static void write_outcome(FILE *out, const char *name, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    if (text.len <= AWP_TEXT_MAX_BYTES && awp_json_text_is_valid(text)) {
        (void)fprintf(out, ",\"%s\":", name);
        awp_json_text_write(out, text);
        return;
    }
    (void)fprintf(out, ",\"%s_text\":", name);
    write_string(out, text);
}

static bool is_printable_ascii(struct awp_report_text text) {
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if ((byte < 0x20 || byte > 0x7e) && byte != '\n' && byte != '\t') {
            return false;
        }
    }
    return true;
}

static void write_base64(FILE *out, struct awp_report_text bytes) {
    enum { BLOCK = 3 * 256 };
    char encoded[BASE64_ENCODE_RAW_LENGTH(BLOCK)];
    for (size_t at = 0; at < bytes.len; at += BLOCK) {
        const size_t count = bytes.len - at < BLOCK ? bytes.len - at : BLOCK;
        base64_encode_raw(encoded, count, (const uint8_t *)bytes.ptr + at);
        (void)fwrite(encoded, 1, BASE64_ENCODE_RAW_LENGTH(count), out);
    }
}

static void write_input(FILE *out, struct awp_report_text input) {
    (void)fprintf(out, ",\"input_bytes\":%zu", input.len);
    write_member(out, ",", "input", input);
    if (input.len <= AWP_TEXT_MAX_BYTES && !is_printable_ascii(input)) {
        (void)fputs(",\"input_base64\":\"", out);
        write_base64(out, input);
        (void)fputc('"', out);
    }
}

/* An interrupted run, or a reader that follows the file, finds whole lines. */
static void end_line(FILE *out) {
    (void)fputs("}\n", out);
    (void)fflush(out);
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    FILE *const out = sink->out;
    (void)fputs("{\"type\":\"run\",\"format\":1,\"suite\":{\"name\":\"awsproof\"", out);
    write_member(out, ",", "version", run->suite_version);
    write_member(out, ",", "cases_sha256", run->cases_sha256);
    (void)fputs("},\"testee\":{", out);
    write_member(out, "", "name", run->testee_name);
    write_member(out, ",", "version", run->testee_version);
    write_optional(out, "language", run->testee_language);
    write_optional(out, "runtime", run->testee_runtime);
    write_optional(out, "command", run->testee_command);
    (void)fputc('}', out);
    write_optional(out, "filter", run->filter);
    write_optional(out, "options", run->options);
    if (run->is_shuffled) {
        (void)fprintf(out, ",\"shuffle_seed\":\"%" PRIu64 "\"", run->seed);
    }
    if (run->jobs > 0 && run->repeat > 0) {
        (void)fprintf(out, ",\"jobs\":%zu,\"repeat\":%zu", run->jobs, run->repeat);
    }
    write_member(out, ",", "started_at", run->started_at);
    (void)fprintf(out, ",\"selected\":%zu", run->selected);
    end_line(out);
}

static void write_case(FILE *out, const struct awp_report_result *one) {
    write_member(out, ",", "id", one->id);
    write_member(out, ",", "title", one->title);
    write_member(out, ",", "why", one->why);
    (void)fprintf(out, ",\"level\":\"%s\"", awp_level_name(one->level));
    write_list(out, "rules", one->rules, one->rule_count);
    write_list(out, "sources", one->sources, one->source_count);
    write_member(out, ",", "file", one->file);
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
    write_optional(out, "class", one->failure);
    write_optional(out, "reason", one->reason);
    write_optional(out, "choice", one->choice);
    write_input(out, one->input);
    write_outcome(out, "want", one->want);
    write_outcome(out, "got", one->got);
    write_optional(out, "difference_path", one->difference_path);
    write_optional(out, "difference", one->difference);
    write_optional(out, "stderr_tail", one->stderr_tail);
    write_member(out, ",", "replay", one->replay);
    (void)fprintf(out, ",\"duration_us\":%" PRIu64, one->duration_us);
    end_line(out);
}

static void write_verdicts(FILE *out, const char *name, const size_t counts[AWP_VERDICT_COUNT]) {
    (void)fprintf(out, ",\"%s\":{", name);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        (void)fprintf(out, "%s\"%s\":%zu", i == 0 ? "" : ",", awp_verdict_name((enum awp_verdict)i),
                      counts[i]);
    }
    (void)fputc('}', out);
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
    write_verdicts(out, "verdicts", totals->verdicts);
    write_verdicts(out, "must", totals->must);
    write_levels(out, totals);
    (void)fprintf(out,
                  ",\"required_failures\":%zu,\"known_flaky\":%zu,\"raw_not_compared\":%zu"
                  ",\"noise_lines\":%zu,\"restarts\":%zu",
                  totals->required_failures, totals->known_flaky, totals->raw_not_compared,
                  totals->noise_lines, totals->restarts);
    if (totals->stopped != NULL) {
        write_member(out, ",", "stopped", awp_text_of_string(totals->stopped));
    }
    (void)fprintf(out, ",\"duration_us\":%" PRIu64, totals->duration_us);
    end_line(out);
}

const struct awp_report_writer awp_report_jsonl = {
    .name = "jsonl",
    .description = "JSON lines: the run, a line a result, the totals",
    .begin = begin,
    .result = result,
    .end = end,
};
