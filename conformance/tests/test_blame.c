/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/blame.c: whom a fault is blamed on, by what comes of asking again. */
#include <criterion/criterion.h>
#include <string.h>

#include "session.h"
#include "text.h"

static struct awp_arena *arena;
static struct awp_session session;
static struct awp_slot slots[4];
static const struct awp_case golden = {.id = AWP_BYTES_INIT("c")};

static void set_up(void) {
    arena = awp_arena_create(NULL, 0);
    memset(&session, 0, sizeof(session));
    for (size_t i = 0; i < 4; i++) {
        slots[i] = (struct awp_slot){.state = AWP_SLOT_OPEN,
                                     .position = i,
                                     .arena = arena,
                                     .session = &session,
                                     .attempt = {.golden = &golden, .arena = arena}};
    }
}
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(blame, .init = set_up, .fini = tear_down);

static const struct awp_exchange crash = {.end = AWP_EXCHANGE_CRASH,
                                          .reason = AWP_BYTES_INIT("killed")};
static const struct awp_exchange hang = {.end = AWP_EXCHANGE_HANG,
                                         .reason = AWP_BYTES_INIT("silence")};

static void settle(struct awp_slot *slot, const struct awp_exchange *exchange) {
    slot->attempt.exchange = *exchange;
    slot->attempt.judgement =
        awp_judge_fault(awp_exchange_verdict(exchange->end), exchange->reason);
}

/* A fault with these open; the rest of the scene as given. */
static bool fault_with(const struct awp_exchange *fault, size_t open_count,
                       struct awp_fault_scene scene) {
    scene.open_count = open_count;
    for (size_t i = 0; i < open_count; i++) {
        settle(scene.open[i], fault);
    }
    return awp_blame_fault(&session, &scene, fault);
}

/* The next suspect is asked: it leaves the queue. */
static struct awp_slot *ask(bool is_solo) {
    cr_assert_gt(session.suspect_count, 0);
    const struct awp_suspect suspect = session.suspects[0];
    cr_assert_eq(suspect.is_solo, is_solo);
    session.suspect_count--;
    memmove(&session.suspects[0], &session.suspects[1],
            session.suspect_count * sizeof(session.suspects[0]));
    suspect.slot->state = AWP_SLOT_OPEN;
    session.solo = is_solo ? suspect.slot : NULL;
    return suspect.slot;
}

static void answer(struct awp_slot *slot) {
    slot->attempt.exchange = (struct awp_exchange){.end = AWP_EXCHANGE_ANSWERED};
    slot->attempt.judgement = (struct awp_judgement){.verdict = AWP_VERDICT_PASS};
    session.solo = NULL;
    awp_blame_answer(&session, slot);
}

static void expect_verdict(struct awp_slot *slot, enum awp_verdict verdict, const char *reason) {
    cr_expect_eq(slot->state, AWP_SLOT_DONE, "%zu", slot->position);
    cr_expect_not(slot->is_pinned, "%zu", slot->position);
    awp_blame_conclude(slot);
    const struct awp_judgement *judgement = &slot->attempt.judgement;
    cr_expect_eq(judgement->verdict, verdict, "%zu: %s", slot->position,
                 awp_verdict_name(judgement->verdict));
    cr_expect(awp_bytes_equal(judgement->reason, awp_bytes_of_string(reason)), "%zu: %.*s",
              slot->position, AWP_TEXT_ARGS(judgement->reason));
}

Test(blame, a_fault_that_comes_again_is_the_verdict) {
    cr_assert(fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[0]}}));
    cr_assert(session.was_at_fault);
    cr_assert_eq(ask(false), &slots[0]);
    cr_assert(fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[0]}}));
    cr_assert_eq(session.suspect_count, 0);
    cr_assert_not(session.incident.is_active);
    expect_verdict(&slots[0], AWP_VERDICT_CRASH, "killed");
}

Test(blame, another_fault_the_second_time_is_the_verdict_with_the_first_told) {
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[0]}});
    ask(false);
    fault_with(&hang, 1, (struct awp_fault_scene){.open = {&slots[0]}});
    expect_verdict(&slots[0], AWP_VERDICT_HANG, "first crash (killed), then, alone, hang: silence");
}

Test(blame, one_that_does_not_come_again_is_flaky) {
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[0]}});
    cr_assert(slots[0].is_pinned);
    answer(ask(false));
    expect_verdict(&slots[0], AWP_VERDICT_FLAKY, "first crash (killed), then, alone, an answer");
}

Test(blame, of_several_that_were_open_the_one_with_which_it_comes_again) {
    fault_with(&crash, 3, (struct awp_fault_scene){.open = {&slots[0], &slots[1], &slots[2]}});
    answer(ask(false));
    cr_assert_eq(ask(false), &slots[1]);
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}});
    cr_assert_eq(ask(false), &slots[2]);
    answer(&slots[2]);
    expect_verdict(&slots[0], AWP_VERDICT_PASS, "");
    expect_verdict(&slots[1], AWP_VERDICT_CRASH, "killed");
    expect_verdict(&slots[2], AWP_VERDICT_PASS, "");
}

Test(blame, one_with_which_it_comes_again_behind_another_is_asked_again_as_the_first) {
    fault_with(&crash, 3, (struct awp_fault_scene){.open = {&slots[0], &slots[1], &slots[2]}});
    answer(ask(false));
    cr_assert_eq(ask(false), &slots[1]);
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}, .prior = &slots[0]});
    cr_assert_eq(ask(false), &slots[1], "before slot 2");
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}});
    answer(ask(false));
    cr_assert_not(session.incident.is_active);
    expect_verdict(&slots[0], AWP_VERDICT_PASS, "");
    expect_verdict(&slots[1], AWP_VERDICT_CRASH, "killed");
    expect_verdict(&slots[2], AWP_VERDICT_PASS, "");
}

Test(blame, the_one_before_it_where_alone_nothing_comes) {
    for (size_t which = 0; which < 2; which++) { /* the oldest, or another one, is the cause */
        set_up();
        struct awp_slot *cause = &slots[which];
        struct awp_slot *after = &slots[which + 1];
        answer(&slots[3]);
        fault_with(&crash, 3,
                   (struct awp_fault_scene){.open = {&slots[0], &slots[1], &slots[2]},
                                            .prior = &slots[3]});
        for (size_t i = 0; i <= which; i++) {
            answer(ask(false));
        }
        cr_assert_eq(ask(false), after);
        fault_with(&crash, 1, (struct awp_fault_scene){.open = {after}, .prior = cause});
        cr_assert(cause->is_pinned && slots[0].is_pinned && slots[3].is_pinned);
        answer(ask(false));
        cr_assert_not(slots[3].is_pinned, "another one is suspected in its place");
        for (size_t i = which + 2; i < 3; i++) {
            answer(ask(false));
        }
        cr_assert_eq(ask(true), cause);
        fault_with(&crash, 0, (struct awp_fault_scene){.prior = cause});
        cr_assert_not(session.incident.is_active);
        cr_assert_eq(session.suspect_count, 0);
        for (size_t i = 0; i < 4; i++) {
            const bool is_cause = &slots[i] == cause;
            expect_verdict(&slots[i], is_cause ? AWP_VERDICT_CRASH : AWP_VERDICT_PASS,
                           is_cause ? "killed" : "");
        }
        tear_down();
    }
    set_up();
}

Test(blame, a_silence_is_no_aftermath_of_the_one_before_it) {
    fault_with(&hang, 2, (struct awp_fault_scene){.open = {&slots[0], &slots[1]}});
    answer(ask(false));
    ask(false);
    fault_with(&hang, 1, (struct awp_fault_scene){.open = {&slots[1]}, .prior = &slots[0]});
    cr_assert_eq(session.suspect_count, 0);
    expect_verdict(&slots[0], AWP_VERDICT_PASS, "");
    expect_verdict(&slots[1], AWP_VERDICT_HANG, "silence");
}

Test(blame, the_oldest_where_it_comes_again_with_none) {
    fault_with(&hang, 2, (struct awp_fault_scene){.open = {&slots[0], &slots[1]}});
    answer(ask(false));
    cr_assert(slots[0].is_pinned, "it may still have to take the blame");
    answer(ask(false));
    expect_verdict(&slots[0], AWP_VERDICT_FLAKY, "first hang (silence), then, alone, an answer");
    expect_verdict(&slots[1], AWP_VERDICT_PASS, "");
}

Test(blame, the_case_before_where_it_dies_of_it_alone) {
    answer(&slots[0]);
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}, .prior = &slots[0]});
    answer(ask(false));
    cr_assert(slots[0].is_pinned && slots[1].is_pinned);
    cr_assert_eq(ask(true), &slots[0]);
    fault_with(&crash, 0, (struct awp_fault_scene){.prior = &slots[0]});
    expect_verdict(&slots[0], AWP_VERDICT_CRASH, "killed");
    expect_verdict(&slots[1], AWP_VERDICT_PASS, "");
}

Test(blame, not_the_case_before_where_it_ends_well_alone) {
    answer(&slots[0]);
    slots[0].attempt.judgement.choice = AWP_BYTES("as-before");
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}, .prior = &slots[0]});
    answer(ask(false));
    answer(ask(true));
    expect_verdict(&slots[0], AWP_VERDICT_PASS, "");
    cr_expect_eq(slots[0].attempt.judgement.choice.len, 9, "its first answer stands");
    expect_verdict(&slots[1], AWP_VERDICT_FLAKY, "first crash (killed), then, alone, an answer");
}

Test(blame, not_the_case_before_for_a_silence) {
    answer(&slots[0]);
    fault_with(&hang, 1, (struct awp_fault_scene){.open = {&slots[1]}, .prior = &slots[0]});
    answer(ask(false));
    cr_assert_eq(session.suspect_count, 0);
    expect_verdict(&slots[1], AWP_VERDICT_FLAKY, "first hang (silence), then, alone, an answer");
}

Test(blame, one_that_is_answered_again_and_none_of_those_that_are_open) {
    const struct awp_exchange again = {.end = AWP_EXCHANGE_PROTOCOL_ERROR,
                                       .reason = AWP_BYTES_INIT("a second time")};
    answer(&slots[0]);
    fault_with(&again, 2,
               (struct awp_fault_scene){.open = {&slots[1], &slots[2]}, .repeated = &slots[0]});
    cr_assert_eq(ask(true), &slots[0]);
    fault_with(&again, 0, (struct awp_fault_scene){.prior = &slots[0]});
    cr_assert_eq(ask(false), &slots[1]);
    answer(&slots[1]);
    answer(ask(false));
    expect_verdict(&slots[0], AWP_VERDICT_PROTOCOL_ERROR, "a second time");
    expect_verdict(&slots[1], AWP_VERDICT_PASS, "");
    expect_verdict(&slots[2], AWP_VERDICT_PASS, "");
}

Test(blame, the_last_one_for_a_fault_when_nothing_is_open_and_nobody_without_one) {
    answer(&slots[0]);
    cr_assert(fault_with(&crash, 0, (struct awp_fault_scene){.prior = &slots[0]}));
    answer(ask(true));
    expect_verdict(&slots[0], AWP_VERDICT_FLAKY, "first crash (killed), then, alone, an answer");
    cr_assert_not(fault_with(&crash, 0, (struct awp_fault_scene){.prior = NULL}));
}

Test(blame, a_second_incident_among_those_that_wait_is_settled_before_the_others) {
    const struct awp_exchange again = {.end = AWP_EXCHANGE_PROTOCOL_ERROR,
                                       .reason = AWP_BYTES_INIT("a second time")};
    answer(&slots[0]);
    fault_with(&again, 2,
               (struct awp_fault_scene){.open = {&slots[1], &slots[2]}, .repeated = &slots[0]});
    answer(ask(true));
    cr_assert_eq(ask(false), &slots[1]);
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}});
    cr_assert_eq(ask(false), &slots[1], "before slot 2, which waited longer");
    fault_with(&crash, 1, (struct awp_fault_scene){.open = {&slots[1]}});
    answer(ask(false));
    expect_verdict(&slots[1], AWP_VERDICT_CRASH, "killed");
    expect_verdict(&slots[2], AWP_VERDICT_PASS, "");
}

Test(blame, where_there_is_no_going_on_the_first_fault_stands_with_the_oldest) {
    fault_with(&crash, 2, (struct awp_fault_scene){.open = {&slots[0], &slots[1]}});
    awp_blame_abandon(&session, &slots[0]);
    awp_blame_abandon(&session, &slots[1]);
    cr_expect_eq(slots[0].attempt.judgement.verdict, AWP_VERDICT_CRASH);
    cr_expect_eq(slots[0].state, AWP_SLOT_DONE);
    cr_expect_eq(slots[1].state, AWP_SLOT_SUSPECT, "it is not run");
}
