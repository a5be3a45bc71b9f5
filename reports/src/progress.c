/* SPDX-License-Identifier: Apache-2.0 */
/* One line on a terminal that says how far a long run has come. */
#include "progress.h"

#include <inttypes.h>
#include <time.h>

#include "sink.h"
#include "writers.h"

enum { BAR_WIDTH = 24 };

static void write_bar(FILE *out, size_t done, size_t total) {
    const size_t filled = total == 0 ? BAR_WIDTH : BAR_WIDTH * done / total;
    (void)fputc('[', out);
    for (size_t i = 0; i < BAR_WIDTH; i++) {
        (void)fputc(i < filled ? '#' : '.', out);
    }
    (void)fputc(']', out);
}

/* The time left, if the rest goes at the pace so far. */
static void write_estimate(FILE *out, const struct awp_progress *progress, uint64_t elapsed_ms) {
    const uint64_t left_ms = elapsed_ms * (progress->total - progress->done) / progress->done;
    const uint64_t left_s = (left_ms + 999) / 1000;
    (void)fprintf(out, ", about %" PRIu64 ":%02" PRIu64 " left", left_s / 60, left_s % 60);
}

/* Ends at the line's start, so that whatever is printed next stands over it. */
static void draw(struct awp_progress *progress, uint64_t now_ms, FILE *out) {
    (void)fputc('\r', out);
    write_bar(out, progress->done, progress->total);
    (void)fprintf(out, " %zu/%zu", progress->done, progress->total);
    if (progress->failures > 0) {
        (void)fprintf(out, ", %zu failing", progress->failures);
    }
    write_estimate(out, progress, now_ms - progress->begun_ms);
    (void)fputs("\x1b[K\r", out);
    (void)fflush(out);
    progress->drawn_ms = now_ms;
    progress->visible = true;
}

void awp_progress_erase(struct awp_progress *progress, FILE *out) {
    if (progress->visible) {
        (void)fputs("\r\x1b[K", out);
        (void)fflush(out);
        progress->visible = false;
    }
}

void awp_progress_step(struct awp_progress *progress, enum awp_verdict verdict, uint64_t now_ms,
                       FILE *out) {
    /* More results than announced would count backwards; the line can only say what it knows. */
    progress->done += progress->done < progress->total ? 1 : 0;
    if (awp_verdict_is_failure(verdict)) {
        progress->failures++;
        awp_progress_erase(progress, out);
        return;
    }
    if (progress->done == 0 || now_ms - progress->begun_ms < AWP_PROGRESS_QUIET_MS) {
        return;
    }
    if (!progress->visible || now_ms - progress->drawn_ms >= AWP_PROGRESS_REDRAW_MS) {
        draw(progress, now_ms, out);
    }
}

static uint64_t clock_ms(void) {
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* With every case on a line of its own there is progress enough to see. */
static bool is_shown(const struct awp_report_sink *sink) {
    return sink->style.is_terminal && !sink->style.verbose && !sink->style.quiet;
}

static void begin(struct awp_report_sink *sink, const struct awp_report_run *run) {
    struct awp_progress *const progress = sink->state;
    progress->total = run->selected;
    progress->begun_ms = clock_ms();
}

static void result(struct awp_report_sink *sink, const struct awp_report_result *one) {
    if (is_shown(sink)) {
        awp_progress_step(sink->state, one->verdict, clock_ms(), sink->out);
    }
}

static void end(struct awp_report_sink *sink, const struct awp_report_totals *totals) {
    (void)totals;
    awp_progress_erase(sink->state, sink->out);
}

const struct awp_report_writer awp_report_progress = {
    .name = "progress",
    .description = "one line on a terminal while a long run lasts; open it before the others",
    .state_bytes = sizeof(struct awp_progress),
    .begin = begin,
    .result = result,
    .end = end,
};
