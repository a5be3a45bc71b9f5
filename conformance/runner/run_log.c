/* SPDX-License-Identifier: Apache-2.0 */
/* The results of a run on their way to its reports, and their sums. */
#include "run_log.h"

#include "clause.h"
#include "result.h"
#include "text.h"

/* A text that outlives what it was read from. */
static struct awp_report_text keep(struct awp_run_log *log, struct awp_bytes text) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(log->arena, text, &copied));
    return awp_report_text_of(copied);
}

static struct awp_bytes transports_of(const struct awp_hello *hello) {
    static const struct awp_bytes texts[2][2] = {
        {AWP_BYTES_INIT(""), AWP_BYTES_INIT("http")},
        {AWP_BYTES_INIT("inline"), AWP_BYTES_INIT("inline,http")}};
    return texts[hello->is_inline][hello->is_http];
}

/* The clauses as plain data. */
static const struct awp_report_clause *clauses_of(struct awp_arena *arena) {
    struct awp_report_clause *items = awp_need_array(arena, awp_clause_count, sizeof(*items));
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_rule *rule = awp_rule_of(awp_clauses[i].id);
        items[i] = (struct awp_report_clause){.id = awp_report_text_of(awp_clauses[i].id),
                                              .rule_title = awp_report_text_of(rule->title),
                                              .level = awp_clauses[i].level,
                                              .text = awp_report_text_of(awp_clauses[i].text)};
    }
    return items;
}

static void describe(struct awp_run_log *log, const struct awp_hello *hello) {
    const struct awp_run_options *options = log->options;
    static const struct awp_hello nothing = {.name = {NULL, 0}};
    const struct awp_hello reference = {.name = AWP_BYTES("reference"),
                                        .version = awp_bytes_of_string(awp_version()),
                                        .language = AWP_BYTES("C")};
    if (hello == NULL) {
        hello = options->testee.command == NULL ? &reference : &nothing;
    }
    log->about = (struct awp_report_run){
        .suite_version = awp_report_text_of(AWP_BYTES(AWP_VERSION)),
        .cases_sha256 = awp_report_text_of(awp_bytes_of_string(options->cases_sha256)),
        .filter = awp_report_text_of(options->filter),
        .options = awp_report_text_of(options->shown_options),
        .is_shuffled = options->is_shuffled,
        .seed = options->seed,
        .jobs = options->jobs,
        .repeat = options->repeat,
        .testee_name = keep(log, hello->name),
        .testee_version = keep(log, hello->version),
        .testee_language = keep(log, hello->language),
        .testee_runtime = keep(log, hello->runtime),
        .testee_transports = awp_report_text_of(transports_of(hello)),
        .testee_command = awp_report_text_of(awp_bytes_of_string(options->testee.command)),
        .started_at = awp_report_text_of(options->started_at),
        .selected = options->case_count,
        .clauses = clauses_of(log->arena),
        .clause_count = awp_clause_count,
    };
}

void awp_run_log_open(struct awp_run_log *log, const struct awp_run_options *options,
                      const struct awp_hello *hello, bool has_testee, struct awp_arena *arena) {
    *log = (struct awp_run_log){.options = options, .arena = arena};
    describe(log, hello);
    if (options->observer != NULL) {
        options->observer->begin(options->observer->context, &log->about);
    }
    log->sinks = awp_need_array(arena, options->report_count, sizeof(*log->sinks));
    for (size_t i = 0; i < options->report_count; i++) {
        const struct awp_run_report *wanted = &options->reports[i];
        if (has_testee || !wanted->skip_without_testee) {
            log->sinks[i] = awp_need_block(
                awp_report_open(wanted->writer, &log->about, wanted->out, wanted->style));
        }
    }
}

static void count(struct awp_report_totals *totals, const struct awp_judgement *judgement,
                  const struct awp_report_result *result) {
    totals->verdicts[result->verdict]++;
    totals->selected[result->level]++;
    totals->must[result->verdict] += result->level == AWP_LEVEL_MUST;
    totals->passed[result->level] += result->verdict == AWP_VERDICT_PASS;
    totals->required_failures += result->required;
    totals->known_flaky += judgement->is_known_flaky;
    totals->raw_not_compared += judgement->raw_not_compared;
}

bool awp_run_log_add(struct awp_run_log *log, struct awp_attempt *attempt,
                     struct awp_bytes replay) {
    const struct awp_run_options *options = log->options;
    const bool is_answered = attempt->exchange.end == AWP_EXCHANGE_ANSWERED;
    if (options->expectations != NULL) {
        awp_expectations_judge(options->expectations, attempt->golden, &attempt->judgement,
                               attempt->arena);
    }
    const struct awp_result_source source = {
        .golden = attempt->golden,
        .judgement = &attempt->judgement,
        .answer = is_answered ? &attempt->exchange.answer : NULL,
        .body = attempt->question.body,
        .line = attempt->exchange.line,
        .errors = attempt->exchange.errors,
        .cases_path = options->cases_path,
        .command = options->testee.command,
        .transport = awp_transport_name(options->transport),
        .program = options->program,
        .options = options->replay_options,
        .ids = replay,
        .require = options->require,
        .duration_us = attempt->duration_us,
    };
    const struct awp_report_result result = awp_result_make(&source, attempt->arena);
    count(&log->totals, &attempt->judgement, &result);
    if (options->observer != NULL) {
        options->observer->result(options->observer->context, &result);
    }
    for (size_t i = 0; i < options->report_count; i++) {
        if (log->sinks[i] != NULL) {
            awp_report_add(log->sinks[i], &result);
        }
    }
    return result.required;
}

bool awp_run_log_close(struct awp_run_log *log) {
    bool written = true;
    if (log->options->observer != NULL) {
        log->options->observer->end(log->options->observer->context, &log->totals);
    }
    for (size_t i = 0; i < log->options->report_count; i++) {
        if (log->sinks[i] != NULL && !awp_report_close(log->sinks[i], &log->totals)) {
            fprintf(stderr, "awsproof: cannot write the report %s\n",
                    log->options->reports[i].name);
            written = false;
        }
    }
    return written;
}
