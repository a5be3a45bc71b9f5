/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/judge.c: verdicts, the level that a failure breaks, and what is required. */
#include "judge.h"
#include "support.h"
#include "text.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(judge, .init = set_up, .fini = tear_down);

#define MODELED "{\"kind\": \"modeled\", \"code\": \"InternalException\", \"value\": {}}"
#define EXPECT_UNKNOWN "{\"kind\": \"unknown\", \"code\": \"503\"}"
#define REJECTED "{\"kind\":\"rejected\",\"class\":\"ParserError\",\"message\":\"m\"}"

static const struct awp_decoder_traits third_party = {false, false};
static const struct awp_decoder_traits shows_raw = {false, true};
static const struct awp_decoder_traits reference = {true, true};

/* A case of this level and status that expects `expect`, and accepts any unknown. */
static struct awp_case golden_case(enum awp_level level, unsigned status, const char *expect) {
    struct awp_case golden = *awp_test_case(arena, "\"tags\": [\"a-tag\"]", "\"tags\": []");
    golden.level = level;
    golden.status = status;
    golden.expect = awp_test_answer(arena, AWP_GRAMMAR_EXPECT, expect);
    return golden;
}

static struct awp_judgement judge(const struct awp_case *golden, const char *reply,
                                  struct awp_decoder_traits traits) {
    const struct awp_answer answer = awp_test_answer(arena, AWP_GRAMMAR_REPLY, reply);
    return awp_judge(golden, &answer, AWP_BYTES("x"), traits, arena);
}

Test(judge, passes_the_expected_outcome) {
    const struct awp_case golden = golden_case(AWP_LEVEL_MUST, 500, MODELED);
    const struct awp_judgement judgement = judge(&golden, MODELED, reference);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_PASS);
    cr_assert_eq(judgement.reason.len + judgement.choice.len, 0);
    cr_assert_not(judgement.difference.found);
}

Test(judge, passes_a_named_alternative_and_says_which) {
    const struct awp_case golden = golden_case(AWP_LEVEL_SHOULD, 503, EXPECT_UNKNOWN);
    const char *other = "{\"kind\":\"unknown\",\"code\":\"UnknownError\"}";
    const struct awp_judgement judgement = judge(&golden, other, third_party);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_PASS);
    cr_assert(awp_bytes_equal(judgement.choice, AWP_BYTES("other-code-text")));
    cr_assert_not(judgement.difference.found);
}

Test(judge, grants_the_reference_no_alternative) {
    const struct awp_case golden = golden_case(AWP_LEVEL_SHOULD, 503, EXPECT_UNKNOWN);
    const struct awp_judgement judgement =
        judge(&golden, "{\"kind\":\"unknown\",\"code\":\"UnknownError\",\"raw_base64\":\"eA==\"}",
              reference);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_FAIL);
    cr_assert(awp_bytes_equal(judgement.difference.path, AWP_BYTES("$.code")));
}

Test(judge, compares_the_raw_body_only_where_the_decoder_shows_it) {
    static const struct {
        const char *reply;
        bool passes;
    } rows[] = {{"{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"eA==\"}", true},
                {"{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"eQ==\"}", false},
                {"{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"\"}", false},
                {"{\"kind\":\"unknown\",\"code\":\"503\"}", false}};
    const struct awp_case golden = golden_case(AWP_LEVEL_MUST, 503, EXPECT_UNKNOWN);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_judgement seen = judge(&golden, rows[i].reply, shows_raw);
        cr_expect_eq(seen.verdict == AWP_VERDICT_PASS, rows[i].passes, "%s", rows[i].reply);
        cr_expect_eq(seen.raw_differs, !rows[i].passes);
        cr_expect_not(seen.raw_not_compared);
        const struct awp_judgement unseen = judge(&golden, rows[i].reply, third_party);
        cr_expect_eq(unseen.verdict, AWP_VERDICT_PASS);
        cr_expect(unseen.raw_not_compared);
    }
}

Test(judge, wants_no_raw_body_where_the_body_is_empty) {
    const struct awp_case golden = golden_case(AWP_LEVEL_MUST, 503, EXPECT_UNKNOWN);
    struct awp_answer answer = awp_test_answer(
        arena, AWP_GRAMMAR_REPLY, "{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"\"}");
    const struct awp_bytes empty = {0};
    cr_assert_eq(awp_judge(&golden, &answer, empty, shows_raw, arena).verdict, AWP_VERDICT_FAIL);
    answer.raw.present = false;
    cr_assert_eq(awp_judge(&golden, &answer, empty, shows_raw, arena).verdict, AWP_VERDICT_PASS);
}

/* What a failure of a MAY case breaks all the same. */
static const struct {
    unsigned status;
    const char *expect;
    const char *reply;
    enum awp_level broken;
    const char *class_name;
    const char *reason;
} failures[] = {
    {503, EXPECT_UNKNOWN, "{\"kind\":\"escape\",\"class\":\"TypeError\",\"message\":\"m\"}",
     AWP_LEVEL_MUST, "escape", "it threw what its callers are not told to expect: \"TypeError\""},
    {503, EXPECT_UNKNOWN, "{\"kind\":\"result\",\"value\":{}}", AWP_LEVEL_MUST, "result-for-error",
     "a Result for an error"},
    {199, EXPECT_UNKNOWN, "{\"kind\":\"result\",\"value\":{}}", AWP_LEVEL_MUST, "result-for-error",
     "a Result for an error"},
    {503, MODELED, "{\"kind\":\"modeled\",\"code\":\"InvalidInputException\",\"value\":{}}",
     AWP_LEVEL_MUST, "wrong-modeled-error", "one modeled error for another"},
    {503, MODELED,
     "{\"kind\":\"modeled\",\"code\":\"InternalException\",\"value\":{\"Message\":{\"integer\":"
     "\"5\"}}}",
     AWP_LEVEL_MUST, "wrong-type", "a value of a type that the model does not give"},
    {200, "{\"kind\":\"result\",\"value\":{}}",
     "{\"kind\":\"result\",\"value\":{\"UnprocessedAccounts\":null}}", AWP_LEVEL_MUST, "wrong-type",
     "a value of a type that the model does not give"},
    {503, EXPECT_UNKNOWN, REJECTED, AWP_LEVEL_SHOULD, "lost-error",
     "the service's error is lost in a client-side one: \"ParserError\""},
    {503, MODELED, REJECTED, AWP_LEVEL_SHOULD, "lost-error",
     "the service's error is lost in a client-side one: \"ParserError\""},
    {200, EXPECT_UNKNOWN, "{\"kind\":\"result\",\"value\":{}}", AWP_LEVEL_SHOULD, "silent-loss",
     "a Result made of what cannot be decoded"},
    {200, EXPECT_UNKNOWN, REJECTED, AWP_LEVEL_MAY, "other-outcome",
     "another outcome than the expected one: \"ParserError\""},
    {503, MODELED,
     "{\"kind\":\"modeled\",\"code\":\"InternalException\",\"value\":{\"Message\":\"x\"}}",
     AWP_LEVEL_MAY, "other-outcome", "another outcome than the expected one"},
    {503, EXPECT_UNKNOWN, "{\"kind\":\"unsupported\",\"reason\":\"no\"}", AWP_LEVEL_MAY, "refusal",
     "refuses what its hello claims: \"no\""},
};

Test(judge, a_result_of_a_broken_answer_breaks_must_and_one_that_was_expected_passes) {
    struct awp_case broken = golden_case(AWP_LEVEL_MAY, 200, EXPECT_UNKNOWN);
    broken.wire = awp_wire_of_fault(awp_wire_fault_find(AWP_BYTES("short-body")));
    struct awp_judgement judgement =
        judge(&broken, "{\"kind\":\"result\",\"value\":{}}", third_party);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_FAIL);
    cr_assert_eq(judgement.broken_level, AWP_LEVEL_MUST);
    cr_assert_str_eq(awp_judgement_class(&judgement), "broken-result");
    struct awp_case whole = golden_case(AWP_LEVEL_MUST, 200, "{\"kind\":\"result\",\"value\":{}}");
    whole.wire = awp_wire_of_fault(awp_wire_fault_find(AWP_BYTES("chunked")));
    judgement = judge(&whole, "{\"kind\":\"result\",\"value\":{}}", third_party);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_PASS);
}

Test(judge, knows_how_bad_each_failure_is_whatever_the_cases_level) {
    for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
        const struct awp_case may =
            golden_case(AWP_LEVEL_MAY, failures[i].status, failures[i].expect);
        const struct awp_judgement judgement = judge(&may, failures[i].reply, third_party);
        cr_expect_eq(judgement.verdict, AWP_VERDICT_FAIL, "%s", failures[i].reply);
        cr_expect_eq(judgement.broken_level, failures[i].broken, "%s", failures[i].reply);
        cr_expect_str_eq(awp_judgement_class(&judgement), failures[i].class_name);
        cr_expect(awp_judgement_class_exists(AWP_VERDICT_FAIL,
                                             awp_bytes_of_string(failures[i].class_name)));
        cr_expect(awp_bytes_equal(judgement.reason, awp_bytes_of_string(failures[i].reason)),
                  "%.*s", AWP_TEXT_ARGS(judgement.reason));
        cr_expect(judgement.difference.found);
        const struct awp_case must =
            golden_case(AWP_LEVEL_MUST, failures[i].status, failures[i].expect);
        cr_expect_eq(judge(&must, failures[i].reply, third_party).broken_level, AWP_LEVEL_MUST);
    }
}

Test(judge, leaves_the_reference_no_choice_at_any_level) {
    const struct awp_case may = golden_case(AWP_LEVEL_MAY, 503, EXPECT_UNKNOWN);
    const struct awp_judgement judgement =
        judge(&may, "{\"kind\":\"unknown\",\"code\":\"other\"}", reference);
    cr_assert_eq(judgement.verdict, AWP_VERDICT_FAIL);
    cr_assert(awp_judgement_is_required(&judgement, AWP_LEVEL_MUST));
}

Test(judge, requires_failures_by_level_and_nothing_else) {
    struct awp_judgement judgement = {.verdict = AWP_VERDICT_FAIL};
    judgement.broken_level = AWP_LEVEL_MAY;
    cr_expect_not(awp_judgement_is_required(&judgement, AWP_LEVEL_SHOULD));
    judgement.broken_level = AWP_LEVEL_SHOULD;
    cr_expect(awp_judgement_is_required(&judgement, AWP_LEVEL_SHOULD));
    cr_expect_not(awp_judgement_is_required(&judgement, AWP_LEVEL_MUST));
    judgement.broken_level = AWP_LEVEL_MUST;
    static const bool required[AWP_VERDICT_COUNT] = {
        [AWP_VERDICT_FAIL] = true,  [AWP_VERDICT_CRASH] = true,
        [AWP_VERDICT_HANG] = true,  [AWP_VERDICT_PROTOCOL_ERROR] = true,
        [AWP_VERDICT_FLAKY] = true, [AWP_VERDICT_UNEXPECTED_PASS] = true};
    for (unsigned i = 0; i < AWP_VERDICT_COUNT; i++) {
        judgement.verdict = (enum awp_verdict)i;
        cr_expect_eq(awp_judgement_is_required(&judgement, AWP_LEVEL_MUST), required[i], "%s",
                     awp_verdict_name(judgement.verdict));
    }
}

Test(judge, takes_a_fault_for_the_worst) {
    const struct awp_judgement judgement = awp_judge_fault(AWP_VERDICT_CRASH, AWP_BYTES("r"));
    cr_assert_eq(judgement.broken_level, AWP_LEVEL_MUST);
    cr_assert(awp_judgement_is_required(&judgement, AWP_LEVEL_MUST));
}

Test(judge, names_a_fault_by_its_verdict_and_a_pass_by_nothing) {
    static const struct {
        enum awp_verdict verdict;
        const char *class_name;
    } rows[] = {{AWP_VERDICT_CRASH, "crash"},
                {AWP_VERDICT_HANG, "hang"},
                {AWP_VERDICT_PROTOCOL_ERROR, "protocol_error"},
                {AWP_VERDICT_FLAKY, "flaky"},
                {AWP_VERDICT_PASS, ""},
                {AWP_VERDICT_UNSUPPORTED, ""},
                {AWP_VERDICT_NOT_RUN, ""}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_judgement judgement = awp_judge_fault(rows[i].verdict, AWP_BYTES("r"));
        const struct awp_bytes name = awp_bytes_of_string(rows[i].class_name);
        cr_expect_str_eq(awp_judgement_class(&judgement), rows[i].class_name);
        cr_expect_eq(awp_judgement_class_exists(rows[i].verdict, name), name.len > 0);
        cr_expect_not(awp_judgement_class_exists(AWP_VERDICT_FAIL, name));
    }
    cr_expect_not(awp_judgement_class_exists(AWP_VERDICT_CRASH, AWP_BYTES("escape")));
}
