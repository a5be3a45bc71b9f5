/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/ddmin.c: what is left is enough, and nothing in it could go. */
#include <criterion/criterion.h>
#include <string.h>

#include "ddmin.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(ddmin, .init = set_up, .fini = tear_down);

/* A test that holds where all of these letters are left, in this order. */
struct letters {
    const char *needed;
    size_t asked;
    size_t limit; /* 0: none */
};

static enum awp_ddmin_answer hold_letters(void *context, const void *items, size_t count) {
    struct letters *letters = context;
    const char *left = letters->needed;
    const char *text = items;
    if (letters->limit > 0 && letters->asked == letters->limit) {
        return AWP_DDMIN_STOP;
    }
    letters->asked++;
    for (size_t i = 0; i < count && *left != '\0'; i++) {
        left += text[i] == *left;
    }
    return *left == '\0' ? AWP_DDMIN_HOLDS : AWP_DDMIN_LOST;
}

static void expect_left(const char *text, const char *needed, const char *want) {
    struct letters letters = {.needed = needed};
    char items[128];
    strcpy(items, text);
    const size_t left = awp_ddmin(items, strlen(text), 1, hold_letters, &letters, arena);
    items[left] = '\0';
    cr_expect_str_eq(items, want, "%s: %s is left", text, items);
}

Test(ddmin, leaves_what_is_needed_wherever_it_stands) {
    expect_left("abcdefghijklmnop", "aip", "aip");
    expect_left("abcdefghijklmnop", "h", "h");
    expect_left("abcdefghijklmnop", "p", "p");
    expect_left("abcdefghijklmnop", "abcdefghijklmnop", "abcdefghijklmnop");
    expect_left("xaxbxcxdxexfxgx", "gfedcba", "xaxbxcxdxexfxgx");
    expect_left("abababab", "bb", "bb");
    expect_left("a", "a", "a");
}

Test(ddmin, leaves_nothing_where_nothing_is_needed) {
    expect_left("abcdefg", "", "");
    expect_left("a", "", "");
    expect_left("", "", "");
}

/* Holds for an odd number of items: single removals fail, pairs go. */
static enum awp_ddmin_answer hold_odd(void *context, const void *items, size_t count) {
    (void)context;
    (void)items;
    return count % 2 == 1 ? AWP_DDMIN_HOLDS : AWP_DDMIN_LOST;
}

Test(ddmin, can_do_without_no_single_item_of_what_it_leaves) {
    char items[] = "abcdefghijklm";
    cr_assert_eq(awp_ddmin(items, 13, 1, hold_odd, NULL, arena) % 2, 1);
}

static enum awp_ddmin_answer hold_words(void *context, const void *list, size_t count) {
    const char *const *items = list;
    bool has_a = false;
    bool has_b = false;
    (void)context;
    for (size_t i = 0; i < count; i++) {
        has_b = has_b || (has_a && items[i][0] == 'b');
        has_a = has_a || items[i][0] == 'a';
    }
    return has_b ? AWP_DDMIN_HOLDS : AWP_DDMIN_LOST;
}

Test(ddmin, moves_items_of_more_than_a_byte_as_a_whole) {
    const char *items[] = {"x", "a", "x", "b", "x"};
    cr_assert_eq(awp_ddmin(items, 5, sizeof(items[0]), hold_words, NULL, arena), 2);
    cr_assert_str_eq(items[0], "a");
    cr_assert_str_eq(items[1], "b");
}

/* Holds where x and y are left, and b only goes after c. */
static enum awp_ddmin_answer hold_in_turn(void *context, const void *items, size_t count) {
    bool has[256] = {false};
    (void)context;
    for (size_t i = 0; i < count; i++) {
        has[((const uint8_t *)items)[i]] = true;
    }
    return has['x'] && has['y'] && (has['b'] || !has['c']) ? AWP_DDMIN_HOLDS : AWP_DDMIN_LOST;
}

Test(ddmin, tries_again_what_could_not_go_before_something_else_went) {
    char items[] = "bxyc";
    cr_assert_eq(awp_ddmin(items, 4, 1, hold_in_turn, NULL, arena), 2);
    cr_assert_eq(memcmp(items, "xy", 2), 0);
}

Test(ddmin, asks_no_more_once_it_is_told_to_stop) {
    char items[] = "abcdefghijklmnopqrstuvwxyz";
    struct letters letters = {.needed = "az", .limit = 4};
    const size_t left = awp_ddmin(items, 26, 1, hold_letters, &letters, arena);
    cr_assert_eq(letters.asked, 4);
    letters.limit = 0;
    cr_assert_eq(hold_letters(&letters, items, left), AWP_DDMIN_HOLDS);
}

Test(ddmin, takes_time_that_grows_little_with_what_is_not_needed) {
    static char items[20000];
    struct letters letters = {.needed = "az"};
    memset(items, 'x', sizeof(items));
    items[7] = 'a';
    items[19990] = 'z';
    cr_assert_eq(awp_ddmin(items, sizeof(items), 1, hold_letters, &letters, arena), 2);
    cr_assert_lt(letters.asked, 200, "%zu tests", letters.asked);
}
