/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/place.c: the way from a folder to a file. */
#include <criterion/criterion.h>

#include "place.h"
#include "support.h"
#include "text.h"

static void expect_way(const char *folder, const char *file, const char *want) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_bytes way = awp_matrix_way(folder, file, arena);
    cr_expect(awp_bytes_equal(way, awp_bytes_of_string(want)), "%s to %s: %.*s", folder, file,
              AWP_TEXT_ARGS(way));
    awp_arena_destroy(arena);
}

Test(matrix_place, a_way_goes_up_to_what_both_have_in_common_and_down_again) {
    expect_way("/p/reports/published", "/p/docs/SPEC.md", "../../docs/SPEC.md");
    expect_way("/p/reports", "/p/reports/a.md", "a.md");
    expect_way("/p/reports", "/p/reports/b/a.md", "b/a.md");
    expect_way("/p/reports", "/p/a.md", "../a.md");
}

Test(matrix_place, names_that_begin_alike_are_not_the_same_folder) {
    expect_way("/p/rep", "/p/reports/a.md", "../reports/a.md");
    expect_way("/p/reports", "/p/rep/a.md", "../rep/a.md");
    expect_way("/p/a/x", "/p/ab/x", "../../ab/x");
}

Test(matrix_place, there_is_no_way_over_the_root) {
    expect_way("/one", "/two/a.md", "");
    expect_way("/one/x", "/two/a.md", "");
}
