/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/report_diff.c: two reports merged case by case. */
#include <criterion/criterion.h>
#include <string.h>

#include "report_diff.h"
#include "support.h"
#include "text.h"

#define ENTRY(of, name, is_verdict)                                                                \
    {                                                                                              \
        .testee = (of), .id = AWP_BYTES_INIT(name), .side = {                                      \
            .is_there = true,                                                                      \
            .verdict = AWP_VERDICT_##is_verdict                                                    \
        }                                                                                          \
    }

static struct awp_report_testee old_testees[] = {
    {.key = AWP_BYTES_INIT("a"), .title = AWP_BYTES_INIT("A 1")},
    {.key = AWP_BYTES_INIT("b"), .title = AWP_BYTES_INIT("B 1")}};
static struct awp_report_testee new_testees[] = {
    {.key = AWP_BYTES_INIT("b"), .title = AWP_BYTES_INIT("B 2")},
    {.key = AWP_BYTES_INIT("c"), .title = AWP_BYTES_INIT("C 2")}};
static struct awp_report_entry old_entries[] = {ENTRY(0, "x", PASS), ENTRY(1, "gone", PASS),
                                                ENTRY(1, "x", PASS), ENTRY(1, "y", FAIL)};
static struct awp_report_entry new_entries[] = {ENTRY(0, "fresh", PASS), ENTRY(0, "x", FAIL),
                                                ENTRY(0, "y", FAIL)};

static const struct awp_report_file before = {.is_matrix = true,
                                              .testees = old_testees,
                                              .testee_count = 2,
                                              .entries = old_entries,
                                              .entry_count = 4};
static const struct awp_report_file after = {.is_matrix = true,
                                             .testees = new_testees,
                                             .testee_count = 2,
                                             .entries = new_entries,
                                             .entry_count = 3};

Test(report_diff, testees_meet_by_their_keys_the_new_ones_first) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const char *reason;
    const struct awp_diff diff = awp_report_diff(&before, "old", &after, "new", arena, &reason);
    cr_assert_null(reason);
    cr_assert_eq(diff.testee_count, 3);
    static const struct {
        char key;
        bool is_in_old;
        bool is_in_new;
        size_t lines;
    } wanted[] = {{'b', true, true, 4}, {'c', false, true, 0}, {'a', true, false, 1}};
    for (size_t i = 0; i < 3; i++) {
        cr_expect_eq(diff.testees[i].key.ptr[0], wanted[i].key);
        cr_expect_eq(diff.testees[i].is_in_old, wanted[i].is_in_old);
        cr_expect_eq(diff.testees[i].is_in_new, wanted[i].is_in_new);
        cr_expect_eq(diff.testees[i].line_count, wanted[i].lines);
    }
    awp_arena_destroy(arena);
}

Test(report_diff, each_case_is_one_line_with_the_sides_it_has) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const char *reason;
    const struct awp_diff diff = awp_report_diff(&before, "old", &after, "new", arena, &reason);
    const struct awp_diff_line *lines = diff.testees[0].lines;
    static const enum awp_diff_kind kinds[] = {AWP_DIFF_ADDED, AWP_DIFF_REMOVED, AWP_DIFF_CHANGED,
                                               AWP_DIFF_UNCHANGED};
    static const char *const ids[] = {"fresh", "gone", "x", "y"};
    for (size_t i = 0; i < 4; i++) {
        cr_expect_eq(awp_diff_kind(&lines[i]), kinds[i]);
        cr_expect_eq(lines[i].id.len, strlen(ids[i]));
        cr_expect_eq(memcmp(lines[i].id.ptr, ids[i], lines[i].id.len), 0);
    }
    cr_expect_eq(awp_diff_sum(&diff.testees[0]).worse, 1);
    awp_arena_destroy(arena);
}

Test(report_diff, two_kinds_of_reports_are_not_compared) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_report_file run = {.is_matrix = false};
    const char *reason;
    const struct awp_diff diff = awp_report_diff(&before, "old", &run, "new", arena, &reason);
    cr_expect_not_null(reason);
    cr_expect_eq(diff.testee_count, 0);
    awp_arena_destroy(arena);
}
