/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF 2.1.0, for code scanning: the clauses as rules, a result a failure, the run as invocation.
 */
#include "sarif.h"

#include "escape.h"
#include "json_line.h"
#include "sink.h"
#include "writers.h"

enum { NAME_MAX_BYTES = 128 };

struct sarif_state {
    size_t results; /* written so far */
};

/* What says something of the run and nothing of the decoder: one notification each. */
struct sarif_notification {
    enum awp_verdict verdict;
    const char *level;
    const char *text;
};

static const struct sarif_notification notifications[] = {
    {AWP_VERDICT_INFRASTRUCTURE, "error", "cases not asked: the testee could not be started"},
    {AWP_VERDICT_NOT_RUN, "error", "cases not asked: the run ended before them"},
    {AWP_VERDICT_UNSUPPORTED, "note", "cases not asked: the testee does not claim them"},
};
#define NOTIFICATIONS (sizeof notifications / sizeof *notifications)

static void write_testee(FILE *out, const struct awp_report_run *run) {
    (void)fputs(",\"properties\":{", out);
    awp_json_line_member(out, "", "casesSha256", run->cases_sha256);
    awp_json_line_member(out, ",", "testee", run->testee_name);
    awp_json_line_optional(out, "testeeVersion", run->testee_version);
    awp_json_line_optional(out, "testeeLanguage", run->testee_language);
    awp_json_line_optional(out, "testeeRuntime", run->testee_runtime);
    awp_json_line_optional(out, "testeeCommand", run->testee_command);
    awp_json_line_optional(out, "filter", run->filter);
    awp_json_line_optional(out, "options", run->options);
    (void)fprintf(out, ",\"selected\":%zu}", run->selected);
}

/* One automation a testee: alerts of one SDK are not closed by the report about another. */
static void write_automation(FILE *out, const struct awp_report_run *run) {
    (void)fputs(",\"automationDetails\":{\"id\":\"awsproof/", out);
    awp_escape_write_cut(out, AWP_ESCAPE_JSON, run->testee_name, NAME_MAX_BYTES);
    (void)fputs("/\"}", out);
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    FILE *const out = sink->out;
    (void)fputs("{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                "sarif-schema-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{",
                out);
    awp_sarif_tool_write(out, run);
    write_automation(out, run);
    write_testee(out, run);
    (void)fputs(",\n\"columnKind\":\"unicodeCodePoints\",\"results\":[", out);
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    struct sarif_state *const state = sink->state;
    /* A set-up that failed is said once, and not for each case. */
    if (!awp_verdict_is_failure(one->verdict) || one->verdict == AWP_VERDICT_INFRASTRUCTURE) {
        return;
    }
    (void)fputs(state->results == 0 ? "\n" : ",\n", sink->out);
    state->results++;
    awp_sarif_result_write(sink->out, sink->run, one);
}

static void write_notifications(FILE *out, const struct awp_report_totals *totals) {
    const char *separator = "";
    (void)fputs(",\"toolExecutionNotifications\":[", out);
    for (size_t i = 0; i < NOTIFICATIONS; i++) {
        const struct sarif_notification *const one = &notifications[i];
        const size_t count = totals->verdicts[one->verdict];
        if (count > 0) {
            (void)fprintf(out, "%s{\"level\":\"%s\",\"message\":{\"text\":\"%zu %s\"}}", separator,
                          one->level, count, one->text);
            separator = ",";
        }
    }
    if (totals->stopped != NULL) {
        (void)fprintf(out, "%s{\"level\":\"error\",", separator);
        awp_sarif_message(out, "", "message", awp_text_of_string(totals->stopped));
        (void)fputc('}', out);
    }
    (void)fputc(']', out);
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    FILE *const out = sink->out;
    const bool is_whole =
        totals->stopped == NULL && totals->verdicts[AWP_VERDICT_INFRASTRUCTURE] == 0;
    (void)fprintf(out, "],\n\"invocations\":[{\"executionSuccessful\":%s",
                  is_whole ? "true" : "false");
    if (totals->exit_status >= 0) {
        (void)fprintf(out, ",\"exitCode\":%d", totals->exit_status);
    }
    awp_json_line_optional(out, "startTimeUtc", sink->run->started_at);
    write_notifications(out, totals);
    (void)fputs("}]}]}\n", out);
}

const struct awp_report_writer awp_report_sarif = {
    .name = "sarif",
    .description = "SARIF 2.1.0, for code scanning: a result for each failure",
    .state_bytes = sizeof(struct sarif_state),
    .begin = begin,
    .result = result,
    .end = end,
};
