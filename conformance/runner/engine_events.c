/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine makes of a testee's answers, faults and ends. */
#include <assert.h>
#include <inttypes.h>

#include "engine_state.h"
#include "text.h"

void awp_engine_take_answer(struct awp_engine *engine, struct awp_session *session,
                            const struct awp_testee_event *event) {
    struct awp_slot *slot = awp_engine_find(engine, session, event->id);
    assert(slot != NULL);
    if (!awp_attempt_settle(&slot->attempt, &engine->work->setting, &session->testee.hello,
                            &event->exchange)) {
        awp_engine_ask(engine, session, slot);
        return;
    }
    slot->turn = ++session->answers;
    session->is_exclusive = false;
    session->is_spoiled = slot->attempt.is_spoiled;
    if (slot == session->solo) {
        slot->state = AWP_SLOT_DONE;
        slot->is_pinned = true;
        session->solo_since_ms = awp_now_ms();
        return;
    }
    awp_blame_answer(session, slot);
}

/* What was open, what was answered before, and what was answered again. */
static void survey(const struct awp_engine *engine, const struct awp_session *session, uint64_t id,
                   struct awp_fault_scene *scene) {
    const struct awp_testee *testee = &session->testee;
    *scene =
        (struct awp_fault_scene){.repeated = awp_engine_find(engine, session, id),
                                 .prior = awp_engine_find(engine, session, testee->answered_id)};
    for (size_t i = 0; i < testee->open_count; i++) {
        scene->open[i] = awp_engine_find(engine, session, testee->open[i].id);
        assert(scene->open[i] != NULL);
    }
    scene->open_count = testee->open_count;
}

/* The reason as the case will read it that is blamed. */
static struct awp_bytes explain(const struct awp_engine *engine,
                                const struct awp_fault_scene *scene,
                                const struct awp_exchange *fault) {
    struct awp_arena *arena = engine->event_arena;
    if (scene->repeated != NULL) {
        return awp_text_format(arena, "answers id \"c%" PRIu64 "\" a second time",
                               scene->repeated->id);
    }
    if (scene->open_count == 0) {
        return awp_text_format(arena, "after its answer: %.*s", AWP_TEXT_ARGS(fault->reason));
    }
    return scene->open_count == 1
               ? fault->reason
               : awp_text_format(arena, "%.*s, with %zu requests open",
                                 AWP_TEXT_ARGS(fault->reason), scene->open_count);
}

void awp_engine_take_fault(struct awp_engine *engine, struct awp_session *session,
                           const struct awp_testee_event *event) {
    struct awp_fault_scene scene;
    struct awp_exchange fault = event->exchange;
    if (session->testee.phase == AWP_TESTEE_STARTING) {
        engine->sums.lost_testee = true;
        awp_engine_stop(engine, awp_text_format(engine->arena,
                                                "the testee could not be started again: %.*s",
                                                AWP_TEXT_ARGS(fault.reason)));
        return;
    }
    survey(engine, session, event->id, &scene);
    fault.reason = explain(engine, &scene, &fault);
    for (size_t i = 0; i < scene.open_count; i++) {
        awp_engine_settle(engine, scene.open[i], &fault);
    }
    session->testee.open_count = 0;
    if (!awp_blame_fault(session, &scene, &fault)) {
        engine->sums.unblamed_faults++;
    }
}

static void take_note(struct awp_engine *engine, const struct awp_testee_event *event) {
    if (engine->sums.note_count++ == 0) {
        engine->sums.note = awp_testee_ending_note(event, engine->arena);
    }
}

/* It ended after bye, or after the answer to its one question. */
void awp_engine_take_ending(struct awp_engine *engine, struct awp_session *session,
                            const struct awp_testee_event *event) {
    struct awp_slot *solo = session->solo;
    const bool is_bad = event->exchange.end == AWP_EXCHANGE_CRASH;
    if (is_bad && (solo != NULL || session->testee.options.one_shot)) {
        awp_engine_take_fault(engine, session, event);
        return;
    }
    if (event->exchange.end != AWP_EXCHANGE_ANSWERED && !session->testee.options.one_shot) {
        take_note(engine, event);
    }
    if (solo != NULL) {
        session->solo = NULL;
        session->was_at_fault = true;
        solo->is_pinned = false;
        awp_blame_answer(session, solo);
    }
}
