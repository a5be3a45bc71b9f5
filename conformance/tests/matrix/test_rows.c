/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/rows.c: cases grouped by the first rule that each rests on. */
#include <criterion/criterion.h>
#include <string.h>

#include "clause.h"
#include "rows.h"
#include "support.h"
#include "text.h"

static const struct awp_bytes rules[][2] = {
    {AWP_BYTES_INIT("X1.2"), AWP_BYTES_INIT("R1")}, {AWP_BYTES_INIT("R12"), AWP_BYTES_INIT("R1")},
    {AWP_BYTES_INIT("R1.1"), AWP_BYTES_INIT("X1")}, {AWP_BYTES_INIT("R12.3"), AWP_BYTES_INIT("R1")},
    {AWP_BYTES_INIT("R1"), AWP_BYTES_INIT("R1")},
};
enum { CASES = 5 };

static void make(struct awp_arena *arena, struct awp_matrix_rows *rows) {
    static const char *const ids[CASES] = {"a", "b", "c", "d", "e"};
    struct awp_case *cases = awp_need_array(arena, CASES, sizeof(*cases));
    const struct awp_case **list = awp_need_array(arena, CASES, sizeof(const struct awp_case *));
    for (size_t i = 0; i < CASES; i++) {
        cases[i].id = awp_bytes_of_string(ids[i]);
        cases[i].rules = (struct awp_texts){rules[i], 2};
        cases[i].file = AWP_BYTES("no/such/file.json");
        cases[i].line = 7;
        list[i] = &cases[i];
    }
    awp_matrix_rows_make(list, CASES, "/out", arena, rows);
}

Test(matrix_rows, groups_stand_in_the_order_of_the_specification_and_keep_theirs) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_rows rows;
    make(arena, &rows);
    static const char wanted[] = "cebda";
    cr_assert_eq(rows.count, CASES);
    for (size_t i = 0; i < CASES; i++) {
        cr_expect_eq(rows.cases[i].id.ptr[0], wanted[i], "row %zu", i);
    }
    for (size_t i = 0; i < CASES; i++) {
        cr_expect_eq(rows.cases[rows.row_of[i]].id.ptr[0], (char)('a' + (int)i));
    }
    awp_arena_destroy(arena);
}

Test(matrix_rows, every_rule_has_its_clauses_and_a_file_that_is_not_there_no_link) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_rows rows;
    size_t clauses = 0;
    make(arena, &rows);
    cr_assert_eq(rows.rule_count, awp_rule_count);
    for (size_t i = 0; i < rows.rule_count; i++) {
        clauses += rows.rules[i].clause_count;
        cr_expect_gt(rows.rules[i].clause_count, 0);
        cr_expect_eq(
            memcmp(rows.rules[i].clauses[0].id.ptr, rows.rules[i].id.ptr, rows.rules[i].id.len), 0);
    }
    cr_expect_eq(clauses, awp_clause_count);
    cr_expect_eq(rows.cases[0].link.len, 0);
    cr_expect_eq(rows.cases[0].line, 7);
    awp_arena_destroy(arena);
}

Test(matrix_rows, an_input_is_kept_up_to_its_limit_and_its_length_is_told) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_rows rows;
    const struct awp_body part = {.bytes = AWP_BYTES_INIT("ab"), .len = 2};
    const struct awp_case golden = {
        .id = AWP_BYTES_INIT("a"),
        .why = AWP_BYTES_INIT("w"),
        .rules = {rules[4], 1},
        .sources = {rules[0], 2},
        .flags = {rules[1], 2},
        .status = 500,
        .body = {.parts = &part, .part_count = 1, .times = 500000, .len = 1000000},
        .file = AWP_BYTES_INIT("f"),
        .line = 1};
    const struct awp_case *const list[] = {&golden};
    awp_matrix_rows_make(list, 1, "/out", arena, &rows);
    const struct awp_matrix_case *row = &rows.cases[0];
    cr_assert_eq(row->input.len, 2048);
    cr_expect_eq(memcmp(row->input.ptr, "HTTP 500\n\nabab", 14), 0);
    cr_expect_eq(row->input_bytes, 10 + 1000000);
    cr_expect_eq(row->source_count, 2);
    cr_expect_eq(row->flag_count, 2);
    cr_expect_eq(row->why.len, 1);
    cr_expect_gt(row->want.len, 0);
    awp_arena_destroy(arena);
}
