/* SPDX-License-Identifier: Apache-2.0 */
/* Decodings in an arena whose allocator, and libxml2's, fail where they are told to. */
#include "no_memory_oracle.h"

#include <string.h>

#include "awsproof/invite_members.h"
#include "expect.h"
#include "fail.h"
#include "health.h"
#include "libraries.h"
#include "surroundings.h"

enum { POISON = 0xA5, MAX_SWEEP = 512, CHOICES = 128 };
enum { FIRST_BLOCK_BYTES = 4096, FILL_STEP_BYTES = 16 };

/* One question, and what comes of it while nothing fails. */
struct baseline {
    const struct awp_run *run;
    const struct awp_question *question;
    const struct awp_http_response *response;
    const struct awp_outcome *outcome;
};

/* An outcome that the call left alone. */
static bool is_untouched(const struct awp_outcome *outcome) {
    struct awp_outcome poisoned;
    memset(&poisoned, POISON, sizeof poisoned);
    return memcmp(outcome, &poisoned, sizeof poisoned) == 0;
}

/* What an attempt is given. */
struct limits {
    const char *what; /* for a report, with `number` */
    size_t number;
    size_t max_bytes;  /* of the arena; 0: none */
    size_t fill_bytes; /* of the arena, taken before: where its first block ends is one of these */
};

/* Decodes in a new arena; gives the status, and holds a success against the baseline. */
static enum awp_status attempt(const struct baseline *baseline, struct awp_counting_heap *heap,
                               const struct limits *limits) {
    const struct awp_allocator allocator = awp_counting_heap_allocator(heap);
    struct awp_arena *arena = awp_arena_create(&allocator, limits->max_bytes);
    const char *what = limits->what;
    const size_t number = limits->number;
    struct awp_outcome outcome;
    if (arena == NULL) {
        return AWP_NO_MEMORY;
    }
    if (limits->fill_bytes > 0) { /* the block behind the filled one fails, whichever that is */
        (void)awp_arena_allocate(arena, limits->fill_bytes);
        heap->failure->at = heap->failure->count + 1;
    }
    memset(&outcome, POISON, sizeof outcome);
    const enum awp_status status =
        awp_ask(baseline->question, AWP_ON_BYTES, baseline->response, NULL, arena, &outcome);
    AWP_REQUIRE(baseline->run, status == AWP_OK || is_untouched(&outcome), NO_MEMORY,
                "%s %zu: the outcome was written, and the call failed", what, number);
    if (status == AWP_OK) {
        const enum awp_oracle difference = awp_outcome_difference(&outcome, baseline->outcome);
        AWP_REQUIRE(baseline->run, difference == AWP_ORACLE_COUNT, NO_MEMORY, "%s %zu: another %s",
                    what, number, awp_oracle_id(difference));
    }
    AWP_REQUIRE(baseline->run,
                limits->max_bytes == 0 || awp_arena_held_bytes(arena) <= limits->max_bytes,
                NO_MEMORY, "%s %zu: %zu bytes are held", what, number, awp_arena_held_bytes(arena));
    awp_arena_destroy(arena);
    return status;
}

static void fail_at(const struct baseline *baseline, size_t number, bool ever_after,
                    size_t fill_bytes) {
    struct awp_failure failure = {.at = fill_bytes > 0 ? 0 : number, .ever_after = ever_after};
    struct awp_counting_heap heap = {.failure = &failure};
    struct awp_surroundings surroundings;
    const char *what = ever_after ? "allocations from" : "allocation";
    const struct limits limits = {what, number, 0, fill_bytes};
    awp_surroundings_begin(&surroundings, baseline->run);
    awp_xml_heap()->failure = &failure;
    const enum awp_status status = attempt(baseline, &heap, &limits);
    awp_xml_heap()->failure = NULL;
    awp_surroundings_end(&surroundings, baseline->run, &heap);
    AWP_REQUIRE(baseline->run, status == AWP_OK || status == AWP_NO_MEMORY, NO_MEMORY, "%s %zu: %s",
                what, number, awp_status_text(status));
    AWP_REQUIRE(baseline->run, status == AWP_NO_MEMORY || failure.count < failure.at, NO_MEMORY,
                "%s %zu failed, and nobody says so", what, number);
    AWP_REQUIRE(baseline->run, heap.live_blocks == 0, LIVE_BLOCKS,
                "%s %zu: %zu blocks of the arena are left", what, number, heap.live_blocks);
}

static void check_ceiling(const struct baseline *baseline, size_t ceiling) {
    struct awp_counting_heap heap = {0};
    const struct limits limits = {"a ceiling of", ceiling, ceiling, 0};
    const enum awp_status status = attempt(baseline, &heap, &limits);
    AWP_REQUIRE(baseline->run, status == AWP_OK || status == AWP_OVER_CEILING, NO_MEMORY,
                "a ceiling of %zu: %s", ceiling, awp_status_text(status));
    if (baseline->question->format == AWP_FORMAT_JSON) {
        struct awp_arena *arena = awp_arena_create(NULL, ceiling);
        struct awp_invite_members_outcome typed;
        struct awp_value value;
        enum awp_status typed_status = awp_invite_members_decode(baseline->response, arena, &typed);
        if (typed_status == AWP_OK && !typed.is_error) {
            typed_status = awp_invite_members_to_value(&typed.response, arena, &value);
        }
        AWP_REQUIRE(baseline->run, typed_status == AWP_OK || typed_status == AWP_OVER_CEILING,
                    NO_MEMORY, "a ceiling of %zu, into types: %s", ceiling,
                    awp_status_text(typed_status));
        awp_arena_destroy(arena);
    }
}

/* How many allocations the question takes while nothing fails. */
static size_t count_allocations(const struct awp_question *question,
                                const struct awp_http_response *response) {
    struct awp_failure none = {0};
    struct awp_counting_heap heap = {.failure = &none};
    const struct awp_allocator allocator = awp_counting_heap_allocator(&heap);
    awp_xml_heap()->failure = &none;
    struct awp_arena *arena = awp_arena_create(&allocator, 0);
    struct awp_outcome outcome;
    const enum awp_status status = awp_ask(question, AWP_ON_BYTES, response, NULL, arena, &outcome);
    awp_xml_heap()->failure = NULL;
    awp_arena_destroy(arena);
    return status == AWP_OK ? none.count : 0;
}

static void check_question(const struct awp_run *run, const struct awp_question *question,
                           const struct awp_http_response *response, uint8_t choice) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_outcome outcome;
    const struct baseline baseline = {run, question, response, &outcome};
    const size_t count = count_allocations(question, response);
    if (arena == NULL ||
        awp_ask(question, AWP_ON_BYTES, response, NULL, arena, &outcome) != AWP_OK) {
        awp_oracle_fail(run, AWP_ORACLE_STATUS, "no outcome though nothing failed");
    }
    fail_at(&baseline, 1 + (choice % CHOICES) * count / CHOICES, choice >= CHOICES, 0);
    fail_at(&baseline, 2, false, 1 + (size_t)choice * FIRST_BLOCK_BYTES / UINT8_MAX);
    const size_t held = awp_arena_held_bytes(arena);
    check_ceiling(&baseline, AWP_ARENA_MIN_BYTES + choice * held / UINT8_MAX);
    for (size_t i = AWP_ARENA_MIN_BYTES; awp_oracles_are_all() && i <= held;
         i += FILL_STEP_BYTES + held / MAX_SWEEP / 4) {
        check_ceiling(&baseline, i);
    }
    for (size_t i = 1; awp_oracles_are_all() && i <= count && i <= MAX_SWEEP; i++) {
        fail_at(&baseline, i, false, 0);
        fail_at(&baseline, i, true, 0);
    }
    for (size_t i = 1; awp_oracles_are_all() && i <= FIRST_BLOCK_BYTES; i += FILL_STEP_BYTES) {
        fail_at(&baseline, 2, true, i);
    }
    awp_arena_destroy(arena);
}

void awp_no_memory_oracle(const struct awp_run *run, const struct awp_questions *questions,
                          const struct awp_http_response *response, uint8_t choice) {
    static bool is_warm;
    if (!is_warm) { /* what libxml2 keeps for good is no leak */
        (void)count_allocations(&questions->items[0], response);
        is_warm = true;
    }
    awp_health_count(AWP_HEALTH_INPUTS);
    for (size_t i = 0; i < questions->count; i++) {
        check_question(run, &questions->items[i], response, choice);
    }
}
