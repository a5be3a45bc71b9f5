/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/smoke_diagnosis.c: each pattern of answers has its name, and the right ones none.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "smoke_diagnosis.h"
#include "support.h"

static struct awp_arena *arena;
static struct awp_smoke_answer answers[AWP_SMOKE_PROBES];

static void answer(enum awp_smoke_probe probe, enum awp_answer_kind kind, const char *text) {
    answers[probe].is_asked = true;
    answers[probe].exchange.answer.kind = kind;
    answers[probe].text = awp_bytes_of_string(text);
}

static void set_up(void) {
    arena = awp_arena_create(NULL, 0);
    memset(answers, 0, sizeof(answers));
    answer(AWP_SMOKE_RESULT, AWP_ANSWER_RESULT, "one");
    answer(AWP_SMOKE_OTHER_RESULT, AWP_ANSWER_RESULT, "two");
    answer(AWP_SMOKE_EMPTY_RESULT, AWP_ANSWER_RESULT, "three");
    answer(AWP_SMOKE_MODELED, AWP_ANSWER_MODELED, "four");
    answer(AWP_SMOKE_OTHER_MODELED, AWP_ANSWER_MODELED, "five");
    answer(AWP_SMOKE_UNKNOWN, AWP_ANSWER_UNKNOWN, "six");
    answer(AWP_SMOKE_NO_CODE, AWP_ANSWER_UNKNOWN, "seven");
    answer(AWP_SMOKE_RESULT_AGAIN, AWP_ANSWER_RESULT, "one");
}

static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(smoke_diagnosis, .init = set_up, .fini = tear_down);

/* The names of what is said must be these, each with its colon, in a row. */
static void expect_names(const char *want, size_t count) {
    char *said = NULL;
    size_t len = 0;
    char names[512] = "";
    FILE *out = open_memstream(&said, &len);
    cr_expect_eq(awp_smoke_diagnose(answers, arena, out), count);
    cr_assert_eq(fclose(out), 0);
    for (char *line = strtok(said, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        strncat(names, line, strcspn(line, ":") + 1);
    }
    cr_expect_str_eq(names, want);
    free(said);
}

static void set_all(enum awp_answer_kind kind) {
    for (unsigned i = 0; i < AWP_SMOKE_PROBES; i++) {
        answers[i].exchange.answer.kind = kind;
    }
}

Test(smoke_diagnosis, says_nothing_of_right_answers_and_of_none) {
    expect_names("", 0);
    memset(answers, 0, sizeof(answers));
    expect_names("", 0);
}

Test(smoke_diagnosis, knows_what_is_always_the_same_kind) {
    static const struct {
        enum awp_answer_kind kind;
        const char *name;
    } rows[] = {
        {AWP_ANSWER_RESULT, "always-accept:"},   {AWP_ANSWER_MODELED, "always-modeled:"},
        {AWP_ANSWER_UNKNOWN, "always-unknown:"}, {AWP_ANSWER_REJECTED, "always-reject:"},
        {AWP_ANSWER_ESCAPE, "always-reject:"},   {AWP_ANSWER_UNSUPPORTED, "always-unsupported:"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        set_all(rows[i].kind);
        expect_names(rows[i].name, 1);
    }
    answers[AWP_SMOKE_NO_CODE].exchange.answer.kind = AWP_ANSWER_RESULT;
    expect_names("", 0);
}

Test(smoke_diagnosis, knows_a_constant_an_unsteady_and_a_forgetful_one) {
    answers[AWP_SMOKE_RESULT_AGAIN].text = AWP_BYTES("another");
    expect_names("unsteady:", 1);
    answers[AWP_SMOKE_RESULT_AGAIN].text = AWP_BYTES("one");
    answers[AWP_SMOKE_MODELED].exchange.answer.kind = AWP_ANSWER_UNKNOWN;
    expect_names("", 0);
    answers[AWP_SMOKE_OTHER_MODELED].exchange.answer.kind = AWP_ANSWER_UNKNOWN;
    expect_names("forgets-modeled:", 1);
    for (unsigned i = 0; i < AWP_SMOKE_PROBES; i++) {
        answers[i].text = AWP_BYTES("same");
    }
    expect_names("constant:forgets-modeled:", 2);
}

Test(smoke_diagnosis, knows_an_echo_of_the_question_and_of_the_body) {
    answers[AWP_SMOKE_OTHER_RESULT].exchange.answer.value =
        awp_test_json(arena, "{\"" AWP_SMOKE_STRANGE_MEMBER "\":\"x\"}");
    answers[AWP_SMOKE_UNKNOWN].exchange.line = AWP_BYTES("{\"service\":\"securityhub\"}");
    expect_names("echo:body-echo:", 2);
}

Test(smoke_diagnosis, tells_our_own_lines_from_others) {
    cr_expect(awp_smoke_is_echo(AWP_BYTES("{\"suite\":{}}"), "suite", arena));
    cr_expect_not(awp_smoke_is_echo(AWP_BYTES("{\"suite\":1,\"outcome\":{}}"), "suite", arena));
    cr_expect_not(awp_smoke_is_echo(AWP_BYTES("{\"service\":1}"), "suite", arena));
    cr_expect_not(awp_smoke_is_echo(AWP_BYTES("[\"suite\"]"), "suite", arena));
    cr_expect_not(awp_smoke_is_echo(AWP_BYTES("suite"), "suite", arena));
    cr_expect_not(awp_smoke_is_echo(AWP_BYTES(""), "suite", arena));
}
