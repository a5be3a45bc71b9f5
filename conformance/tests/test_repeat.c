/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/repeat.c and of the fingerprints in runner/attempt.c: several attempts, one
 * verdict. */
#include <criterion/criterion.h>

#include "repeat.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static struct awp_repeat repeat;
static void set_up(void) {
    arena = awp_arena_create(NULL, 0);
    awp_repeat_init(&repeat);
}
static void tear_down(void) {
    awp_repeat_clear(&repeat);
    awp_arena_destroy(arena);
}
TestSuite(repeat, .init = set_up, .fini = tear_down);

/* An attempt that was answered so, and judged. */
static struct awp_attempt attempt_of(const char *reply) {
    struct awp_attempt attempt = {.golden = awp_test_case(arena, "\"x\"", "\"y\""), .arena = arena};
    attempt.exchange.answer = awp_test_answer(arena, AWP_GRAMMAR_REPLY, reply);
    attempt.judgement = awp_judge(attempt.golden, &attempt.exchange.answer, AWP_BYTES("y"),
                                  (struct awp_decoder_traits){.shows_raw = false}, arena);
    return attempt;
}

#define UNKNOWN(code) "{\"kind\":\"unknown\",\"code\":\"" code "\"}"
#define REJECTED(message) "{\"kind\":\"rejected\",\"class\":\"E\",\"message\":\"" message "\"}"

/* What the attempts come to. */
static struct awp_judgement take(const char *const *replies, size_t count) {
    struct awp_attempt attempt = {0};
    for (size_t i = 0; i < count; i++) {
        attempt = attempt_of(replies[i]);
        cr_assert_eq(awp_repeat_take(&repeat, &attempt, i, count), i + 1 == count);
    }
    return attempt.judgement;
}

static void expect_reason(struct awp_judgement judgement, const char *want) {
    cr_expect_eq(judgement.verdict, AWP_VERDICT_FLAKY);
    cr_expect_eq(judgement.broken_level, AWP_LEVEL_MUST);
    cr_expect(awp_bytes_equal(judgement.reason, awp_bytes_of_string(want)), "%.*s",
              AWP_TEXT_ARGS(judgement.reason));
}

Test(repeat, leaves_a_single_attempt_as_it_is) {
    const char *const replies[] = {REJECTED("m")};
    cr_expect_eq(take(replies, 1).verdict, AWP_VERDICT_FAIL);
}

Test(repeat, takes_attempts_that_agree_for_one) {
    const char *const passes[] = {UNKNOWN("503"), UNKNOWN("503"), UNKNOWN("503")};
    const char *const fails[] = {REJECTED("at 0x1"), REJECTED("at 0x2")};
    cr_expect_eq(take(passes, 3).verdict, AWP_VERDICT_PASS);
    cr_expect_eq(take(fails, 2).verdict, AWP_VERDICT_FAIL, "messages may differ");
    cr_expect_eq(take(passes, 3).verdict, AWP_VERDICT_PASS, "nothing is left of the case before");
}

Test(repeat, calls_other_verdicts_flaky_and_counts_them) {
    const char *const replies[] = {UNKNOWN("503"), REJECTED("m"), UNKNOWN("503")};
    expect_reason(take(replies, 3),
                  "of 3 attempts 2 pass, 1 fail (the service's error is lost in a "
                  "client-side one: \"E\")");
}

Test(repeat, calls_other_outcomes_flaky_though_all_of_them_pass) {
    const char *const replies[] = {UNKNOWN("503"), UNKNOWN("504")};
    expect_reason(take(replies, 2), "of 2 attempts 2 pass, but with different outcomes");
}

Test(repeat, does_not_call_what_was_not_run_flaky) {
    struct awp_attempt attempt = attempt_of(UNKNOWN("503"));
    cr_assert_not(awp_repeat_take(&repeat, &attempt, 0, 2));
    awp_attempt_fail(&attempt, AWP_EXCHANGE_STOPPED, AWP_VERDICT_NOT_RUN, AWP_BYTES("stopped"));
    cr_assert(awp_repeat_take(&repeat, &attempt, 1, 2));
    cr_expect_eq(attempt.judgement.verdict, AWP_VERDICT_NOT_RUN);
}
