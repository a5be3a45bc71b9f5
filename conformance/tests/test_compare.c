/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/compare.c: equality of values, and where the first difference is. */
#include <criterion/criterion.h>
#include <string.h>

#include "compare.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(compare, .init = set_up, .fini = tear_down);

static void expect(const char *want, const char *got, const char *path, const char *text) {
    const struct awp_difference difference =
        awp_compare_json(awp_test_json(arena, want), awp_test_json(arena, got), NULL, arena);
    cr_expect_eq(difference.found, path[0] != '\0', "%s and %s", want, got);
    cr_expect(awp_bytes_equal(difference.path, awp_bytes_of_string(path)), "%s and %s: %.*s", want,
              got, AWP_TEXT_ARGS(difference.path));
    cr_expect(awp_bytes_equal(difference.text, awp_bytes_of_string(text)), "%s and %s: %.*s", want,
              got, AWP_TEXT_ARGS(difference.text));
}

Test(compare, finds_values_equal_whatever_the_order_of_members) {
    expect("{\"a\":\"1\",\"b\":[true,null,{}]}", "{\"b\":[true,null,{}],\"a\":\"1\"}", "", "");
    expect("\"a\\u00e4\"", "\"\\u0061\xc3\xa4\"", "", "");
    expect("[]", "[]", "", "");
}

Test(compare, tells_absent_empty_and_other_apart) {
    expect("{\"a\":\"\"}", "{}", "$.a", "want \"\", got absent");
    expect("{}", "{\"a\":\"\"}", "$.a", "want absent, got \"\"");
    expect("{\"a\":[]}", "{\"a\":\"\"}", "$.a", "want [], got \"\"");
    expect("{\"a\":[]}", "{\"a\":null}", "$.a", "want [], got null");
    expect("{\"a\":true}", "{\"a\":false}", "$.a", "want true, got false");
}

Test(compare, finds_the_first_difference_in_a_list) {
    expect("{\"L\":[{\"x\":\"1\"},{\"x\":\"2\"}]}", "{\"L\":[{\"x\":\"1\"},{\"x\":\"3\"}]}",
           "$.L[1].x", "want \"2\", got \"3\"");
    expect("[\"a\",\"b\"]", "[\"b\",\"a\"]", "$[0]", "want \"a\", got \"b\"");
    expect("[\"a\"]", "[\"a\",\"b\"]", "$[1]", "want absent, got \"b\"");
    expect("[\"a\",{}]", "[\"a\"]", "$[1]", "want {}, got absent");
}

Test(compare, counts_strings_beyond_a_nul) {
    expect("\"a\\u0000b\"", "\"a\\u0000c\"", "$", "want \"a\\x00b\", got \"a\\x00c\"");
    expect("\"a\"", "\"a\\u0000\"", "$", "want \"a\", got \"a\\x00\"");
}

Test(compare, compares_numbers_by_their_digits) {
    expect("9007199254740993", "9007199254740993", "", "");
    expect("9007199254740993", "9007199254740992", "$",
           "want 9007199254740993, got 9007199254740992");
}

Test(compare, takes_a_member_that_stands_twice_for_a_difference) {
    expect("{\"a\":\"1\"}", "{\"a\":\"1\",\"a\":\"1\"}", "$.a", "want it once, got it twice");
}

Test(compare, shows_a_long_text_from_where_it_differs) {
    char want[120];
    char got[120];
    memset(want, 'a', 100);
    memcpy(want + 100, "XY", 3);
    memcpy(got, want, sizeof(got));
    got[101] = 'Z';
    const struct awp_difference difference =
        awp_compare_text(awp_bytes_of_string(want), awp_bytes_of_string(got), NULL, arena);
    cr_assert(awp_bytes_equal(difference.text, AWP_BYTES("want 102 bytes, got 102 bytes; from byte "
                                                         "101 on want \"Y\", got \"Z\"")));
}
