/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/column.c: a second run held against the first. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "column.h"
#include "support.h"
#include "text.h"

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static const struct awp_matrix_case cases[] = {
    {.id = TEXT("one")}, {.id = TEXT("two")}, {.id = TEXT("three")}};
static const struct awp_matrix_rows rows = {.cases = cases, .count = 3};

/* How many cells differ; what is said, and the first column afterwards. */
static size_t check(const struct awp_matrix_cell *first, const struct awp_matrix_cell *second,
                    const struct awp_expectations *known, struct awp_matrix_column *column,
                    char *said, struct awp_arena *arena) {
    struct awp_matrix_column again;
    FILE *errors = fmemopen(said, 1024, "w");
    awp_matrix_column_init(column, AWP_BYTES("sdk"), "./run", "not yet", &rows, arena);
    awp_matrix_column_init(&again, AWP_BYTES("sdk"), "./run", "not yet", &rows, arena);
    for (size_t i = 0; i < rows.count; i++) {
        column->cells[i] = first[i];
        again.cells[i] = second[i];
    }
    const size_t count = awp_matrix_column_check(column, &again, &rows, known, arena, errors);
    fclose(errors);
    return count;
}

Test(matrix_column, is_at_first_not_run) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_column column;
    awp_matrix_column_init(&column, AWP_BYTES("sdk"), "./run", "not yet", &rows, arena);
    for (size_t i = 0; i < rows.count; i++) {
        cr_expect_eq(column.cells[i].verdict, AWP_VERDICT_NOT_RUN);
        cr_expect_eq(column.cells[i].reason.len, 7);
    }
    cr_expect_eq(column.testee.trouble.len, 7);
    awp_arena_destroy(arena);
}

Test(matrix_column, what_differs_in_verdict_class_or_choice_is_flaky) {
    static const struct awp_matrix_cell first[] = {
        {.verdict = AWP_VERDICT_PASS},
        {.verdict = AWP_VERDICT_FAIL, .failure = TEXT("escape")},
        {.verdict = AWP_VERDICT_PASS, .choice = TEXT("a")}};
    static const struct awp_matrix_cell second[] = {
        {.verdict = AWP_VERDICT_CRASH, .failure = TEXT("crash")},
        {.verdict = AWP_VERDICT_FAIL, .failure = TEXT("lost-error")},
        {.verdict = AWP_VERDICT_PASS, .choice = TEXT("b")}};
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_column column;
    char said[1024] = "";
    cr_expect_eq(check(first, second, NULL, &column, said, arena), 3);
    cr_expect_str_eq(said,
                     "awsproof: sdk, one: pass in one run, crash in the next\n"
                     "awsproof: sdk, two: fail escape in one run, fail lost-error in the next\n"
                     "awsproof: sdk, three: pass a in one run, pass b in the next\n");
    for (size_t i = 0; i < rows.count; i++) {
        cr_expect_eq(column.cells[i].verdict, AWP_VERDICT_FLAKY);
        cr_expect_eq(column.cells[i].broken_level, AWP_LEVEL_MUST);
        cr_expect_eq(column.cells[i].choice.len, 0);
    }
    awp_arena_destroy(arena);
}

Test(matrix_column, what_only_its_list_knows_better_is_the_same) {
    static const struct awp_matrix_cell first[] = {
        {.verdict = AWP_VERDICT_EXPECTED_FAILURE, .failure = TEXT("escape"), .reason = TEXT("a")},
        {.verdict = AWP_VERDICT_UNEXPECTED_PASS},
        {.verdict = AWP_VERDICT_EXPECTED_FAILURE, .failure = TEXT("crash")}};
    static const struct awp_matrix_cell second[] = {
        {.verdict = AWP_VERDICT_FAIL, .failure = TEXT("escape"), .reason = TEXT("b")},
        {.verdict = AWP_VERDICT_PASS},
        {.verdict = AWP_VERDICT_CRASH, .failure = TEXT("crash")}};
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_column column;
    char said[1024] = "";
    cr_expect_eq(check(first, second, NULL, &column, said, arena), 0);
    cr_expect_str_eq(said, "");
    cr_expect_eq(column.cells[0].verdict, AWP_VERDICT_EXPECTED_FAILURE);
    awp_arena_destroy(arena);
}

Test(matrix_column, what_is_known_to_come_and_go_is_not_counted) {
    static const struct awp_matrix_cell first[] = {{.verdict = AWP_VERDICT_PASS},
                                                   {.verdict = AWP_VERDICT_PASS},
                                                   {.verdict = AWP_VERDICT_PASS}};
    static const struct awp_matrix_cell second[] = {
        {.verdict = AWP_VERDICT_FAIL, .failure = TEXT("escape")},
        {.verdict = AWP_VERDICT_FAIL, .failure = TEXT("escape")},
        {.verdict = AWP_VERDICT_PASS}};
    struct awp_expectation entries[] = {
        {.pattern = AWP_BYTES_INIT("two"), .verdict = AWP_VERDICT_FAIL},
        {.pattern = AWP_BYTES_INIT("t*"), .verdict = AWP_VERDICT_FLAKY},
        {.pattern = AWP_BYTES_INIT("one"), .verdict = AWP_VERDICT_FLAKY}};
    const struct awp_expectations known = {.items = entries, .count = 3};
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_column column;
    char said[1024] = "";
    cr_expect_eq(check(first, second, &known, &column, said, arena), 1);
    cr_expect_str_eq(said, "awsproof: sdk, one: pass in one run, fail escape in the next; known to "
                           "come and go\n"
                           "awsproof: sdk, two: pass in one run, fail escape in the next\n");
    cr_expect_eq(column.cells[0].verdict, AWP_VERDICT_EXPECTED_FAILURE);
    cr_expect_eq(awp_matrix_seen(&column.cells[0]), AWP_VERDICT_FLAKY);
    cr_expect_eq(column.cells[1].verdict, AWP_VERDICT_FLAKY);
    cr_expect_eq(column.cells[2].verdict, AWP_VERDICT_PASS);
    awp_arena_destroy(arena);
}
