/* SPDX-License-Identifier: Apache-2.0 */
/* Many cases put to several processes of one testee at once, and handed on in their order. */
#include "engine.h"

#include <assert.h>
#include <string.h>

#include "engine_state.h"
#include "text.h"

/* While so much is held, no further case is begun. */
#define MAX_HELD_BYTES ((size_t)256 << 20)
/* How long a process that answered a suspect is watched before it is told bye. */
#define LINGER_MS 200
#define FOREVER_MS 1000

static struct awp_bytes copy(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(arena, bytes, &copied));
    return copied;
}

void awp_engine_stop(struct awp_engine *engine, struct awp_bytes why) {
    if (engine->sums.stopped == NULL) {
        engine->sums.stopped = awp_text_cstring(engine->arena, why);
    }
}

static struct awp_slot *slot_at(const struct awp_engine *engine, size_t position) {
    return &engine->slots[position % engine->slot_count];
}

static size_t session_count(const struct awp_engine *engine) {
    const size_t jobs = engine->work->jobs;
    return jobs < engine->options.jobs ? jobs : engine->options.jobs;
}

/* The case under way that this session was asked by this id, or NULL. */
struct awp_slot *awp_engine_find(const struct awp_engine *engine, const struct awp_session *session,
                                 uint64_t id) {
    for (size_t position = engine->oldest; position < engine->next && id != 0; position++) {
        struct awp_slot *slot = slot_at(engine, position);
        if (slot->id == id && slot->session == session) {
            return slot;
        }
    }
    return NULL;
}

static void launch(struct awp_engine *engine, struct awp_session *session) {
    struct awp_bytes reason = {0};
    if (session->was_at_fault) {
        if (engine->sums.restarts >= engine->options.max_restarts) {
            awp_engine_stop(engine, awp_text_format(engine->arena, "--max-restarts %zu reached",
                                                    engine->options.max_restarts));
            return;
        }
        engine->sums.restarts++;
        session->was_at_fault = false;
    }
    session->answers = 0;
    session->is_spoiled = false;
    if (!awp_testee_launch(&session->testee, engine->event_arena, &reason)) {
        engine->sums.lost_testee = true;
        awp_engine_stop(engine, awp_text_format(engine->arena,
                                                "the testee could not be started again: %.*s",
                                                AWP_TEXT_ARGS(reason)));
    }
}

void awp_engine_settle(struct awp_engine *engine, struct awp_slot *slot,
                       const struct awp_exchange *exchange) {
    struct awp_exchange own = *exchange;
    own.reason = copy(slot->arena, exchange->reason);
    own.line = copy(slot->arena, exchange->line);
    own.errors = copy(slot->arena, exchange->errors);
    awp_attempt_settle(&slot->attempt, &engine->work->setting, &slot->session->testee.hello, &own);
}

/* Sends what the slot asks next. */
void awp_engine_ask(struct awp_engine *engine, struct awp_session *session, struct awp_slot *slot) {
    static const struct awp_exchange not_sent = {
        .end = AWP_EXCHANGE_NOT_SENT,
        .reason = AWP_BYTES_INIT("its request would be a line over 64 MiB")};
    const struct awp_question *question = awp_attempt_ask(&slot->attempt, &engine->work->setting);
    slot->session = session;
    slot->process = session->testee.starts;
    slot->state = AWP_SLOT_OPEN;
    slot->id = awp_testee_send(&session->testee, question, slot->arena);
    session->is_exclusive = slot->id != 0 && awp_attempt_is_exclusive(&slot->attempt);
    if (slot->id == 0) {
        awp_engine_settle(engine, slot, &not_sent);
        slot->state = AWP_SLOT_DONE;
    }
}

static size_t held_bytes(const struct awp_engine *engine) {
    size_t held = 0;
    for (size_t position = engine->oldest; position < engine->next; position++) {
        held += awp_arena_held_bytes(slot_at(engine, position)->arena);
    }
    return held;
}

/* The next case that this session can be asked, or NULL. What it does not claim is done at once. */
static struct awp_slot *next_ready(struct awp_engine *engine, const struct awp_session *session) {
    const struct awp_engine_work *work = engine->work;
    while (engine->sums.stopped == NULL) {
        const bool is_prepared = engine->next > engine->oldest &&
                                 slot_at(engine, engine->next - 1)->state == AWP_SLOT_READY;
        if (is_prepared) {
            return slot_at(engine, engine->next - 1);
        }
        if (engine->next == engine->total || engine->next - engine->oldest == engine->slot_count ||
            (engine->next > engine->oldest && held_bytes(engine) > MAX_HELD_BYTES)) {
            return NULL;
        }
        struct awp_slot *slot = slot_at(engine, engine->next);
        struct awp_arena *arena = slot->arena;
        *slot =
            (struct awp_slot){.state = AWP_SLOT_READY, .position = engine->next, .arena = arena};
        engine->next++;
        awp_attempt_prepare(&slot->attempt, work->cases[slot->position / work->repeat], arena);
        if (!awp_attempt_is_claimed(&slot->attempt, &work->setting, &session->testee.hello)) {
            slot->state = AWP_SLOT_DONE;
        }
    }
    return NULL;
}

/* Whether there may be a further question for a session that has none of its own. */
static bool has_more(const struct awp_engine *engine) {
    return engine->next < engine->total ||
           (engine->next > engine->oldest &&
            slot_at(engine, engine->next - 1)->state == AWP_SLOT_READY);
}

static void ask_suspect(struct awp_engine *engine, struct awp_session *session) {
    const struct awp_suspect suspect = session->suspects[0];
    if (session->testee.open_count > 0) {
        return;
    }
    if (suspect.is_solo && session->answers > 0) {
        session->was_at_fault = true;
        awp_testee_say_bye(&session->testee);
        return;
    }
    session->suspect_count--;
    memmove(&session->suspects[0], &session->suspects[1],
            session->suspect_count * sizeof(session->suspects[0]));
    session->solo = suspect.is_solo ? suspect.slot : NULL;
    session->solo_since_ms = 0;
    awp_engine_ask(engine, session, suspect.slot);
}

static void ask_more(struct awp_engine *engine, struct awp_session *session) {
    const struct awp_engine_work *work = engine->work;
    const bool one_by_one = work->fresh || !work->in_windows || !session->testee.hello.is_pipelined;
    const size_t window = one_by_one ? 1 : AWP_TESTEE_MAX_OPEN;
    if (session->testee.open_count > window / 2) {
        return; /* several at a time are written and read with one call */
    }
    while (awp_testee_has_room(&session->testee, window) && !session->is_exclusive) {
        struct awp_slot *slot = next_ready(engine, session);
        if (slot == NULL ||
            (awp_attempt_is_exclusive(&slot->attempt) && session->testee.open_count > 0)) {
            return;
        }
        awp_engine_ask(engine, session, slot);
    }
}

/* Gives a session to do what there is to do. */
static void drive(struct awp_engine *engine, struct awp_session *session) {
    struct awp_testee *testee = &session->testee;
    if (engine->sums.stopped != NULL) {
        return;
    }
    if (!testee->is_running && (session->suspect_count > 0 || has_more(engine))) {
        launch(engine, session);
    }
    if (!testee->is_running || testee->phase != AWP_TESTEE_READY) {
        return;
    }
    const bool is_used = session->answers > 0 && testee->open_count == 0;
    const bool is_for_one = engine->work->fresh || testee->options.one_shot;
    if (session->solo != NULL) {
        if (session->solo_since_ms != 0 &&
            (testee->options.one_shot || awp_now_ms() >= session->solo_since_ms + LINGER_MS)) {
            awp_testee_say_bye(testee);
        }
    } else if (is_used && (is_for_one || session->is_spoiled)) {
        awp_testee_say_bye(testee);
    } else if (session->suspect_count > 0) {
        ask_suspect(engine, session);
    } else {
        ask_more(engine, session);
        if (testee->open_count == 0 && testee->phase == AWP_TESTEE_READY && !has_more(engine)) {
            awp_testee_say_bye(testee);
        }
    }
}

static void take_events(struct awp_engine *engine, struct awp_session *session) {
    struct awp_testee_event event;
    do {
        awp_testee_next(&session->testee, engine->event_arena, &event);
        switch (event.kind) {
        case AWP_TESTEE_ANSWER:
            awp_engine_take_answer(engine, session, &event);
            break;
        case AWP_TESTEE_FAULT:
            awp_engine_take_fault(engine, session, &event);
            break;
        case AWP_TESTEE_ENDED:
            awp_engine_take_ending(engine, session, &event);
            break;
        case AWP_TESTEE_HELLO:
        case AWP_TESTEE_NOTHING:
            break;
        }
        awp_arena_reset(engine->event_arena);
        /* What it has said already must not answer what it is asked next. */
        if (event.kind != AWP_TESTEE_ANSWER || session->testee.options.one_shot) {
            drive(engine, session);
        }
    } while (event.kind != AWP_TESTEE_NOTHING);
}

/* Whether no message of its process can change what a slot came to. */
static bool is_final(const struct awp_engine *engine, const struct awp_slot *slot) {
    const struct awp_session *session = slot->session;
    if (slot->state != AWP_SLOT_DONE || slot->is_pinned) {
        return false;
    }
    if (session == NULL || !session->testee.is_running || session->testee.starts != slot->process ||
        engine->must_release) {
        return true;
    }
    const size_t window =
        session->testee.hello.is_pipelined && engine->work->in_windows ? AWP_TESTEE_MAX_OPEN : 0;
    return session->answers - slot->turn >= AWP_ENGINE_HELD_ANSWERS + window;
}

static void hand_on(struct awp_engine *engine, struct awp_slot *slot) {
    awp_blame_conclude(slot);
    engine->oldest++;
    const char *why = engine->work->finished(engine->work->context, &slot->attempt, slot->position);
    slot->state = AWP_SLOT_EMPTY;
    awp_arena_reset(slot->arena);
    if (why != NULL) {
        engine->is_cut = engine->is_cut || engine->sums.stopped == NULL;
        awp_engine_stop(engine, awp_bytes_of_string(why));
    }
}

static void release(struct awp_engine *engine) {
    while (engine->oldest < engine->next && engine->sums.stopped == NULL &&
           is_final(engine, slot_at(engine, engine->oldest))) {
        engine->must_release = false; /* one is enough */
        hand_on(engine, slot_at(engine, engine->oldest));
    }
}

/* Whether every process waits for a question, and there is none, though there are cases left. */
static bool is_stuck(const struct awp_engine *engine) {
    for (size_t i = 0; i < session_count(engine); i++) {
        const struct awp_session *session = &engine->sessions[i];
        if (!session->testee.is_running || session->testee.phase != AWP_TESTEE_READY ||
            session->testee.open_count > 0 || session->suspect_count > 0 || session->solo != NULL) {
            return false;
        }
    }
    return engine->oldest < engine->next;
}

static bool is_over(const struct awp_engine *engine) {
    if (engine->sums.stopped != NULL) {
        return true;
    }
    for (size_t i = 0; i < session_count(engine); i++) {
        if (engine->sessions[i].testee.is_running) {
            return false;
        }
    }
    return engine->oldest == engine->total;
}

/* Everything that has no verdict for good is handed on, in its order. */
static void abandon_rest(struct awp_engine *engine) {
    const struct awp_engine_work *work = engine->work;
    const struct awp_bytes why = awp_bytes_of_string(engine->sums.stopped);
    for (size_t i = 0; i < session_count(engine); i++) {
        struct awp_session *session = &engine->sessions[i];
        awp_testee_kill(&session->testee);
        session->suspect_count = 0;
        session->solo = NULL;
    }
    while (engine->oldest < engine->total) {
        struct awp_slot *slot = slot_at(engine, engine->oldest);
        if (engine->oldest == engine->next) {
            struct awp_arena *arena = slot->arena;
            *slot = (struct awp_slot){.position = engine->next++, .arena = arena};
            awp_attempt_prepare(&slot->attempt, work->cases[slot->position / work->repeat],
                                slot->arena);
        }
        if (slot->state == AWP_SLOT_OPEN) {
            awp_attempt_withdraw(&slot->attempt, &work->setting);
        }
        if (slot->state != AWP_SLOT_DONE && slot->session != NULL && !engine->is_cut) {
            awp_blame_abandon(slot->session, slot);
        }
        if (slot->state != AWP_SLOT_DONE || engine->is_cut) {
            slot->has_first = false;
            awp_attempt_fail(&slot->attempt, AWP_EXCHANGE_STOPPED, AWP_VERDICT_NOT_RUN, why);
        }
        hand_on(engine, slot);
    }
}

static void go_on(struct awp_engine *engine) {
    while (!is_over(engine)) {
        const size_t oldest = engine->oldest;
        for (size_t i = 0; i < session_count(engine); i++) {
            drive(engine, &engine->sessions[i]);
        }
        engine->must_release = is_stuck(engine);
        release(engine);
        engine->must_release = false;
        if (engine->oldest != oldest) {
            continue;
        }
        if (!awp_testees_wait(engine->testees, session_count(engine), engine->options.testee.stop,
                              FOREVER_MS)) {
            engine->sums.was_stopped = true;
            awp_engine_stop(engine, AWP_BYTES("the run was stopped"));
            return;
        }
        for (size_t i = 0; i < session_count(engine); i++) {
            take_events(engine, &engine->sessions[i]);
        }
        release(engine);
    }
}

void awp_engine_run(struct awp_engine *engine, const struct awp_engine_work *work) {
    assert(work->repeat >= 1 && work->jobs >= 1);
    engine->work = work;
    engine->total = work->case_count * work->repeat;
    engine->oldest = engine->next = 0;
    go_on(engine);
    if (engine->sums.stopped != NULL) {
        abandon_rest(engine);
    }
    engine->sums.noise_lines = 0;
    for (size_t i = 0; i < engine->options.jobs; i++) {
        engine->sums.noise_lines += engine->testees[i]->noise_lines;
    }
}
