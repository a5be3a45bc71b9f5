/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of history/run_digest.c: what makes another run, and what does not. */
#include "run_digest.h"

#include <criterion/criterion.h>
#include <string.h>

#include "made_report.h"
#include "text.h"

static struct awp_report_file made(struct awp_arena *arena) {
    return awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b fail escape");
}

static void digest(const struct awp_report_file *file, char text[AWP_RUN_DIGEST_CHARACTERS]) {
    awp_run_digest(file, 0, 0, file->entry_count, text);
}

static bool is_same(const struct awp_report_file *one, const struct awp_report_file *other) {
    char a[AWP_RUN_DIGEST_CHARACTERS];
    char b[AWP_RUN_DIGEST_CHARACTERS];
    digest(one, a);
    digest(other, b);
    return memcmp(a, b, sizeof(a)) == 0;
}

Test(run_digest, is_hex) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_report_file file = made(arena);
    char text[AWP_RUN_DIGEST_CHARACTERS + 1] = "";
    digest(&file, text);
    cr_expect_eq(strspn(text, "0123456789abcdef"), AWP_RUN_DIGEST_CHARACTERS);
    awp_arena_destroy(arena);
}

Test(run_digest, each_part_of_a_run_makes_another_one) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_report_file one = made(arena);
    struct awp_report_file other = made(arena);
    cr_expect(is_same(&one, &other));
    struct awp_bytes *const parts[] = {&other.started_at,         &other.suite_version,
                                       &other.cases_sha256,       &other.seed,
                                       &other.duration,           &other.testees[0].key,
                                       &other.testees[0].version, &other.testees[0].runtime,
                                       &other.entries[0].id};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const struct awp_bytes before = *parts[i];
        *parts[i] = AWP_BYTES("another");
        cr_expect_not(is_same(&one, &other), "part %zu", i);
        *parts[i] = before;
    }
    cr_expect(is_same(&one, &other));
    other.entries[1].side.verdict = AWP_VERDICT_HANG;
    cr_expect_not(is_same(&one, &other));
    other = made(arena);
    other.entries[1].side.failure = (struct awp_report_text){"lost-error", 10};
    cr_expect_not(is_same(&one, &other));
    other = made(arena);
    other.entries[0].side.choice = (struct awp_report_text){"first", 5};
    cr_expect_not(is_same(&one, &other));
    other = made(arena);
    other.entry_count = 1;
    cr_expect_not(is_same(&one, &other));
    awp_arena_destroy(arena);
}

Test(run_digest, texts_do_not_run_together) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_report_file one = made(arena);
    struct awp_report_file other = made(arena);
    one.testees[0].version = AWP_BYTES("1.2");
    one.testees[0].runtime = AWP_BYTES("3");
    other.testees[0].version = AWP_BYTES("1.");
    other.testees[0].runtime = AWP_BYTES("23");
    cr_expect_not(is_same(&one, &other));
    awp_arena_destroy(arena);
}

Test(run_digest, a_decoder_is_called_what_the_matrix_calls_it) {
    struct awp_report_testee testee = {.name = AWP_BYTES("sdk")};
    cr_expect(awp_bytes_equal(awp_run_name(&testee), AWP_BYTES("sdk")));
    testee.key = AWP_BYTES("old");
    cr_expect(awp_bytes_equal(awp_run_name(&testee), AWP_BYTES("old")));
}
