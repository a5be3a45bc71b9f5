/* SPDX-License-Identifier: Apache-2.0 */
/* The sweeps: each run in a fresh arena, compared with the run in which nothing failed. */
#include "support/sweep.h"

#include <criterion/criterion.h>
#include <string.h>

#include "support/heap.h"
#include "support/xml_heap.h"

/* The arena hands out multiples of STEP bytes: steps of it reach each of its allocations. */
enum { STEP = 16, LARGE_BLOCK_BYTES = 64 * 1024 };

/* What a run came to. The text lives in `room`. */
struct trial {
    struct awp_test_room room;
    enum awp_status status;
    struct awp_bytes came;
};

/* The text is kept in a room of its own, which never fails. */
static void try_in(struct trial *trial, const struct awp_test_sweep *sweep, struct awp_bytes input,
                   struct awp_arena *arena) {
    awp_test_room_open(&trial->room, 0);
    struct awp_buffer came = {.arena = trial->room.arena};
    trial->came = (struct awp_bytes){0};
    trial->status = sweep->run(sweep, input, arena, &came);
    if (trial->status == AWP_OK) {
        cr_assert_eq(awp_buffer_finish(&came, &trial->came), AWP_OK, "%s", sweep->name);
    }
}

static void trial_end(struct trial *trial) { awp_test_room_close(&trial->room); }

static bool starts_with(struct awp_bytes text, const char *start) {
    const size_t len = strlen(start);
    return text.len >= len && memcmp(text.ptr, start, len) == 0;
}

static void expect_prefix(const struct awp_test_sweep *sweep, const struct trial *trial,
                          size_t len) {
    cr_assert_eq(trial->status, AWP_OK, "%s, %zu bytes: %s", sweep->name, len,
                 awp_status_text(trial->status));
    const bool is_whole = len == sweep->input.len;
    const char *wanted = is_whole ? sweep->whole : len == 0 ? sweep->empty : sweep->broken;
    const bool fits = is_whole || len == 0
                          ? awp_bytes_equal(trial->came, awp_bytes_of_string(wanted))
                          : starts_with(trial->came, wanted);
    cr_assert(fits, "%s, the first %zu bytes of %zu\n  expected: %s\n  came:     %.*s", sweep->name,
              len, sweep->input.len, wanted, AWP_TEST_SHOW(trial->came));
}

void awp_test_sweep_prefixes(const struct awp_test_sweep *sweep) {
    cr_assert_gt(sweep->input.len, 1, "%s: nothing to cut", sweep->name);
    for (size_t len = 0; len <= sweep->input.len; len++) {
        struct awp_test_room room;
        struct trial trial;
        awp_test_room_open(&room, 0);
        const struct awp_bytes prefix =
            awp_test_copy(&room.heap, (struct awp_bytes){sweep->input.ptr, len});
        try_in(&trial, sweep, prefix, room.arena);
        expect_prefix(sweep, &trial, len);
        trial_end(&trial);
        awp_test_release(&room.heap, prefix);
        awp_test_room_close(&room);
    }
}

/* The run in which nothing fails, and what it takes. */
struct baseline {
    struct trial trial;
    size_t arena_blocks;
    size_t held_bytes;
    size_t xml_allocations;
    size_t xml_live_blocks;
};

static void baseline_take(struct baseline *baseline, const struct awp_test_sweep *sweep) {
    struct awp_test_room room;
    for (int warm = 0; warm < 2; warm++) { /* the first parse sets up what libxml2 keeps */
        awp_test_room_open(&room, 0);
        awp_test_xml_heap_start(0, false);
        try_in(&baseline->trial, sweep, sweep->input, room.arena);
        baseline->xml_allocations = awp_test_xml_heap_stop();
        baseline->arena_blocks = room.heap.allocations;
        baseline->held_bytes = awp_arena_held_bytes(room.arena);
        awp_test_room_close(&room);
        if (warm == 0) {
            trial_end(&baseline->trial);
        }
    }
    baseline->xml_live_blocks = awp_test_xml_heap_live_blocks();
    cr_assert_eq(baseline->trial.status, AWP_OK, "%s", sweep->name);
    cr_assert_eq(baseline->xml_allocations > 0, sweep->uses_libxml2, "%s", sweep->name);
}

/* Small objects until a large block is the newest. */
static void open_large_block(struct awp_test_room *room) {
    size_t before;
    do {
        before = room->heap.live_bytes;
        cr_assert_not_null(awp_arena_allocate(room->arena, 1024));
    } while (room->heap.live_bytes < before + LARGE_BLOCK_BYTES);
}

/* How much is free in that block, as a multiple of STEP. */
static size_t free_in_large_block(void) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    open_large_block(&room);
    const size_t blocks = room.heap.allocations;
    size_t bytes = 0;
    while (awp_arena_allocate(room.arena, STEP) != NULL && room.heap.allocations == blocks) {
        bytes += STEP;
    }
    awp_test_room_close(&room);
    return bytes;
}

/* What fails in a run. */
struct fault {
    const char *what;
    size_t fill_bytes; /* taken from a large block of the arena's before the run; 0: a new arena */
    size_t max_bytes;  /* the arena's ceiling */
    size_t block;      /* of the arena's: fails, counted from the run's first */
    size_t xml;        /* of libxml2's allocations: fails */
    bool ever_after;
};

/* One run with the fault; true where it failed, and then by `expected` and with no trace. */
static bool fails(const struct awp_test_sweep *sweep, const struct baseline *baseline,
                  const struct fault *fault, enum awp_status expected) {
    struct awp_test_room room;
    struct trial trial;
    awp_test_room_open(&room, fault->max_bytes);
    if (fault->fill_bytes != 0) {
        open_large_block(&room);
        cr_assert_not_null(awp_arena_allocate(room.arena, fault->fill_bytes));
    }
    room.heap.fail_ever_after = fault->ever_after;
    room.heap.fail_at = fault->block == 0 ? 0 : room.heap.allocations + fault->block;
    awp_test_xml_heap_start(fault->xml, fault->ever_after);
    try_in(&trial, sweep, sweep->input, room.arena);
    (void)awp_test_xml_heap_stop();
    const bool failed = trial.status != AWP_OK;
    const bool is_injected = room.heap.fail_at != 0 && room.heap.allocations >= room.heap.fail_at;
    cr_assert(failed || !is_injected, "%s, %s, fill %zu, block %zu: the failure is not told",
              sweep->name, fault->what, fault->fill_bytes, fault->block);
    cr_assert(!failed || trial.status == expected, "%s, %s: %s", sweep->name, fault->what,
              awp_status_text(trial.status));
    cr_assert(failed || awp_bytes_equal(trial.came, baseline->trial.came),
              "%s, %s, fill %zu, ceiling %zu, block %zu, libxml2's %zu%s\n  expected: %.*s\n"
              "  came:     %.*s",
              sweep->name, fault->what, fault->fill_bytes, fault->max_bytes, fault->block,
              fault->xml, fault->ever_after ? " and after" : "",
              AWP_TEST_SHOW(baseline->trial.came), AWP_TEST_SHOW(trial.came));
    trial_end(&trial);
    awp_test_room_close(&room);
    cr_assert_eq(awp_test_xml_heap_live_blocks(), baseline->xml_live_blocks,
                 "%s, %s: libxml2 holds other blocks than before", sweep->name, fault->what);
    return failed;
}

/* A block is filled but for more and more, so that each object in turn needs the next. */
static void sweep_objects(const struct awp_test_sweep *sweep, const struct baseline *baseline,
                          bool ever_after) {
    const size_t most = free_in_large_block();
    bool failed = true;
    for (size_t left = 0; failed; left += STEP) {
        cr_assert_lt(left, most, "%s: the input is too large for this sweep", sweep->name);
        const struct fault fault = {
            .what = "an object", .fill_bytes = most - left, .block = 1, .ever_after = ever_after};
        failed = fails(sweep, baseline, &fault, AWP_NO_MEMORY);
        cr_assert(failed || left > 0, "%s: no object is missed", sweep->name);
    }
}

static void sweep_blocks(const struct awp_test_sweep *sweep, const struct baseline *baseline,
                         bool ever_after) {
    for (size_t block = 1; block < baseline->arena_blocks; block++) {
        const struct fault fault = {.what = "a block", .block = block, .ever_after = ever_after};
        cr_assert(fails(sweep, baseline, &fault, AWP_NO_MEMORY), "%s: block %zu is not missed",
                  sweep->name, block);
    }
}

static size_t sweep_libxml2(const struct awp_test_sweep *sweep, const struct baseline *baseline,
                            bool ever_after) {
    size_t failures = 0;
    for (size_t xml = 1; xml <= baseline->xml_allocations; xml++) {
        const struct fault fault = {.what = "libxml2's", .xml = xml, .ever_after = ever_after};
        failures += fails(sweep, baseline, &fault, AWP_NO_MEMORY) ? 1 : 0;
    }
    return failures;
}

void awp_test_sweep_memory(const struct awp_test_sweep *sweep) {
    struct baseline baseline;
    baseline_take(&baseline, sweep);
    for (int ever_after = 0; ever_after < 2; ever_after++) {
        sweep_objects(sweep, &baseline, ever_after);
        sweep_blocks(sweep, &baseline, ever_after);
        const size_t failures = sweep_libxml2(sweep, &baseline, ever_after);
        cr_assert_eq(failures > 0, sweep->uses_libxml2, "%s", sweep->name);
    }
    trial_end(&baseline.trial);
}

void awp_test_sweep_ceilings(const struct awp_test_sweep *sweep) {
    struct baseline baseline;
    baseline_take(&baseline, sweep);
    size_t failures = 0;
    bool last_failed = true;
    for (size_t max = AWP_ARENA_MIN_BYTES; max <= baseline.held_bytes + STEP; max += STEP) {
        const struct fault fault = {.what = "a ceiling", .max_bytes = max};
        last_failed = fails(sweep, &baseline, &fault, AWP_OVER_CEILING);
        failures += last_failed ? 1 : 0;
    }
    cr_assert_gt(failures, 0, "%s: no ceiling matters", sweep->name);
    cr_assert_not(last_failed, "%s: what it holds is not enough", sweep->name);
    trial_end(&baseline.trial);
}

void awp_test_sweep_all(const struct awp_test_sweep *sweeps, size_t count) {
    for (size_t i = 0; i < awp_test_some(count); i++) {
        awp_test_sweep_prefixes(&sweeps[i]);
        awp_test_sweep_memory(&sweeps[i]);
        awp_test_sweep_ceilings(&sweeps[i]);
    }
}
