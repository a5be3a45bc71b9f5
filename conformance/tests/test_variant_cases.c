/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/variant_cases.c: which variants a case gets, and what is expected of them. */
#include "variant_cases.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "judge.h"
#include "result.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(variant_cases, .init = set_up, .fini = tear_down);

#define MODELED(value) "{\"kind\":\"modeled\",\"code\":\"InternalException\",\"value\":" value "}"

static struct awp_bytes body_of(const char *text) { return awp_bytes_of_string(text); }

/* A modeled error of restJson1 with two members. */
static struct awp_case modeled_case(void) {
    static const struct awp_header headers[] = {
        {AWP_BYTES_INIT("x-amzn-errortype"), AWP_BYTES_INIT("InternalException")}};
    struct awp_case golden = *awp_test_case(arena, "\"x\"", "\"y\"");
    golden.status = 500;
    golden.accept_count = 0;
    golden.headers = headers;
    golden.header_count = 1;
    golden.body = (struct awp_body){.bytes = body_of("{\"Message\":\"m\",\"Code\":\"c\"}")};
    golden.body.len = golden.body.bytes.len;
    golden.expect =
        awp_test_answer(arena, AWP_GRAMMAR_EXPECT, MODELED("{\"Message\":\"m\",\"Code\":\"c\"}"));
    return golden;
}

/* What became of one case. */
struct made {
    const struct awp_case *const *cases;
    size_t count;
    struct awp_variant_counts counts;
};

static struct made make(const struct awp_case *golden, const char *kind, bool is_reference) {
    struct awp_variant_wish wish = {.seed = 3, .is_reference = is_reference};
    struct made made = {0};
    if (kind != NULL) {
        wish.kind = awp_variant_kind_find(awp_bytes_of_string(kind));
        cr_assert_not_null(wish.kind);
    }
    awp_variant_cases_make(&golden, 1, &wish, arena, &made.cases, &made.count, &made.counts);
    return made;
}

static struct awp_judgement judge(const struct awp_case *variant, const char *reply) {
    const struct awp_answer answer = awp_test_answer(arena, AWP_GRAMMAR_REPLY, reply);
    return awp_judge(variant, &answer, awp_body_make(&variant->body, arena),
                     (struct awp_decoder_traits){false, false}, arena);
}

Test(variant_cases, come_behind_their_case_each_under_its_own_id) {
    const struct awp_case golden = modeled_case();
    const struct made made = make(&golden, NULL, false);
    cr_assert_eq(made.cases[0], &golden);
    cr_assert_gt(made.count, 8);
    cr_expect_eq(made.counts.made, made.count - 1);
    for (size_t i = 1; i < made.count; i++) {
        const struct awp_case *variant = made.cases[i];
        cr_assert_not_null(variant->variant);
        cr_expect_eq(variant->variant->golden, &golden);
        cr_expect(awp_bytes_equal(variant->id,
                                  awp_text_format(arena, "one~%s", variant->variant->kind->name)));
        cr_expect(awp_text_glob(AWP_BYTES("One (*, seed 3)"), variant->title));
        cr_expect_eq(variant->level, golden.level);
        for (size_t j = 1; j < i; j++) {
            cr_expect_not(awp_bytes_equal(variant->id, made.cases[j]->id));
        }
    }
}

Test(variant_cases, of_one_kind_come_without_the_case) {
    const struct awp_case golden = modeled_case();
    const struct made made = make(&golden, "json-unicode-escapes", false);
    cr_assert_eq(made.count, 1);
    cr_expect(awp_bytes_equal(made.cases[0]->id, AWP_BYTES("one~json-unicode-escapes")));
    cr_expect_eq(make(&golden, "json-solidus", false).count, 0);
    cr_expect_eq(make(&golden, "xml-cdata", false).count, 0);
}

Test(variant_cases, are_not_made_of_what_is_about_the_wire) {
    static const struct awp_wire_fault fault = {.name = "x"};
    struct awp_case golden = modeled_case();
    golden.wire.fault = &fault;
    const struct made made = make(&golden, NULL, false);
    cr_expect_eq(made.count, 1);
    cr_expect_eq(made.counts.ends[0][AWP_VARIANT_NOT_EXPECTED], 1);
}

Test(variant_cases, that_are_broken_are_not_made_of_an_unknown) {
    struct awp_case golden = modeled_case();
    golden.expect =
        awp_test_answer(arena, AWP_GRAMMAR_EXPECT, "{\"kind\":\"unknown\",\"code\":\"500\"}");
    cr_expect_eq(make(&golden, "json-truncated", false).count, 0);
    cr_expect_eq(make(&golden, "json-white-space", false).count, 1);
}

Test(variant_cases, that_are_sound_expect_what_the_case_expects) {
    const struct awp_case golden = modeled_case();
    const struct awp_case *variant = make(&golden, "json-member-order", false).cases[0];
    cr_expect_eq(judge(variant, MODELED("{\"Code\":\"c\",\"Message\":\"m\"}")).verdict,
                 AWP_VERDICT_PASS);
    cr_expect_eq(judge(variant, MODELED("{\"Message\":\"m\"}")).verdict, AWP_VERDICT_FAIL);
}

/* A reply to a broken variant of a modeled error, and what it comes to. */
static const struct {
    const char *reply;
    enum awp_verdict verdict;
    enum awp_level broken_level;
} replies[] = {
    {"{\"kind\":\"unknown\",\"code\":\"InternalException\"}", AWP_VERDICT_PASS, 0},
    {"{\"kind\":\"unknown\",\"code\":\"anything\"}", AWP_VERDICT_PASS, 0},
    {MODELED("{\"Message\":\"m\",\"Code\":\"c\"}"), AWP_VERDICT_PASS, 0},
    {MODELED("{\"Message\":\"m\"}"), AWP_VERDICT_PASS, 0},
    {MODELED("{\"Code\":\"c\"}"), AWP_VERDICT_PASS, 0},
    {MODELED("{}"), AWP_VERDICT_PASS, 0},
    {MODELED("{\"Message\":\"\"}"), AWP_VERDICT_FAIL, AWP_LEVEL_SHOULD},
    {"{\"kind\":\"rejected\",\"class\":\"X\",\"message\":\"\"}", AWP_VERDICT_FAIL,
     AWP_LEVEL_SHOULD},
    {"{\"kind\":\"modeled\",\"code\":\"LimitExceededException\",\"value\":{}}", AWP_VERDICT_FAIL,
     AWP_LEVEL_MUST},
    {"{\"kind\":\"result\",\"value\":{}}", AWP_VERDICT_FAIL, AWP_LEVEL_MUST},
    {"{\"kind\":\"escape\",\"class\":\"X\",\"message\":\"\"}", AWP_VERDICT_FAIL, AWP_LEVEL_MUST},
};

Test(variant_cases, that_are_broken_may_lose_the_members_but_not_change_the_error) {
    static const char *const kinds[] = {"json-truncated", "json-unbalanced"};
    const struct awp_case golden = modeled_case();
    for (size_t i = 0; i < 2; i++) {
        const struct awp_case *variant = make(&golden, kinds[i], false).cases[0];
        for (size_t j = 0; j < sizeof replies / sizeof replies[0]; j++) {
            const struct awp_judgement judgement = judge(variant, replies[j].reply);
            cr_expect_eq(judgement.verdict, replies[j].verdict, "%s", replies[j].reply);
            cr_expect_eq(judgement.broken_level, replies[j].broken_level, "%s", replies[j].reply);
        }
    }
}

Test(variant_cases, that_are_broken_make_no_result) {
    struct awp_case golden = modeled_case();
    golden.status = 200;
    golden.expect =
        awp_test_answer(arena, AWP_GRAMMAR_EXPECT, "{\"kind\":\"result\",\"value\":{}}");
    const struct awp_case *variant = make(&golden, "json-truncated", false).cases[0];
    cr_expect_eq(judge(variant, "{\"kind\":\"unknown\",\"code\":\"200\"}").verdict,
                 AWP_VERDICT_PASS);
    cr_expect_eq(judge(variant, "{\"kind\":\"rejected\",\"class\":\"X\",\"message\":\"\"}").verdict,
                 AWP_VERDICT_PASS);
    const struct awp_judgement judgement = judge(variant, "{\"kind\":\"result\",\"value\":{}}");
    cr_expect_eq(judgement.verdict, AWP_VERDICT_FAIL);
    cr_expect_eq(judgement.broken_level, AWP_LEVEL_SHOULD);
}

Test(variant_cases, that_are_broken_leave_the_reference_unknown_alone) {
    const struct awp_case golden = modeled_case();
    const struct awp_case *variant = make(&golden, "json-truncated", true).cases[0];
    const struct awp_answer kept = golden.expect;
    const struct awp_decoder_traits reference = {true, true};
    const struct awp_bytes body = awp_body_make(&variant->body, arena);
    struct awp_answer unknown = {.kind = AWP_ANSWER_UNKNOWN,
                                 .code = {true, AWP_BYTES_INIT("InternalException")},
                                 .raw = {true, body}};
    cr_expect_eq(awp_judge(variant, &unknown, body, reference, arena).verdict, AWP_VERDICT_PASS);
    cr_expect_eq(awp_judge(variant, &kept, body, reference, arena).verdict, AWP_VERDICT_FAIL);
    unknown.raw.bytes = awp_body_make(&golden.body, arena); /* raw is the variant's own body */
    cr_expect_eq(awp_judge(variant, &unknown, body, reference, arena).verdict, AWP_VERDICT_FAIL);
}

Test(variant_cases, say_how_to_run_them_again) {
    const struct awp_case golden = modeled_case();
    const struct awp_judgement judgement = {.verdict = AWP_VERDICT_PASS};
    const struct awp_result_source source = {.golden = make(&golden, "header-case", false).cases[0],
                                             .judgement = &judgement,
                                             .cases_path = "c"};
    const struct awp_report_result result = awp_result_make(&source, arena);
    cr_expect(
        awp_bytes_equal((struct awp_bytes){(const uint8_t *)result.replay.ptr, result.replay.len},
                        AWP_BYTES("awsproof run --cases c --variant header-case --seed 3 one")));
}

Test(variant_cases, are_counted_by_kind_and_by_what_left_them_out) {
    const struct awp_case golden = modeled_case();
    const struct made made = make(&golden, "json-solidus", false);
    const struct awp_variant_wish wish = {.seed = 3,
                                          .kind = awp_variant_kind_find(AWP_BYTES("json-solidus"))};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    awp_variant_counts_write(&made.counts, &wish, out);
    fclose(out);
    cr_expect_str_eq(text,
                     "awsproof: 0 variants, seed 3\n"
                     "  json-solidus                 0; left out: 1 nothing there to rewrite\n");
    free(text);
}
