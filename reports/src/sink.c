/* SPDX-License-Identifier: Apache-2.0 */
/* A report's life: opened on a stream, fed result by result, closed with the sums. */
#include "sink.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const verdict_names[AWP_VERDICT_COUNT] = {
#define VERDICT_NAME(name, text, meaning) [AWP_VERDICT_##name] = text,
    AWP_VERDICT_LIST(VERDICT_NAME)
#undef VERDICT_NAME
};

static const char *const level_names[AWP_LEVEL_COUNT] = {
    [AWP_LEVEL_MAY] = "may",
    [AWP_LEVEL_SHOULD] = "should",
    [AWP_LEVEL_MUST] = "must",
};

/* What a verdict says of the case. */
struct verdict_trait {
    bool failure;
    bool breaks_rule;
};

static const struct verdict_trait verdict_traits[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_FAIL] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_CRASH] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_HANG] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_PROTOCOL_ERROR] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_EXPECTED_FAILURE] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_UNEXPECTED_PASS] = {.failure = true, .breaks_rule = false},
    [AWP_VERDICT_FLAKY] = {.failure = true, .breaks_rule = true},
    [AWP_VERDICT_INFRASTRUCTURE] = {.failure = true, .breaks_rule = false},
};

const char *awp_verdict_name(enum awp_verdict verdict) {
    assert((size_t)verdict < AWP_VERDICT_COUNT);
    return verdict_names[verdict];
}

const char *awp_level_name(enum awp_level level) {
    assert((size_t)level < AWP_LEVEL_COUNT);
    return level_names[level];
}

struct awp_report_text awp_text_of_string(const char *string) {
    return (struct awp_report_text){string, strlen(string)};
}

bool awp_verdict_is_failure(enum awp_verdict verdict) {
    assert((size_t)verdict < AWP_VERDICT_COUNT);
    return verdict_traits[verdict].failure;
}

bool awp_verdict_breaks_rule(enum awp_verdict verdict) {
    assert((size_t)verdict < AWP_VERDICT_COUNT);
    return verdict_traits[verdict].breaks_rule;
}

bool awp_result_is_excused(const struct awp_report_result *result) {
    return !result->required &&
           (result->verdict == AWP_VERDICT_FAIL || result->verdict == AWP_VERDICT_FLAKY);
}

struct awp_report_sink *awp_report_open(const struct awp_report_writer *writer,
                                        const struct awp_report_run *run, FILE *out,
                                        struct awp_report_style style) {
    struct awp_report_sink *const sink = calloc(1, sizeof *sink);
    if (sink == NULL) {
        return NULL;
    }
    *sink = (struct awp_report_sink){.writer = writer, .run = run, .out = out, .style = style};
    if (writer->state_bytes > 0) {
        sink->state = calloc(1, writer->state_bytes);
        if (sink->state == NULL) {
            free(sink);
            return NULL;
        }
    }
    writer->begin(sink, run);
    return sink;
}

void awp_report_add(struct awp_report_sink *sink, const struct awp_report_result *result) {
    sink->writer->result(sink, result);
}

bool awp_report_close(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    sink->writer->end(sink, totals);
    const bool flushed = fflush(sink->out) == 0;
    const bool written = flushed && ferror(sink->out) == 0 && !sink->failed;
    free(sink->state);
    free(sink);
    return written;
}
