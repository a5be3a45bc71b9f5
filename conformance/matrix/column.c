/* SPDX-License-Identifier: Apache-2.0 */
/* A column of a matrix: one testee's run, kept. */
#include "column.h"

#include <assert.h>
#include <string.h>

#include "result.h"
#include "text.h"

/* The most that is kept of a text: enough to see what it is, for all cells at once. */
#define KEPT_BYTES 600

/* A run that is being watched. */
struct watch {
    struct awp_matrix_column *column;
    const struct awp_matrix_rows *rows;
    struct awp_arena *arena;
    size_t seen; /* results so far */
};

static struct awp_report_text keep(const struct watch *watch, struct awp_report_text text) {
    const struct awp_bytes bytes = {(const uint8_t *)text.ptr, text.len};
    struct awp_buffer out = {.arena = watch->arena};
    struct awp_bytes kept = {0};
    size_t cut = bytes.len > KEPT_BYTES ? KEPT_BYTES : bytes.len;
    /* Not through a character. */
    while (cut < bytes.len && cut > KEPT_BYTES - 4 && (bytes.ptr[cut] & 0xC0) == 0x80) {
        cut--;
    }
    awp_buffer_append(&out, (struct awp_bytes){bytes.ptr, cut});
    if (cut < bytes.len) {
        awp_buffer_append(
            &out, awp_text_format(watch->arena, "[... %zu bytes cut ...]", bytes.len - cut));
    }
    awp_need(awp_buffer_finish(&out, &kept));
    return awp_report_text_of(kept);
}

static void take_transports(struct watch *watch, struct awp_report_text text) {
    struct awp_matrix_testee *testee = &watch->column->testee;
    struct awp_report_text *items = awp_need_array(watch->arena, 2, sizeof(*items));
    size_t count = 0;
    while (text.len > 0) {
        const char *comma = memchr(text.ptr, ',', text.len);
        const size_t len = comma == NULL ? text.len : (size_t)(comma - text.ptr);
        assert(count < 2);
        items[count++] = keep(watch, (struct awp_report_text){text.ptr, len});
        const size_t past = comma == NULL ? len : len + 1;
        text = (struct awp_report_text){text.ptr + past, text.len - past};
    }
    testee->transports = items;
    testee->transport_count = count;
}

static void begin(void *context, const struct awp_report_run *run) {
    struct watch *watch = context;
    struct awp_matrix_testee *testee = &watch->column->testee;
    testee->name = keep(watch, run->testee_name);
    testee->version = keep(watch, run->testee_version);
    testee->language = keep(watch, run->testee_language);
    testee->runtime = keep(watch, run->testee_runtime);
    take_transports(watch, run->testee_transports);
}

static bool is_equal(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Whole, however long: a shell line that is cut does nothing good. */
static struct awp_report_text keep_line(const struct watch *watch, struct awp_report_text line) {
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(watch->arena, (struct awp_bytes){(const uint8_t *)line.ptr, line.len},
                            &kept));
    return awp_report_text_of(kept);
}

/* What stands before the id at the end of the line; all of it where that is not its end. */
static struct awp_report_text head_of(const struct awp_report_result *one) {
    struct awp_report_text head = one->replay;
    const size_t tail = one->id.len + 1;
    const char *end = head.ptr + head.len;
    if (head.len > tail && end[-(ptrdiff_t)tail] == ' ' &&
        memcmp(end - one->id.len, one->id.ptr, one->id.len) == 0) {
        head.len -= tail;
    }
    return head;
}

/* Mostly the line that replays a case is the same but for the id at its end: what stands before it
 * is kept once. A variant has a line of its own, and so has a case that takes others before it. */
static void take_replay(struct watch *watch, const struct awp_report_result *one,
                        struct awp_matrix_cell *cell) {
    struct awp_matrix_testee *testee = &watch->column->testee;
    const struct awp_report_text head = head_of(one);
    const bool ends_with_id = head.len < one->replay.len;
    if (ends_with_id && testee->replay.len == 0) {
        testee->replay = keep_line(watch, head);
    }
    if (!ends_with_id || !is_equal(head, testee->replay)) {
        cell->replay = keep_line(watch, one->replay);
    }
}

/* What came out is kept of a failure; of a pass it is what was expected. */
static void result(void *context, const struct awp_report_result *one) {
    struct watch *watch = context;
    const size_t row = watch->rows->row_of[watch->seen++];
    const bool is_pass = one->verdict == AWP_VERDICT_PASS;
    watch->column->cells[row] = (struct awp_matrix_cell){
        .verdict = one->verdict,
        .broken_level = one->broken_level,
        .failure = keep(watch, one->failure),
        .reason = keep(watch, one->reason),
        .choice = keep(watch, one->choice),
        .got = is_pass ? (struct awp_report_text){NULL, 0} : keep(watch, one->got),
        .difference_path = keep(watch, one->difference_path),
        .difference = keep(watch, one->difference),
        .stderr_tail = is_pass ? (struct awp_report_text){NULL, 0} : keep(watch, one->stderr_tail),
    };
    take_replay(watch, one, &watch->column->cells[row]);
}

static void end(void *context, const struct awp_report_totals *totals) {
    struct watch *watch = context;
    struct awp_matrix_testee *testee = &watch->column->testee;
    testee->raw_not_compared = totals->raw_not_compared;
    testee->noise_lines = totals->noise_lines;
    testee->restarts = totals->restarts;
    testee->trouble = keep(watch, awp_report_text_of(awp_bytes_of_string(totals->stopped)));
}

void awp_matrix_column_init(struct awp_matrix_column *column, struct awp_bytes key,
                            const char *command, const char *reason,
                            const struct awp_matrix_rows *rows, struct awp_arena *arena) {
    const struct awp_report_text why = awp_report_text_of(awp_bytes_of_string(reason));
    *column = (struct awp_matrix_column){
        .testee = {.key = awp_report_text_of(key),
                   .command = awp_report_text_of(awp_bytes_of_string(command)),
                   .trouble = why},
        .cells = awp_need_array(arena, rows->count, sizeof(*column->cells)),
    };
    for (size_t i = 0; i < rows->count; i++) {
        column->cells[i] = (struct awp_matrix_cell){.verdict = AWP_VERDICT_NOT_RUN, .reason = why};
    }
}

int awp_matrix_column_run(struct awp_matrix_column *column, const struct awp_run_options *run,
                          const struct awp_matrix_rows *rows, struct awp_arena *arena) {
    struct watch watch = {column, rows, arena, 0};
    const struct awp_run_observer observer = {begin, result, end, &watch};
    struct awp_run_options options = *run;
    options.observer = &observer;
    const int status = awp_run(&options);
    assert(watch.seen == rows->count);
    return status;
}

/* "fail other-outcome", "pass first-member", "crash" */
static struct awp_bytes describe(const struct awp_matrix_cell *cell, struct awp_arena *arena) {
    const char *name = awp_verdict_name(awp_matrix_seen(cell));
    const struct awp_report_text verdict = {name, strlen(name)};
    const struct awp_report_text detail = cell->failure.len > 0 ? cell->failure : cell->choice;
    if (detail.len == 0 || is_equal(detail, verdict)) {
        return awp_text_format(arena, "%s", name);
    }
    return awp_text_format(arena, "%s %.*s", name, AWP_TEXT_ARGS(detail));
}

static bool is_same(const struct awp_matrix_cell *a, const struct awp_matrix_cell *b) {
    return awp_matrix_seen(a) == awp_matrix_seen(b) && is_equal(a->failure, b->failure) &&
           is_equal(a->choice, b->choice);
}

/* Whether the first entry about the case, which decides, says that it comes and goes. */
static bool is_known_flaky(const struct awp_expectations *known, struct awp_report_text id) {
    const struct awp_bytes name = {(const uint8_t *)id.ptr, id.len};
    for (size_t i = 0; known != NULL && i < known->count; i++) {
        if (awp_expectation_matches(&known->items[i], name)) {
            return known->items[i].verdict == AWP_VERDICT_FLAKY;
        }
    }
    return false;
}

static void make_flaky(struct awp_matrix_cell *cell, bool is_known, struct awp_bytes reason) {
    *cell = (struct awp_matrix_cell){
        .verdict = is_known ? AWP_VERDICT_EXPECTED_FAILURE : AWP_VERDICT_FLAKY,
        .failure = awp_report_text_of(AWP_BYTES("flaky")),
        .broken_level = AWP_LEVEL_MUST,
        .reason = awp_report_text_of(reason),
    };
}

size_t awp_matrix_column_check(struct awp_matrix_column *column,
                               const struct awp_matrix_column *again,
                               const struct awp_matrix_rows *rows,
                               const struct awp_expectations *known, struct awp_arena *arena,
                               FILE *errors) {
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct awp_matrix_cell *cell = &column->cells[i];
        if (is_same(cell, &again->cells[i])) {
            continue;
        }
        const bool is_known = is_known_flaky(known, rows->cases[i].id);
        const struct awp_bytes first = describe(cell, arena);
        const struct awp_bytes second = describe(&again->cells[i], arena);
        const struct awp_bytes reason =
            awp_text_format(arena, "%.*s in one run, %.*s in the next%s", AWP_TEXT_ARGS(first),
                            AWP_TEXT_ARGS(second), is_known ? "; known to come and go" : "");
        fprintf(errors, "awsproof: %.*s, %.*s: %.*s\n", AWP_TEXT_ARGS(column->testee.key),
                AWP_TEXT_ARGS(rows->cases[i].id), AWP_TEXT_ARGS(reason));
        make_flaky(cell, is_known, reason);
        count += !is_known;
    }
    return count;
}
