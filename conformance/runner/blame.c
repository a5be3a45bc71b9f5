/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a fault is blamed on: the suspects are asked again, and what comes again is the cause. */
#include <assert.h>
#include <string.h>

#include "session.h"
#include "text.h"

static struct awp_bytes copy(struct awp_arena *arena, struct awp_bytes bytes) {
    struct awp_bytes copied = {0};
    awp_need(awp_arena_copy(arena, bytes, &copied));
    return copied;
}

/* What comes last is asked first: an incident is over before an older one goes on. */
static void enqueue_first(struct awp_session *session, struct awp_slot *slot, bool is_solo) {
    assert(session->suspect_count < AWP_MAX_SUSPECTS);
    memmove(&session->suspects[1], &session->suspects[0],
            session->suspect_count * sizeof(session->suspects[0]));
    session->suspect_count++;
    session->suspects[0] = (struct awp_suspect){slot, is_solo};
    slot->state = AWP_SLOT_SUSPECT;
}

static void hold_against(struct awp_slot *slot, const struct awp_exchange *fault) {
    slot->first_exchange = *fault;
    slot->first_exchange.reason = copy(slot->arena, fault->reason);
    slot->first_exchange.line = copy(slot->arena, fault->line);
    slot->first_exchange.errors = copy(slot->arena, fault->errors);
    slot->first = awp_judge_fault(awp_exchange_verdict(fault->end), slot->first_exchange.reason);
}

/* The slot's last attempt came to this fault. */
static void set_fault(struct awp_slot *slot, const struct awp_exchange *fault) {
    const struct awp_judgement first = slot->first;
    const struct awp_exchange first_exchange = slot->first_exchange;
    hold_against(slot, fault);
    slot->attempt.exchange = slot->first_exchange;
    slot->attempt.judgement = slot->first;
    slot->first = first;
    slot->first_exchange = first_exchange;
}

static void end_incident(struct awp_session *session) {
    struct awp_incident *incident = &session->incident;
    incident->oldest->is_pinned = false;
    if (incident->prior != NULL) {
        incident->prior->is_pinned = false;
    }
    *incident = (struct awp_incident){0};
}

/* All that was open was asked again. What did not come again may be an aftermath of the case
 * before; if not, the oldest has to take the blame. */
static void advance_incident(struct awp_session *session) {
    struct awp_incident *incident = &session->incident;
    if (incident->pending > 0) {
        return;
    }
    if (!incident->has_recurred && incident->prior != NULL) {
        struct awp_slot *prior = incident->prior;
        prior->kept = prior->attempt;
        prior->first = incident->oldest->first;
        prior->first_exchange = incident->oldest->first_exchange;
        enqueue_first(session, prior, true);
        return;
    }
    incident->oldest->has_first = incident->oldest->has_first || !incident->has_recurred;
    end_incident(session);
}

static void open_incident(struct awp_session *session, const struct awp_fault_scene *scene,
                          const struct awp_exchange *fault) {
    const bool may_be_aftermath = fault->end != AWP_EXCHANGE_HANG && scene->prior != NULL &&
                                  scene->prior->kept.golden == NULL;
    session->incident = (struct awp_incident){.is_active = true,
                                              .oldest = scene->open[0],
                                              .prior = may_be_aftermath ? scene->prior : NULL,
                                              .pending = scene->open_count};
    scene->open[0]->is_pinned = true;
    if (may_be_aftermath) {
        scene->prior->is_pinned = true;
    }
    for (size_t i = scene->open_count; i > 0; i--) {
        hold_against(scene->open[i - 1], &scene->open[i - 1]->attempt.exchange);
        enqueue_first(session, scene->open[i - 1], false);
    }
}

/* The process that was to answer this one alone came to a bad end. */
static void fail_solo(struct awp_session *session, const struct awp_exchange *fault) {
    struct awp_slot *slot = session->solo;
    session->solo = NULL;
    slot->is_pinned = false; /* it may have been answered, and then come to this */
    set_fault(slot, fault);
    slot->has_first = true;
    slot->state = AWP_SLOT_DONE;
    if (session->incident.is_active && session->incident.prior == slot) {
        slot->kept = (struct awp_attempt){0};
        session->incident.has_recurred = true;
        advance_incident(session);
    }
}

/* A suspect that was asked after another one in the same process: the death may be an aftermath of
 * that. It is asked again, as the first of a new process. */
static void doubt(struct awp_session *session, struct awp_slot *slot, struct awp_slot *before) {
    struct awp_incident *incident = &session->incident;
    incident->doubted = slot;
    incident->before = before;
    before->is_pinned = true;
    enqueue_first(session, slot, false);
}

/* What was doubted is clear now; what had been answered before it is suspected in its place, or no
 * more. */
static void end_doubt(struct awp_incident *incident, bool is_before_suspected) {
    struct awp_slot *before = incident->before;
    struct awp_slot *unpinned = is_before_suspected ? incident->prior : before;
    if (unpinned != NULL && unpinned != incident->oldest &&
        unpinned != (is_before_suspected ? before : incident->prior)) {
        unpinned->is_pinned = false;
    }
    incident->prior = is_before_suspected ? before : incident->prior;
    incident->doubted = incident->before = NULL;
}

static void recur(struct awp_session *session, struct awp_slot *slot, struct awp_slot *before) {
    if (before != NULL && before->kept.golden == NULL) {
        doubt(session, slot, before);
        return;
    }
    if (slot == session->incident.doubted) {
        end_doubt(&session->incident, false);
    }
    slot->has_first = true;
    slot->state = AWP_SLOT_DONE;
    session->incident.has_recurred = true;
    session->incident.pending--;
    advance_incident(session);
}

/* It is known which case it was: one that had been answered. */
static void blame_answered(struct awp_session *session, struct awp_slot *slot,
                           const struct awp_exchange *fault) {
    if (slot->has_first) {
        set_fault(slot, fault);
        slot->state = AWP_SLOT_DONE;
        return;
    }
    hold_against(slot, fault);
    slot->has_first = true;
    enqueue_first(session, slot, true);
}

bool awp_blame_fault(struct awp_session *session, const struct awp_fault_scene *scene,
                     const struct awp_exchange *fault) {
    session->was_at_fault = true;
    session->is_exclusive = false;
    if (session->solo != NULL) {
        fail_solo(session, scene->open_count > 0 ? &scene->open[0]->attempt.exchange : fault);
        return true;
    }
    struct awp_slot *answered = scene->repeated != NULL  ? scene->repeated
                                : scene->open_count == 0 ? scene->prior
                                                         : NULL;
    if (answered != NULL) {
        for (size_t i = scene->open_count; i > 0; i--) {
            enqueue_first(session, scene->open[i - 1], false);
        }
        blame_answered(session, answered, fault);
        return true;
    }
    if (scene->open_count == 0) {
        return false;
    }
    if (session->incident.is_active) {
        recur(session, scene->open[0], fault->end == AWP_EXCHANGE_HANG ? NULL : scene->prior);
    } else {
        open_incident(session, scene, fault);
    }
    return true;
}

void awp_blame_answer(struct awp_session *session, struct awp_slot *slot) {
    struct awp_incident *incident = &session->incident;
    slot->state = AWP_SLOT_DONE;
    if (!incident->is_active) {
        return;
    }
    if (slot == incident->prior) {
        slot->attempt = slot->kept;
        slot->kept = (struct awp_attempt){0};
        incident->prior->is_pinned = false;
        incident->prior = NULL;
    } else if (incident->pending > 0) {
        if (slot == incident->doubted) {
            end_doubt(incident, true);
        }
        incident->pending--;
    } else {
        return;
    }
    advance_incident(session);
}

void awp_blame_abandon(struct awp_session *session, struct awp_slot *slot) {
    const bool is_blamed =
        slot->has_first || (session->incident.is_active && !session->incident.has_recurred &&
                            session->incident.oldest == slot);
    if (slot->kept.golden != NULL) {
        slot->attempt = slot->kept;
    } else if (is_blamed) {
        slot->attempt.exchange = slot->first_exchange;
        slot->attempt.judgement = slot->first;
        slot->has_first = false;
    } else {
        return;
    }
    slot->state = AWP_SLOT_DONE;
}

void awp_blame_conclude(struct awp_slot *slot) {
    struct awp_attempt *attempt = &slot->attempt;
    struct awp_judgement *judgement = &attempt->judgement;
    const bool is_fault = awp_exchange_is_fault(attempt->exchange.end);
    if (!slot->has_first || (is_fault && judgement->verdict == slot->first.verdict)) {
        return;
    }
    judgement->reason =
        awp_text_format(slot->arena, "first %s (%.*s), then, alone, %s%s%.*s",
                        awp_verdict_name(slot->first.verdict), AWP_TEXT_ARGS(slot->first.reason),
                        is_fault ? awp_verdict_name(judgement->verdict) : "an answer",
                        judgement->reason.len > 0 ? ": " : "", AWP_TEXT_ARGS(judgement->reason));
    judgement->broken_level = AWP_LEVEL_MUST;
    if (!is_fault) {
        judgement->verdict = AWP_VERDICT_FLAKY;
        attempt->exchange.errors = slot->first_exchange.errors;
    }
}
