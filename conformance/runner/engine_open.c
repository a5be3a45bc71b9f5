/* SPDX-License-Identifier: Apache-2.0 */
/* The engine's beginning and end: what it holds, and its first process. */
#include <assert.h>
#include <stdlib.h>

#include "engine_state.h"
#include "text.h"

/* How many cases may be under way for each process. */
#define SLOTS_PER_JOB (2 * AWP_TESTEE_MAX_OPEN + AWP_ENGINE_HELD_ANSWERS + 2)

struct awp_engine *awp_engine_open(const struct awp_engine_options *options,
                                   struct awp_arena *arena, struct awp_bytes *reason,
                                   struct awp_bytes *errors) {
    struct awp_engine *engine = awp_need_block(calloc(1, sizeof(*engine)));
    assert(options->jobs >= 1 && options->jobs <= AWP_MAX_TESTEES);
    engine->options = *options;
    engine->options.testee.ids = &engine->ids;
    engine->arena = arena;
    engine->event_arena = awp_need_block(awp_arena_create(NULL, 0));
    engine->sessions = awp_need_block(calloc(options->jobs, sizeof(*engine->sessions)));
    engine->slot_count = options->jobs * SLOTS_PER_JOB;
    engine->slots = awp_need_block(calloc(engine->slot_count, sizeof(*engine->slots)));
    for (size_t i = 0; i < options->jobs; i++) {
        awp_testee_init(&engine->sessions[i].testee, &engine->options.testee);
        engine->testees[i] = &engine->sessions[i].testee;
    }
    for (size_t i = 0; i < engine->slot_count; i++) {
        engine->slots[i].arena = awp_need_block(awp_arena_create(NULL, 0));
    }
    struct awp_testee *first = engine->testees[0];
    if (awp_testee_start(first, arena, reason)) {
        return engine;
    }
    awp_need(awp_arena_copy(arena, awp_channel_tail(&first->channel, 0), errors));
    awp_engine_close(engine);
    return NULL;
}

const struct awp_hello *awp_engine_hello(const struct awp_engine *engine) {
    return &engine->testees[0]->hello;
}

void awp_engine_rest(struct awp_engine *engine) {
    awp_testee_end(engine->testees[0], engine->event_arena);
    awp_arena_reset(engine->event_arena);
}

const struct awp_engine_sums *awp_engine_sums(const struct awp_engine *engine) {
    return &engine->sums;
}

void awp_engine_close(struct awp_engine *engine) {
    if (engine == NULL) {
        return;
    }
    for (size_t i = 0; i < engine->options.jobs; i++) {
        awp_testee_clear(engine->testees[i]);
    }
    for (size_t i = 0; i < engine->slot_count; i++) {
        awp_arena_destroy(engine->slots[i].arena);
    }
    awp_arena_destroy(engine->event_arena);
    free(engine->slots);
    free(engine->sessions);
    free(engine);
}
