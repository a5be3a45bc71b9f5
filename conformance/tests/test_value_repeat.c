/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/value_repeat.c: items written once and meant many times. */
#include <criterion/criterion.h>

#include "support.h"
#include "text.h"
#include "value_repeat.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(value_repeat, .init = set_up, .fini = tear_down);

static void expect(const char *value, const char *want) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    const struct awp_json_node *node =
        awp_value_repeat(awp_test_json(arena, value), &first.complaints);
    cr_assert_not_null(node, "%s: %.*s", value, AWP_TEXT_ARGS(first.reason));
    awp_json_write(node, &out);
    awp_need(awp_buffer_finish(&out, &text));
    cr_expect(awp_bytes_equal(text, awp_bytes_of_string(want)), "%s: want %s, got %.*s", value,
              want, AWP_TEXT_ARGS(text));
}

static void expect_refusal(const char *value) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    cr_expect_null(awp_value_repeat(awp_test_json(arena, value), &first.complaints), "%s", value);
    cr_expect_gt(first.reason.len, 0, "%s", value);
}

Test(value_repeat, repeats_items_where_they_stand) {
    expect("{\"a\":[1,{\"repeat\":{\"b\":\"x\"},\"times\":2},\"z\"]}",
           "{\"a\":[1,{\"b\":\"x\"},{\"b\":\"x\"},\"z\"]}");
    expect("[{\"repeat\":[{\"repeat\":null,\"times\":2}],\"times\":2}]",
           "[[null,null],[null,null]]");
    expect("[{\"repeat\":{\"k{i}\":\"{i}\"},\"times\":11,\"counter\":\"{i}\"}]",
           "[{\"k00\":\"00\"},{\"k01\":\"01\"},{\"k02\":\"02\"},{\"k03\":\"03\"},{\"k04\":\"04\"},"
           "{\"k05\":\"05\"},{\"k06\":\"06\"},{\"k07\":\"07\"},{\"k08\":\"08\"},{\"k09\":\"09\"},"
           "{\"k10\":\"10\"}]");
}

Test(value_repeat, leaves_alone_what_is_no_recipe) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const struct awp_json_node *value = awp_test_json(
        arena, "{\"repeat\":\"x\",\"times\":{\"integer\":\"3\"},\"a\":[{\"times\":\"3\"}]}");
    cr_assert_eq(awp_value_repeat(value, &first.complaints), value);
}

Test(value_repeat, refuses_recipes_that_cannot_be_followed) {
    expect_refusal("[{\"repeat\":\"x\",\"times\":0}]");
    expect_refusal("[{\"repeat\":\"x\",\"times\":1000001}]");
    expect_refusal("[{\"times\":3}]");
    expect_refusal("[{\"repeat\":\"x\",\"times\":3,\"extra\":1}]");
    expect_refusal("[{\"repeat\":\"x\",\"times\":3,\"counter\":\"i\"}]");
    expect_refusal("[{\"repeat\":[{\"repeat\":\"x\",\"times\":1000000}],\"times\":1000000}]");
}
