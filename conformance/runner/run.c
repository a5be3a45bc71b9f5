/* SPDX-License-Identifier: Apache-2.0 */
/* A run: every selected case put to the decoder under test, judged, and reported. */
#include "run.h"

#include <poll.h>

#include "engine.h"
#include "isolation.h"
#include "repeat.h"
#include "run_log.h"
#include "text.h"

struct run {
    const struct awp_run_options *options;
    struct awp_arena *arena; /* for the whole run */
    struct awp_engine *engine;
    struct awp_desk *desk; /* NULL: nothing goes over HTTP */
    struct awp_repeat repeat;
    const struct awp_isolation *isolation; /* NULL: it is not looked for */
    struct awp_run_log log;
    bool was_stopped; /* by a signal */
    bool lost_testee; /* it could not be started again */
    size_t unblamed_faults;
    struct awp_bytes unclaimed; /* why the first case is unsupported that is; empty: none is */
};

/* Takes the attempts of a run in their order: those at the same case follow each other. */
static const char *finish(void *context, struct awp_attempt *attempt, size_t position) {
    struct run *run = context;
    struct awp_bytes replay = {0};
    const size_t turn = position % run->options->repeat;
    if (!awp_repeat_take(&run->repeat, attempt, turn, run->options->repeat)) {
        return NULL;
    }
    if (run->isolation != NULL) {
        replay = awp_isolation_judge(run->isolation, attempt, position / run->options->repeat);
    }
    if (attempt->judgement.verdict == AWP_VERDICT_UNSUPPORTED && run->unclaimed.len == 0) {
        awp_need(awp_arena_copy(run->arena, attempt->judgement.reason, &run->unclaimed));
    }
    const bool is_failure = awp_run_log_add(&run->log, attempt, replay);
    return is_failure && run->options->fail_fast ? "--fail-fast: a case failed" : NULL;
}

static bool stop_is_asked(const struct run *run) {
    struct pollfd descriptor = {.fd = run->options->testee.stop, .events = POLLIN};
    return poll(&descriptor, 1, 0) > 0;
}

static void run_reference(struct run *run) {
    const struct awp_run_options *options = run->options;
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const char *stopped = NULL;
    for (size_t at = 0; at < options->case_count * options->repeat; at++) {
        struct awp_attempt attempt;
        awp_attempt_prepare(&attempt, options->cases[at / options->repeat], arena);
        if (stopped == NULL && stop_is_asked(run)) {
            run->was_stopped = true;
            stopped = "the run was stopped";
        }
        if (stopped == NULL) {
            awp_attempt_ask_reference(&attempt);
        } else {
            awp_attempt_fail(&attempt, AWP_EXCHANGE_STOPPED, AWP_VERDICT_NOT_RUN,
                             awp_bytes_of_string(stopped));
        }
        const char *why = finish(run, &attempt, at);
        stopped = stopped == NULL ? why : stopped;
        awp_arena_reset(arena);
    }
    run->log.totals.stopped = stopped;
    awp_arena_destroy(arena);
}

static struct awp_engine_work work_of(struct run *run) {
    const struct awp_run_options *options = run->options;
    return (struct awp_engine_work){
        .setting = {options->transport, run->desk, options->is_exact},
        .cases = options->cases,
        .case_count = options->case_count,
        .repeat = options->repeat,
        .jobs = options->jobs,
        .in_windows = !options->no_pipelining,
        .finished = finish,
        .context = run,
    };
}

static void run_testee(struct run *run) {
    const struct awp_engine_work work = work_of(run);
    awp_engine_run(run->engine, &work);
    const struct awp_engine_sums *sums = awp_engine_sums(run->engine);
    struct awp_report_totals *totals = &run->log.totals;
    totals->stopped = sums->stopped;
    totals->noise_lines = sums->noise_lines;
    totals->restarts = sums->restarts;
    run->was_stopped = sums->was_stopped;
    run->lost_testee = sums->lost_testee;
    run->unblamed_faults = sums->unblamed_faults;
    if (sums->note_count > 0) {
        fprintf(stderr, "awsproof: %.*s%s\n", AWP_TEXT_ARGS(sums->note),
                sums->note_count > 1 ? ", and not only once" : "");
    }
    if (sums->unblamed_faults > 0) {
        fprintf(stderr, "awsproof: %zu faults of the testee came when nothing was asked\n",
                sums->unblamed_faults);
    }
}

/* Without a testee every case is the infrastructure's failure: the reports still are complete. */
static void report_no_testee(struct run *run, struct awp_bytes reason, struct awp_bytes errors) {
    const struct awp_run_options *options = run->options;
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    fprintf(stderr, "awsproof: the testee cannot be run: %.*s\n", AWP_TEXT_ARGS(reason));
    if (errors.len > 0) {
        fprintf(stderr, "its standard error ends:\n");
        awp_text_write_barred(stderr, errors);
    }
    run->was_stopped = stop_is_asked(run);
    awp_run_log_open(&run->log, options, NULL, false, run->arena);
    run->log.totals.stopped = awp_text_cstring(run->arena, reason);
    for (size_t i = 0; i < options->case_count; i++) {
        struct awp_attempt attempt;
        awp_attempt_prepare(&attempt, options->cases[i], arena);
        awp_attempt_fail(&attempt, AWP_EXCHANGE_STOPPED, AWP_VERDICT_INFRASTRUCTURE, reason);
        awp_run_log_add(&run->log, &attempt, (struct awp_bytes){0});
        awp_arena_reset(arena);
    }
    awp_arena_destroy(arena);
}

/* Opens the endpoint if the testee has a use for it. False: `*reason` says why it cannot. */
static bool open_desk(struct run *run, struct awp_bytes *reason) {
    char text[256];
    if (!awp_engine_hello(run->engine)->is_http ||
        run->options->transport == AWP_TRANSPORT_INLINE) {
        return true;
    }
    run->desk = awp_desk_open(text, sizeof(text));
    *reason = run->desk != NULL
                  ? (struct awp_bytes){0}
                  : awp_text_format(run->arena, "no endpoint for transport http: %s", text);
    return run->desk != NULL;
}

static struct awp_engine_options engine_options(const struct awp_run_options *options) {
    return (struct awp_engine_options){
        .testee = options->testee, .jobs = options->jobs, .max_restarts = options->max_restarts};
}

static void show_step(void *context) {
    struct awp_report_sink *progress = context;
    awp_report_add(progress, &(struct awp_report_result){.verdict = AWP_VERDICT_PASS});
}

/* What comes before the run that is reported can take longer than it: the progress that the run is
 * to have, if any, has a forerunner. */
static void look_for_isolation(struct run *run, const struct awp_engine_options *wanted) {
    const struct awp_run_options *options = run->options;
    const struct awp_report_run about = {.selected = AWP_ISOLATION_PASSES * options->case_count};
    const struct awp_engine_work work = work_of(run);
    struct awp_isolation_watch watch = {NULL, NULL};
    for (size_t i = 0; i < options->report_count; i++) {
        const struct awp_run_report *report = &options->reports[i];
        if (report->writer == awp_report_writer_find("progress")) {
            watch = (struct awp_isolation_watch){
                show_step, awp_need_block(awp_report_open(report->writer, &about, report->out,
                                                          report->style))};
        }
    }
    run->isolation = awp_isolation_look(wanted, &work, options->seed, watch, run->arena);
    if (watch.asked != NULL) {
        awp_report_close(watch.context, &(struct awp_report_totals){.stopped = NULL});
    }
}

static void run_with_testee(struct run *run) {
    const struct awp_engine_options wanted = engine_options(run->options);
    struct awp_bytes reason = {0};
    struct awp_bytes errors = {0};
    run->engine = awp_engine_open(&wanted, run->arena, &reason, &errors);
    if (run->engine == NULL || !open_desk(run, &reason)) {
        report_no_testee(run, reason, errors);
        return;
    }
    if (run->options->check_isolation) {
        awp_engine_rest(run->engine);
        look_for_isolation(run, &wanted);
    }
    awp_run_log_open(&run->log, run->options, awp_engine_hello(run->engine), true, run->arena);
    run_testee(run);
}

static int exit_status(const struct run *run) {
    const struct awp_report_totals *totals = &run->log.totals;
    if (run->was_stopped) {
        return AWP_EXIT_STOPPED;
    }
    if (totals->verdicts[AWP_VERDICT_INFRASTRUCTURE] > 0 || run->lost_testee) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    /* An unexpected pass is the list's failure, and not the testee's. */
    if (totals->required_failures > totals->verdicts[AWP_VERDICT_UNEXPECTED_PASS] ||
        run->unblamed_faults > 0) {
        return AWP_EXIT_FAILURE;
    }
    if (totals->verdicts[AWP_VERDICT_UNSUPPORTED] + totals->verdicts[AWP_VERDICT_NOT_RUN] ==
        run->options->case_count) {
        fprintf(stderr,
                "awsproof: nothing was judged: the testee claims none of the %zu cases%s%.*s\n",
                run->options->case_count, run->unclaimed.len > 0 ? "; of the first, " : "",
                AWP_TEXT_ARGS(run->unclaimed));
        return AWP_EXIT_INFRASTRUCTURE;
    }
    return AWP_EXIT_PASS;
}

int awp_run(const struct awp_run_options *options) {
    struct run run = {.options = options, .arena = awp_need_block(awp_arena_create(NULL, 0))};
    const uint64_t start_us = awp_now_us();
    awp_repeat_init(&run.repeat);
    if (options->testee.command != NULL) {
        run_with_testee(&run);
    } else {
        awp_run_log_open(&run.log, options, NULL, true, run.arena);
        run_reference(&run);
    }
    run.log.totals.duration_us = awp_now_us() - start_us;
    int status = exit_status(&run);
    /* Whether the list of known failures is true shows only when the run is over. */
    const bool may_change = status == AWP_EXIT_PASS && options->expectations != NULL;
    run.log.totals.exit_status = may_change ? -1 : status;
    if (!awp_run_log_close(&run.log) && status != AWP_EXIT_STOPPED) {
        status = AWP_EXIT_INFRASTRUCTURE;
    }
    awp_engine_close(run.engine);
    awp_desk_close(run.desk);
    awp_repeat_clear(&run.repeat);
    awp_arena_destroy(run.arena);
    return status;
}
