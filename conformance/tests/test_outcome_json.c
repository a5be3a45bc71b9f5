/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/outcome_json.c: outcomes of each kind, read strictly and written. */
#include "awsproof/invite_members.h"
#include "support.h"
#include "text.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(outcome_json, .init = set_up, .fini = tear_down);

static void expect_refusal(enum awp_answer_grammar grammar, const char *text, const char *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_answer answer;
    cr_expect_not(
        awp_answer_of_json(awp_test_json(arena, text), grammar, &first.complaints, &answer), "%s",
        text);
    cr_expect(awp_bytes_equal(first.reason, awp_bytes_of_string(reason)), "%s: %.*s", text,
              AWP_TEXT_ARGS(first.reason));
}

static struct awp_bytes write(const struct awp_answer *answer, bool with_raw) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_answer_write(answer, with_raw, &out);
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return text;
}

Test(outcome_json, writes_every_kind_of_reply_as_it_was_read) {
    static const char *const replies[] = {
        "{\"kind\":\"result\",\"value\":{\"a\":[\"b\",{}]}}",
        "{\"kind\":\"modeled\",\"code\":\"X\",\"value\":{}}",
        "{\"kind\":\"unknown\",\"code\":\"\"}",
        "{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"AP8=\"}",
        "{\"kind\":\"rejected\",\"class\":\"A\",\"message\":\"b\"}",
        "{\"kind\":\"rejected\",\"class\":\"A\",\"message\":\"\",\"status\":503}",
        "{\"kind\":\"escape\",\"class\":\"A\",\"message\":\"b\\u0000\"}",
        "{\"kind\":\"unsupported\",\"reason\":\"r\"}"};
    for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        const struct awp_answer answer = awp_test_answer(arena, AWP_GRAMMAR_REPLY, replies[i]);
        const struct awp_bytes text = write(&answer, true);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(replies[i])), "%s: %.*s", replies[i],
                  AWP_TEXT_ARGS(text));
    }
}

Test(outcome_json, leaves_the_raw_body_out_unless_it_is_asked_for) {
    const struct awp_answer answer = awp_test_answer(
        arena, AWP_GRAMMAR_REPLY, "{\"kind\":\"unknown\",\"code\":\"a\",\"raw_base64\":\"\"}");
    cr_assert(answer.raw.present);
    cr_assert(
        awp_bytes_equal(write(&answer, false), AWP_BYTES("{\"kind\":\"unknown\",\"code\":\"a\"}")));
}

Test(outcome_json, refuses_replies_with_missing_mistyped_and_foreign_fields) {
    const enum awp_answer_grammar reply = AWP_GRAMMAR_REPLY;
    expect_refusal(reply, "[]", "an outcome must be an object, not an array");
    expect_refusal(reply, "{}", "an outcome has no field \"kind\"");
    expect_refusal(reply, "{\"kind\":\"Result\"}", "no kind of outcome here: \"Result\"");
    expect_refusal(reply, "{\"kind\":\"result\"}",
                   "an outcome of kind \"result\" has no field \"value\"");
    expect_refusal(reply, "{\"kind\":\"result\",\"value\":null}",
                   "field \"value\" of an outcome must be an object, not null");
    expect_refusal(reply, "{\"kind\":\"result\",\"value\":{},\"code\":\"x\"}",
                   "field \"code\" does not belong to kind \"result\" here");
    expect_refusal(reply, "{\"kind\":\"modeled\",\"value\":{}}",
                   "an outcome of kind \"modeled\" has no field \"code\"");
    expect_refusal(reply, "{\"kind\":\"unknown\",\"code\":503}",
                   "field \"code\" of an outcome must be a string, not a number");
    expect_refusal(reply, "{\"kind\":\"unknown\"}",
                   "an outcome of kind \"unknown\" has no field \"code\"");
    expect_refusal(reply, "{\"kind\":\"unknown\",\"code\":\"\",\"raw_base64\":\"?\"}",
                   "field \"raw_base64\" is no base64");
    expect_refusal(reply, "{\"kind\":\"unknown\",\"code\":\"\",\"raw\":\"\"}",
                   "unknown field \"raw\" in an outcome");
    expect_refusal(reply, "{\"kind\":\"rejected\",\"class\":\"x\"}",
                   "an outcome of kind \"rejected\" has no field \"message\"");
    expect_refusal(reply, "{\"kind\":\"rejected\",\"class\":\"\",\"message\":\"\",\"status\":1e2}",
                   "field \"status\" is no HTTP status");
    expect_refusal(reply, "{\"kind\":\"unsupported\"}",
                   "an outcome of kind \"unsupported\" has no field \"reason\"");
}

Test(outcome_json, knows_what_expectations_and_patterns_may_be) {
    expect_refusal(AWP_GRAMMAR_EXPECT, "{\"kind\":\"rejected\"}",
                   "no kind of outcome here: \"rejected\"");
    expect_refusal(AWP_GRAMMAR_EXPECT, "{\"kind\":\"unknown\"}",
                   "an outcome of kind \"unknown\" has no field \"code\"");
    expect_refusal(AWP_GRAMMAR_PATTERN, "{\"kind\":\"escape\"}",
                   "no kind of outcome here: \"escape\"");
    expect_refusal(AWP_GRAMMAR_PATTERN, "{\"kind\":\"rejected\",\"class\":\"x\"}",
                   "field \"class\" does not belong to kind \"rejected\" here");
    cr_expect_not(
        awp_test_answer(arena, AWP_GRAMMAR_PATTERN, "{\"kind\":\"unknown\"}").code.present);
    cr_expect_eq(awp_test_answer(arena, AWP_GRAMMAR_PATTERN, "{\"kind\":\"rejected\"}").kind,
                 AWP_ANSWER_REJECTED);
}

Test(outcome_json, writes_the_decoders_outcomes) {
    const struct awp_function *function = awp_function_find(AWP_BYTES("error_of_json"));
    static const struct {
        const char *code;
        const char *body;
        const char *text;
    } rows[] = {
        {"InternalException", "{\"Message\":\"m\",\"Code\":null}",
         "{\"kind\":\"modeled\",\"code\":\"InternalException\",\"value\":{\"Message\":\"m\"}}"},
        {"Other", "{}", "{\"kind\":\"unknown\",\"code\":\"Other\",\"raw_base64\":\"e30=\"}"},
        {"Other", "", "{\"kind\":\"unknown\",\"code\":\"Other\"}"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_outcome outcome;
        struct awp_answer answer;
        cr_assert_eq(function->decode(&awp_securityhub_invite_members,
                                      awp_bytes_of_string(rows[i].code),
                                      awp_bytes_of_string(rows[i].body), arena, &outcome),
                     AWP_OK);
        awp_answer_of_outcome(&outcome, arena, &answer);
        const struct awp_bytes text = write(&answer, true);
        cr_expect(awp_bytes_equal(text, awp_bytes_of_string(rows[i].text)), "%.*s",
                  AWP_TEXT_ARGS(text));
    }
}
