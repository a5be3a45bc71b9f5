/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/compose.c: columns put together as a matrix. */
#include <criterion/criterion.h>
#include <string.h>

#include "compose.h"
#include "result.h"
#include "text.h"

static bool is(struct awp_report_text text, const char *wanted) {
    return text.len == strlen(wanted) && memcmp(text.ptr, wanted, text.len) == 0;
}

Test(compose, each_testee_has_its_cells_one_after_another) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix_case cases[3] = {{.line = 1}, {.line = 2}, {.line = 3}};
    const struct awp_matrix_rows rows = {.cases = cases, .count = 3};
    const struct awp_run_options run = {.cases_sha256 = "00",
                                        .filter = AWP_BYTES("a-*"),
                                        .shown_options = AWP_BYTES("--jobs 2"),
                                        .started_at = AWP_BYTES("2026-11-22T21:08:06Z")};
    struct awp_matrix_column columns[2];
    awp_matrix_column_init(&columns[0], AWP_BYTES("first"), "./first", "not yet", &rows, arena);
    awp_matrix_column_init(&columns[1], AWP_BYTES("second"), NULL, "never", &rows, arena);
    columns[1].cells[2].verdict = AWP_VERDICT_CRASH;
    const struct awp_matrix matrix = awp_matrix_compose(&run, &rows, columns, 2, arena);
    cr_expect(is(matrix.suite_version, AWP_VERSION));
    cr_expect(is(matrix.cases_sha256, "00") && is(matrix.filter, "a-*"));
    cr_expect(is(matrix.options, "--jobs 2") && is(matrix.started_at, "2026-11-22T21:08:06Z"));
    cr_expect(matrix.cpus > 0 && matrix.system.len > 0 && matrix.machine.len > 0);
    cr_expect_not(matrix.is_run || matrix.is_partial || matrix.is_checked);
    cr_assert(matrix.testee_count == 2 && matrix.case_count == 3);
    cr_expect(is(matrix.testees[0].key, "first") && is(matrix.testees[1].key, "second"));
    cr_expect(is(awp_matrix_at(&matrix, 0, 2)->reason, "not yet"));
    cr_expect(is(awp_matrix_at(&matrix, 1, 0)->reason, "never"));
    cr_expect_eq(awp_matrix_at(&matrix, 1, 2)->verdict, AWP_VERDICT_CRASH);
    awp_arena_destroy(arena);
}
