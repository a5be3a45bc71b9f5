/* SPDX-License-Identifier: Apache-2.0 */
/* JUnit XML as continuous integration servers read it: one suite, a test case a case. */
#include <inttypes.h>

#include "escape.h"
#include "sink.h"
#include "writers.h"

/* What a verdict is in JUnit; the format has these and no others. */
enum element { ELEMENT_NONE, ELEMENT_FAILURE, ELEMENT_ERROR, ELEMENT_SKIPPED, ELEMENT_COUNT };

static const char *const element_names[ELEMENT_COUNT] = {
    [ELEMENT_FAILURE] = "failure",
    [ELEMENT_ERROR] = "error",
    [ELEMENT_SKIPPED] = "skipped",
};

static const enum element verdict_elements[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = ELEMENT_NONE,
    [AWP_VERDICT_FAIL] = ELEMENT_FAILURE,
    [AWP_VERDICT_CRASH] = ELEMENT_ERROR,
    [AWP_VERDICT_HANG] = ELEMENT_ERROR,
    [AWP_VERDICT_PROTOCOL_ERROR] = ELEMENT_ERROR,
    [AWP_VERDICT_UNSUPPORTED] = ELEMENT_SKIPPED,
    [AWP_VERDICT_EXPECTED_FAILURE] = ELEMENT_SKIPPED,
    [AWP_VERDICT_UNEXPECTED_PASS] = ELEMENT_FAILURE,
    [AWP_VERDICT_FLAKY] = ELEMENT_FAILURE,
    [AWP_VERDICT_NOT_RUN] = ELEMENT_ERROR,
    [AWP_VERDICT_INFRASTRUCTURE] = ELEMENT_ERROR,
};

/* The sums stand before the cases, so the cases wait in a temporary file. */
struct junit_state {
    FILE *spool; /* NULL: there was none to be had, and the sink has failed */
    size_t counts[ELEMENT_COUNT];
};

static void write_text(FILE *out, struct awp_report_text text) {
    awp_escape_write_cut(out, AWP_ESCAPE_XML_TEXT, text, AWP_TEXT_MAX_BYTES);
}

static void write_attribute(FILE *out, const char *name, struct awp_report_text text) {
    (void)fprintf(out, " %s=\"", name);
    awp_escape_write_cut(out, AWP_ESCAPE_XML_ATTRIBUTE, text, AWP_TEXT_MAX_BYTES);
    (void)fputc('"', out);
}

/* Seconds, in digits of our own: a locale's decimal comma cannot get in. */
static void write_time(FILE *out, uint64_t duration_us) {
    const uint64_t milliseconds = (duration_us + 500) / 1000;
    (void)fprintf(out, " time=\"%" PRIu64 ".%03" PRIu64 "\"", milliseconds / 1000,
                  milliseconds % 1000);
}

/* The topic: the case file's name without its folders and ".json". */
static struct awp_report_text topic_of(struct awp_report_text file) {
    static const char suffix[] = ".json";
    const size_t suffix_len = sizeof suffix - 1;
    size_t start = file.len;
    while (start > 0 && file.ptr[start - 1] != '/') {
        start--;
    }
    struct awp_report_text topic = {file.len > 0 ? file.ptr + start : NULL, file.len - start};
    for (size_t i = 0; i < suffix_len; i++) {
        if (topic.len <= suffix_len || topic.ptr[topic.len - suffix_len + i] != suffix[i]) {
            return topic;
        }
    }
    topic.len -= suffix_len;
    return topic;
}

static void write_line(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    (void)fprintf(out, "%s: ", label);
    write_text(out, text);
    (void)fputc('\n', out);
}

static void write_lines(FILE *out, const char *label, struct awp_report_text text) {
    if (text.len == 0) {
        return;
    }
    (void)fprintf(out, "%s (%zu bytes):\n", label, text.len);
    write_text(out, text);
    (void)fputc('\n', out);
}

static void write_list(FILE *out, const char *label, const struct awp_report_text *items,
                       size_t count) {
    (void)fprintf(out, "%s:", label);
    for (size_t i = 0; i < count; i++) {
        (void)fputc(' ', out);
        write_text(out, items[i]);
    }
    (void)fputc('\n', out);
}

static void write_detail(FILE *out, const struct awp_report_result *result) {
    write_line(out, "title", result->title);
    write_line(out, "why", result->why);
    (void)fprintf(out, "level: %s\n", awp_level_name(result->level));
    if (awp_verdict_breaks_rule(result->verdict)) {
        (void)fprintf(out, "breaks: %s\n", awp_level_name(result->broken_level));
    }
    write_list(out, "rules", result->rules, result->rule_count);
    write_list(out, "sources", result->sources, result->source_count);
    (void)fputs("case: ", out);
    write_text(out, result->file);
    (void)fprintf(out, ":%u\n", result->line);
    write_line(out, "class", result->failure);
    write_line(out, "reason", result->reason);
    write_line(out, "choice", result->choice);
    write_line(out, "want", result->want);
    write_line(out, "got", result->got);
    write_line(out, "difference at", result->difference_path);
    write_line(out, "difference", result->difference);
    write_line(out, "replay", result->replay);
    write_lines(out, "input", result->input);
}

static void write_message(FILE *out, const struct awp_report_result *result) {
    (void)fprintf(out, " message=\"%s", awp_verdict_name(result->verdict));
    if (awp_result_is_excused(result)) {
        (void)fprintf(out, ", not required (breaks %s)", awp_level_name(result->broken_level));
    }
    if (result->reason.len > 0) {
        (void)fputs(": ", out);
        awp_escape_write_cut(out, AWP_ESCAPE_XML_ATTRIBUTE, result->reason, AWP_TEXT_MAX_BYTES);
    }
    (void)fputc('"', out);
}

static void write_element(FILE *out, enum element element, const struct awp_report_result *result) {
    (void)fprintf(out, "      <%s type=\"%s\"", element_names[element],
                  awp_verdict_name(result->verdict));
    write_message(out, result);
    (void)fputc('>', out);
    write_detail(out, result);
    (void)fprintf(out, "</%s>\n", element_names[element]);
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    (void)run;
    struct junit_state *const state = sink->state;
    state->spool = tmpfile();
    sink->failed = state->spool == NULL;
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    struct junit_state *const state = sink->state;
    FILE *const out = state->spool;
    if (out == NULL) {
        return;
    }
    const enum element element =
        awp_result_is_excused(one) ? ELEMENT_SKIPPED : verdict_elements[one->verdict];
    state->counts[element]++;
    (void)fputs("    <testcase", out);
    write_attribute(out, "classname", topic_of(one->file));
    write_attribute(out, "name", one->id);
    write_time(out, one->duration_us);
    (void)fputs(">\n", out);
    if (element != ELEMENT_NONE) {
        write_element(out, element, one);
    }
    if (one->choice.len > 0) {
        (void)fputs("      <system-out>choice: ", out);
        write_text(out, one->choice);
        (void)fputs("</system-out>\n", out);
    }
    if (one->stderr_tail.len > 0) {
        (void)fputs("      <system-err>", out);
        write_text(out, one->stderr_tail);
        (void)fputs("</system-err>\n", out);
    }
    (void)fputs("    </testcase>\n", out);
}

static void write_property(FILE *out, const char *name, struct awp_report_text value) {
    (void)fprintf(out, "      <property name=\"%s\"", name);
    write_attribute(out, "value", value);
    (void)fputs("/>\n", out);
}

static void write_count(FILE *out, const char *name, size_t count) {
    (void)fprintf(out, "      <property name=\"%s\" value=\"%zu\"/>\n", name, count);
}

static void write_properties(FILE *out, const struct awp_report_run *run,
                             const struct awp_report_totals *totals) {
    (void)fputs("    <properties>\n", out);
    write_property(out, "suite_version", run->suite_version);
    write_property(out, "cases_sha256", run->cases_sha256);
    write_property(out, "filter", run->filter);
    write_property(out, "options", run->options);
    if (run->is_shuffled) {
        (void)fprintf(out, "      <property name=\"shuffle_seed\" value=\"%" PRIu64 "\"/>\n",
                      run->seed);
    }
    write_count(out, "jobs", run->jobs);
    write_count(out, "repeat", run->repeat);
    write_property(out, "testee_name", run->testee_name);
    write_property(out, "testee_version", run->testee_version);
    write_property(out, "testee_language", run->testee_language);
    write_property(out, "testee_runtime", run->testee_runtime);
    write_property(out, "testee_command", run->testee_command);
    write_count(out, "required_failures", totals->required_failures);
    write_count(out, "known_flaky", totals->known_flaky);
    write_count(out, "raw_not_compared", totals->raw_not_compared);
    write_count(out, "noise_lines", totals->noise_lines);
    write_count(out, "restarts", totals->restarts);
    if (totals->stopped != NULL) {
        write_property(out, "stopped", awp_text_of_string(totals->stopped));
    }
    (void)fputs("    </properties>\n", out);
}

static void write_sums(FILE *out, const struct junit_state *state, uint64_t duration_us) {
    size_t tests = 0;
    for (size_t i = 0; i < ELEMENT_COUNT; i++) {
        tests += state->counts[i];
    }
    (void)fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", tests,
                  state->counts[ELEMENT_FAILURE], state->counts[ELEMENT_ERROR]);
    write_time(out, duration_us);
}

/* Copies the spooled cases behind the sums. False where some were lost. */
static bool copy_spool(FILE *spool, FILE *out) {
    if (fflush(spool) != 0 || ferror(spool) != 0 || fseek(spool, 0, SEEK_SET) != 0) {
        return false;
    }
    char block[8192];
    for (;;) {
        const size_t count = fread(block, 1, sizeof block, spool);
        if (count == 0) {
            return ferror(spool) == 0;
        }
        (void)fwrite(block, 1, count, out);
    }
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    struct junit_state *const state = sink->state;
    FILE *const out = sink->out;
    if (state->spool == NULL) {
        return;
    }
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"awsproof\"", out);
    write_sums(out, state, totals->duration_us);
    (void)fputs(">\n  <testsuite", out);
    write_attribute(out, "name", sink->run->testee_name);
    write_sums(out, state, totals->duration_us);
    (void)fprintf(out, " skipped=\"%zu\"", state->counts[ELEMENT_SKIPPED]);
    write_attribute(out, "timestamp", sink->run->started_at);
    (void)fputs(">\n", out);
    write_properties(out, sink->run, totals);
    sink->failed = !copy_spool(state->spool, out);
    (void)fclose(state->spool);
    (void)fputs("  </testsuite>\n</testsuites>\n", out);
}

const struct awp_report_writer awp_report_junit = {
    .name = "junit",
    .description = "JUnit XML, for continuous integration servers",
    .state_bytes = sizeof(struct junit_state),
    .begin = begin,
    .result = result,
    .end = end,
};
