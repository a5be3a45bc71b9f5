/* SPDX-License-Identifier: Apache-2.0 */
/* The engine's state, and what its files share. */
#ifndef AWP_RUNNER_ENGINE_STATE_H
#define AWP_RUNNER_ENGINE_STATE_H

#include "session.h"

/** How many more answers of its process a case is held back for: one of them may be its own again,
 * and is then blamed on it. As many as may be open are added. */
#define AWP_ENGINE_HELD_ANSWERS 2

/*
 * The cases under way are a ring:
 *
 *     0 ... reported ... | oldest ... done, open, suspect, ready ... | next ... not begun ... total
 */
struct awp_engine {
    struct awp_engine_options options;
    struct awp_arena *arena;       /* for the sums' texts */
    struct awp_arena *event_arena; /* reset after each event */
    uint64_t ids;
    struct awp_session *sessions;
    struct awp_testee *testees[AWP_MAX_TESTEES];
    struct awp_slot *slots;
    size_t slot_count;
    const struct awp_engine_work *work;
    size_t total;
    size_t oldest;
    size_t next;
    bool must_release; /* nothing else can go on */
    bool is_cut;       /* stopped by who takes the attempts */
    struct awp_engine_sums sums;
};

/** Stops the engine, unless it has stopped for another reason. */
void awp_engine_stop(struct awp_engine *engine, struct awp_bytes why);

/** The case under way that this session was asked by this id, or NULL. */
struct awp_slot *awp_engine_find(const struct awp_engine *engine, const struct awp_session *session,
                                 uint64_t id);

/** Sends what the slot asks next. */
void awp_engine_ask(struct awp_engine *engine, struct awp_session *session, struct awp_slot *slot);

/** Settles a slot's attempt by an exchange without an answer, whose texts are copied. */
void awp_engine_settle(struct awp_engine *engine, struct awp_slot *slot,
                       const struct awp_exchange *exchange);

/** Takes a testee's answer, its fault, or its end: events of these kinds. */
void awp_engine_take_answer(struct awp_engine *engine, struct awp_session *session,
                            const struct awp_testee_event *event);
void awp_engine_take_fault(struct awp_engine *engine, struct awp_session *session,
                           const struct awp_testee_event *event);
void awp_engine_take_ending(struct awp_engine *engine, struct awp_session *session,
                            const struct awp_testee_event *event);

#endif
