/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/result.c: what a report is told. */
#include <criterion/criterion.h>
#include <string.h>

#include "result.h"
#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(result, .init = set_up, .fini = tear_down);

static void expect_text(struct awp_report_text got, const char *want) {
    cr_expect(got.len == strlen(want) && memcmp(got.ptr, want, got.len) == 0, "want %s, got %.*s",
              want, (int)got.len, got.ptr);
}

static struct awp_report_result make(const struct awp_answer *answer, struct awp_bytes body,
                                     const char *command) {
    static struct awp_judgement judgement;
    const struct awp_case *golden = awp_test_case(arena, "\"x\"", "\"y\"");
    judgement = awp_judge(golden, answer, body, (struct awp_decoder_traits){false, true}, arena);
    const struct awp_result_source source = {.golden = golden,
                                             .judgement = &judgement,
                                             .answer = answer,
                                             .body = body,
                                             .cases_path = "my cases",
                                             .command = command,
                                             .require = AWP_LEVEL_SHOULD};
    return awp_result_make(&source, arena);
}

Test(result, shows_the_input_what_was_wanted_and_what_came) {
    const struct awp_answer answer =
        awp_test_answer(arena, AWP_GRAMMAR_REPLY, "{\"kind\":\"result\",\"value\":{}}");
    const struct awp_report_result result = make(&answer, AWP_BYTES("y"), NULL);
    expect_text(result.input, "HTTP 503\na: b\n\ny");
    expect_text(result.want, "{\"kind\":\"unknown\",\"code\":\"503\"}");
    expect_text(result.got, "{\"kind\":\"result\",\"value\":{}}");
    expect_text(result.difference_path, "$.kind");
    expect_text(result.replay, "awsproof run --cases 'my cases' one");
    cr_expect(result.required);
    cr_expect_eq(result.broken_level, AWP_LEVEL_MUST);
}

Test(result, shows_raw_bodies_only_where_they_differ) {
    struct awp_answer answer =
        awp_test_answer(arena, AWP_GRAMMAR_REPLY,
                        "{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"eA==\"}");
    struct awp_report_result result = make(&answer, AWP_BYTES("y"), "a b");
    expect_text(result.want, "{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"eQ==\"}");
    expect_text(result.got, "{\"kind\":\"unknown\",\"code\":\"503\",\"raw_base64\":\"eA==\"}");
    expect_text(result.difference_path, "$.raw_base64");
    expect_text(result.replay, "awsproof run --cases 'my cases' --testee 'a b' one");
    result = make(&answer, AWP_BYTES("x"), NULL);
    expect_text(result.got, "{\"kind\":\"unknown\",\"code\":\"503\"}");
    cr_expect_eq(result.verdict, AWP_VERDICT_PASS);
    cr_expect_not(result.required);
}

Test(result, replays_the_cases_of_the_binary_without_a_path) {
    static const struct awp_judgement judgement = {.verdict = AWP_VERDICT_FAIL};
    const struct awp_case *golden = awp_test_case(arena, "\"x\"", "\"y\"");
    const struct awp_result_source source = {.golden = golden,
                                             .judgement = &judgement,
                                             .body = AWP_BYTES_INIT("y"),
                                             .require = AWP_LEVEL_SHOULD};
    expect_text(awp_result_make(&source, arena).replay, "awsproof run one");
}

Test(result, replays_with_the_options_and_the_cases_that_it_takes) {
    const struct awp_answer answer =
        awp_test_answer(arena, AWP_GRAMMAR_REPLY, "{\"kind\":\"result\",\"value\":{}}");
    const struct awp_judgement judgement = {.verdict = AWP_VERDICT_FLAKY};
    struct awp_result_source source = {.golden = awp_test_case(arena, "\"x\"", "\"y\""),
                                       .judgement = &judgement,
                                       .answer = &answer,
                                       .command = "t",
                                       .options = AWP_BYTES("--strict --timeout 0.5")};
    expect_text(awp_result_make(&source, arena).replay,
                "awsproof run --testee t --strict --timeout 0.5 one");
    source.ids = AWP_BYTES("--check-isolation two one");
    expect_text(awp_result_make(&source, arena).replay,
                "awsproof run --testee t --strict --timeout 0.5 --check-isolation two one");
}
