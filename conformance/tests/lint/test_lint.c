/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of lint/lint.c and lint/lint_set.c: each complaint, and that a good set has none. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "lint.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(lint, .init = set_up, .fini = tear_down);

#define CASE(id, title, why, level, rules, response)                                               \
    "{\"id\":\"" id "\",\"title\":\"" title "\",\"why\":\"" why "\",\"level\":\"" level            \
    "\",\"rules\":[" rules "],\"sources\":[\"spec\"],\"tags\":[],\"flags\":[\"a\"],\"response\":"  \
    "{\"protocol\":\"restJson1\"," response "},\"expect\":{\"kind\":\"unknown\",\"code\":\"503\"}"
#define WHY "Without this nobody would know."
#define GOOD CASE("one", "One", WHY, "should", "\"R2.1\"", "\"status\":503")

/* Loads a file "t.json" of these cases, and says what a part of the lint complains of. */
static struct awp_bytes complaints(const char *cases, void (*check)(struct awp_lint *lint)) {
    const struct awp_bytes text =
        awp_text_format(arena,
                        "{\"topic\":\"t\",\"title\":\"T\",\"operation\":\"securityhub."
                        "InviteMembers\",\"cases\":[%s]}",
                        cases);
    struct awp_case_text *file = awp_need_array(arena, 1, sizeof(*file));
    struct awp_cases *loaded = awp_need_array(arena, 1, sizeof(*loaded));
    char *said = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&said, &len);
    *file = (struct awp_case_text){AWP_BYTES("t.json"), AWP_BYTES("t.json"), text};
    const bool good = awp_cases_load_texts(file, 1, arena, out, loaded);
    struct awp_lint lint = {.cases = loaded, .arena = arena, .errors = out};
    if (good) {
        check(&lint);
    }
    cr_assert_eq(fclose(out), 0);
    cr_assert(good, "%s", said);
    const struct awp_bytes copy = awp_text_format(arena, "%s", said);
    free(said);
    size_t lines = 0;
    for (size_t i = 0; i < copy.len; i++) {
        lines += copy.ptr[i] == '\n';
    }
    cr_expect_eq(lines, lint.count);
    return copy;
}

static void expect(const char *cases, void (*check)(struct awp_lint *lint), const char *want) {
    const struct awp_bytes said = complaints(cases, check);
    cr_expect(awp_bytes_equal(said, awp_bytes_of_string(want)), "want %s got %.*s", want,
              AWP_TEXT_ARGS(said));
}

Test(lint, has_nothing_against_a_good_case) {
    expect(GOOD "}", awp_lint_each, "");
    expect(GOOD "}", awp_lint_pairs, "");
}

Test(lint, wants_clauses_and_not_rules) {
    expect(CASE("one", "One", WHY, "should", "\"R2\",\"R7.1\",\"R2.1\"", "\"status\":503") "}",
           awp_lint_each, "t.json:1: one: names the rule R2, and none of its clauses\n");
    expect(CASE("one", "One", WHY, "should", "\"R2\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: names the rule R2, and none of its clauses\n");
}

Test(lint, holds_a_level_to_the_clauses) {
    expect(CASE("one", "One", WHY, "must", "\"R6.2\",\"R7.1\"", "\"status\":503") "}",
           awp_lint_each, "t.json:1: one: its level is must, and no clause of it says so\n");
    expect(CASE("one", "One", WHY, "should", "\"R7.1\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: its level is should, and no clause of it says so\n");
    expect(
        CASE("one", "One", WHY, "may", "\"R2.1\"",
             "\"status\":503") ",\"accept\":[{\"name\":\"a\",\"outcome\":{\"kind\":\"unknown\"}}]}",
        awp_lint_each, "t.json:1: one: its level is may, and no clause of it says so\n");
    expect(CASE("one", "One", WHY, "may", "\"R7.1\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: its level is may, and \"accept\" names no other choice\n");
}

Test(lint, wants_prose_that_reads_as_prose) {
    expect(CASE("one", "One.", WHY, "should", "\"R2.1\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: its title ends like a sentence\n");
    expect(CASE("one", "One", "Because.", "should", "\"R2.1\"", "\"status\":503") "}",
           awp_lint_each, "t.json:1: one: its why is no sentence\n");
    expect(CASE("one", "One", "Without this nobody would know", "should", "\"R2.1\"",
                "\"status\":503") "}",
           awp_lint_each, "t.json:1: one: its why is no sentence\n");
    expect(CASE("one", "One  two", WHY, "should", "\"R2.1\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: its title has a blank too many\n");
    expect(CASE("one", "One\\n", WHY, "should", "\"R2.1\"", "\"status\":503") "}", awp_lint_each,
           "t.json:1: one: its title holds a control character\n");
}

Test(lint, wants_a_flag) {
    const struct awp_bytes without = awp_test_replace(arena, GOOD "}", "\"flags\":[\"a\"],", "");
    expect((const char *)without.ptr, awp_lint_each, "t.json:1: one: it has no flag\n");
}

#define TWO(response)                                                                              \
    GOOD "}," CASE("two", "Two", "Without that nobody would know.", "should", "\"R2.1\"",          \
                   response) "}"

Test(lint, finds_two_cases_with_one_input) {
    expect(TWO("\"status\":503"), awp_lint_pairs, "t.json:1: two: its input is that of one\n");
    expect(TWO("\"status\":503,\"body\":\"\""), awp_lint_pairs,
           "t.json:1: two: its input is that of one\n");
    expect(TWO("\"status\":504"), awp_lint_pairs, "");
    expect(TWO("\"status\":503,\"body\":\"x\""), awp_lint_pairs, "");
    expect(TWO("\"status\":503,\"headers\":[[\"a\",\"b\"]]"), awp_lint_pairs, "");
}

Test(lint, compares_bodies_by_their_bytes_and_not_by_their_recipes) {
    static const char one[] = CASE("one", "One", WHY, "should", "\"R2.1\"",
                                   "\"status\":503,\"body\":[\"a\",\"bc\"]") "},";
    const struct awp_bytes same =
        awp_text_format(arena, "%s%s", one,
                        CASE("two", "Two", "Another reason stands here.", "should", "\"R2.1\"",
                             "\"status\":503,\"body\":{\"base64\":\"YWJj\"}") "}");
    const struct awp_bytes other =
        awp_text_format(arena, "%s%s", one,
                        CASE("two", "Two", "Another reason stands here.", "should", "\"R2.1\"",
                             "\"status\":503,\"body\":\"abd\"") "}");
    expect((const char *)same.ptr, awp_lint_pairs, "t.json:1: two: its input is that of one\n");
    expect((const char *)other.ptr, awp_lint_pairs, "");
}

Test(lint, compares_calls_by_their_code) {
    const struct awp_bytes calls = awp_test_replace(
        arena, GOOD "}", "\"response\":{\"protocol\":\"restJson1\",\"status\":503}",
        "\"call\":{\"function\":\"error_of_json\",\"code\":\"A\"}");
    const struct awp_bytes renamed =
        awp_test_replace(arena, (const char *)calls.ptr, "\"one\"", "\"two\"");
    const struct awp_bytes retitled =
        awp_test_replace(arena, (const char *)renamed.ptr, "\"One\"", "\"Two\"");
    const struct awp_bytes other =
        awp_test_replace(arena, (const char *)retitled.ptr, WHY, "Another reason stands here.");
    const struct awp_bytes recoded =
        awp_test_replace(arena, (const char *)other.ptr, "\"A\"", "\"B\"");
    expect((const char *)awp_text_format(arena, "%s,%s", (const char *)calls.ptr,
                                         (const char *)other.ptr)
               .ptr,
           awp_lint_pairs, "t.json:1: two: its input is that of one\n");
    expect((const char *)awp_text_format(arena, "%s,%s", (const char *)calls.ptr,
                                         (const char *)recoded.ptr)
               .ptr,
           awp_lint_pairs, "");
}

Test(lint, finds_two_cases_with_one_title_or_one_reason) {
    expect(GOOD "}," CASE("two", "One", WHY, "should", "\"R2.1\"", "\"status\":504") "}",
           awp_lint_pairs,
           "t.json:1: two: its title is that of one\nt.json:1: two: its why is that of one\n");
}

Test(lint, names_each_clause_without_a_case_and_each_file_that_is_missing) {
    const struct awp_bytes said = complaints(
        CASE("one", "One", WHY, "should", "\"R2.1\",\"D5.2\"", "\"status\":503") "}", awp_lint_set);
    const char *text = (const char *)said.ptr;
    cr_expect_not_null(strstr(text, "flags.json is missing\n"));
    cr_expect_not_null(strstr(text, "renamed.json is missing\n"));
    cr_expect_not_null(strstr(text, "no case rests on clause R1.1\n"));
    cr_expect_null(strstr(text, "no case rests on clause R2.1\n"));
    cr_expect_not_null(strstr(text, "one: rests on clause D5.2, of which docs/SPEC.md says that no "
                                    "case can show it\n"));
}

Test(lint, asks_no_case_of_a_clause_that_a_test_shows) {
    const struct awp_bytes said = complaints(GOOD "}", awp_lint_set);
    cr_expect_null(strstr((const char *)said.ptr, "D5.2"));
    cr_expect_not_null(strstr((const char *)said.ptr, "no case rests on clause D5.1\n"));
}

/* A set whose flags and renamings are under test; its clauses are complained of all the same. */
static struct awp_bytes set_complaints(const struct awp_flags *flags,
                                       const struct awp_renames *renames) {
    static const struct awp_bytes used[] = {AWP_BYTES_INIT("used")};
    static const struct awp_case golden = {.id = AWP_BYTES_INIT("now"), .flags = {used, 1}};
    const struct awp_cases cases = {
        .items = &golden, .count = 1, .flags = *flags, .renames = *renames};
    char *said = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&said, &len);
    struct awp_lint lint = {.cases = &cases, .arena = arena, .errors = out};
    awp_lint_set(&lint);
    fclose(out);
    const struct awp_bytes copy = awp_text_format(arena, "%s", said);
    free(said);
    return copy;
}

Test(lint, finds_flags_that_nothing_has_and_renamings_that_lead_nowhere) {
    static const struct awp_flag flags[] = {{.name = AWP_BYTES_INIT("used")},
                                            {.name = AWP_BYTES_INIT("idle")}};
    static const struct awp_rename renames[] = {
        {AWP_BYTES_INIT("now"), {0}, AWP_BYTES_INIT("r")},
        {AWP_BYTES_INIT("good"), {true, AWP_BYTES_INIT("now")}, AWP_BYTES_INIT("r")},
        {AWP_BYTES_INIT("chain"), {true, AWP_BYTES_INIT("good")}, AWP_BYTES_INIT("r")},
        {AWP_BYTES_INIT("lost"), {true, AWP_BYTES_INIT("nowhere")}, AWP_BYTES_INIT("r")}};
    const struct awp_bytes said =
        set_complaints(&(struct awp_flags){flags, 2}, &(struct awp_renames){renames, 4});
    const char *text = (const char *)said.ptr;
    cr_expect_not_null(strstr(text, "flags.json: no case has the flag \"idle\"\n"));
    cr_expect_null(strstr(text, "\"used\""));
    cr_expect_not_null(strstr(text, "renamed.json: a case has the former id \"now\"\n"));
    cr_expect_not_null(
        strstr(text, "renamed.json: \"lost\" was renamed to \"nowhere\", which no case has\n"));
    cr_expect_null(strstr(text, "\"chain\""));
    cr_expect_null(strstr(text, "\"good\" was"));
}
