/* SPDX-License-Identifier: Apache-2.0 */
/* TAP 14: a test point a case, and a YAML block for each that is not ok. */
#include <inttypes.h>

#include "coverage_line.h"
#include "digest.h"
#include "escape.h"
#include "sink.h"
#include "totals_line.h"
#include "writers.h"

struct tap_state {
    size_t number; /* of the last test point */
};

/* What a verdict is in TAP. */
struct tap_verdict {
    bool ok;
    const char *directive; /* "TODO": does not fail the test; "SKIP": nothing was tested; or NULL */
};

static const struct tap_verdict tap_verdicts[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = {.ok = true},
    [AWP_VERDICT_UNSUPPORTED] = {.ok = true, .directive = "SKIP"},
    [AWP_VERDICT_EXPECTED_FAILURE] = {.ok = false, .directive = "TODO"},
};

static void write_field(FILE *out, const char *name, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    (void)fprintf(out, "  %s: \"", name);
    awp_escape_write_cut(out, AWP_ESCAPE_YAML, text, AWP_TEXT_MAX_BYTES);
    (void)fputs("\"\n", out);
}

static void write_list(FILE *out, const char *name, const struct awp_report_text *items,
                       size_t count) {
    (void)fprintf(out, "  %s: [", name);
    for (size_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "\"" : ", \"", out);
        awp_escape_write_cut(out, AWP_ESCAPE_YAML, items[i], AWP_TEXT_MAX_BYTES);
        (void)fputc('"', out);
    }
    (void)fputs("]\n", out);
}

static void write_diagnostics(FILE *out, const struct awp_report_result *result) {
    (void)fputs("  ---\n", out);
    (void)fprintf(out, "  verdict: %s\n  level: %s\n", awp_verdict_name(result->verdict),
                  awp_level_name(result->level));
    if (awp_verdict_breaks_rule(result->verdict)) {
        (void)fprintf(out, "  breaks: %s\n", awp_level_name(result->broken_level));
    }
    (void)fprintf(out, "  required: %s\n", result->required ? "true" : "false");
    write_field(out, "why", result->why);
    write_list(out, "rules", result->rules, result->rule_count);
    write_list(out, "sources", result->sources, result->source_count);
    write_field(out, "file", result->file);
    (void)fprintf(out, "  line: %u\n", result->line);
    write_field(out, "class", result->failure);
    write_field(out, "reason", result->reason);
    write_field(out, "choice", result->choice);
    write_field(out, "want", result->want);
    write_field(out, "got", result->got);
    write_field(out, "difference_path", result->difference_path);
    write_field(out, "difference", result->difference);
    (void)fprintf(out, "  input_bytes: %zu\n", result->input.len);
    write_field(out, "input", result->input);
    write_field(out, "stderr_tail", result->stderr_tail);
    write_field(out, "replay", result->replay);
    (void)fprintf(out, "  duration_us: %" PRIu64 "\n", result->duration_us);
    (void)fputs("  ...\n", out);
}

static void write_directive(FILE *out, const char *directive,
                            const struct awp_report_result *result) {
    (void)fprintf(out, " # %s %s", directive, awp_verdict_name(result->verdict));
    if (awp_result_is_excused(result)) {
        (void)fprintf(out, ", not required (breaks %s)", awp_level_name(result->broken_level));
    }
    if (result->reason.len > 0) {
        (void)fputs(": ", out);
        awp_escape_write_cut(out, AWP_ESCAPE_TAP, result->reason, AWP_TEXT_MAX_BYTES);
    }
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    (void)fprintf(sink->out, "TAP version 14\n1..%zu%s\n", run->selected,
                  run->selected == 0 ? " # SKIP no case is selected" : "");
    awp_digest_write(sink->out, "# ", run);
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    struct tap_state *const state = sink->state;
    const struct tap_verdict *const verdict = &tap_verdicts[one->verdict];
    const char *const directive = awp_result_is_excused(one) ? "TODO" : verdict->directive;
    state->number++;
    (void)fprintf(sink->out, "%s %zu - ", verdict->ok ? "ok" : "not ok", state->number);
    awp_escape_write_cut(sink->out, AWP_ESCAPE_TAP, one->id, AWP_TEXT_MAX_BYTES);
    (void)fputs(": ", sink->out);
    awp_escape_write_cut(sink->out, AWP_ESCAPE_TAP, one->title, AWP_TEXT_MAX_BYTES);
    if (directive != NULL) {
        write_directive(sink->out, directive, one);
    }
    (void)fputc('\n', sink->out);
    if (!verdict->ok) {
        write_diagnostics(sink->out, one);
    }
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    (void)fputs("# ", sink->out);
    if (awp_coverage_line_write(sink->out, totals)) {
        (void)fputs("\n# ", sink->out);
    }
    awp_totals_line_write(sink->out, sink->run, totals);
    (void)fputc('\n', sink->out);
    if (totals->stopped != NULL) {
        (void)fputs("# stopped early: ", sink->out);
        awp_escape_write_cut(sink->out, AWP_ESCAPE_LINE, awp_text_of_string(totals->stopped),
                             AWP_TEXT_MAX_BYTES);
        (void)fputc('\n', sink->out);
    }
}

const struct awp_report_writer awp_report_tap = {
    .name = "tap",
    .description = "Test Anything Protocol 14, with a YAML block for each case that is not ok",
    .state_bytes = sizeof(struct tap_state),
    .begin = begin,
    .result = result,
    .end = end,
};
