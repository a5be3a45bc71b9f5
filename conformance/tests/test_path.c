/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/path.c: paths as text. */
#include "path.h"
#include "support.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(path, .init = set_up, .fini = tear_down);

Test(path, begins_with_a_dollar) {
    cr_assert(awp_bytes_equal(awp_path_text(NULL, arena), AWP_BYTES("$")));
}

Test(path, writes_members_indexes_and_names_that_need_quotes) {
    const struct awp_path a = {.member = AWP_BYTES_INIT("List")};
    const struct awp_path b = {.up = &a, .index = 12};
    const struct awp_path c = {.up = &b, .member = AWP_BYTES_INIT("a.b\n")};
    const struct awp_path d = {.up = &c, .member = AWP_BYTES_INIT("")};
    cr_assert(awp_bytes_equal(awp_path_text(&b, arena), AWP_BYTES("$.List[12]")));
    cr_assert(
        awp_bytes_equal(awp_path_text(&d, arena), AWP_BYTES("$.List[12][\"a.b\\x0a\"][\"\"]")));
}
