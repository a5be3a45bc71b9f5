/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/mutators/draft.c: edits in place, and what happens where there is no room. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "mutators/draft.h"

/* A draft of a text in a block of exactly `max` bytes. */
static struct awp_draft draft_of(const char *text, size_t max) {
    struct awp_draft draft = {malloc(max), strlen(text), max};
    cr_assert_not_null(draft.ptr);
    memcpy(draft.ptr, text, draft.len);
    return draft;
}

static void expect(struct awp_draft *draft, const char *text) {
    cr_expect_eq(draft->len, strlen(text), "%zu bytes: %.*s", draft->len, (int)draft->len,
                 (const char *)draft->ptr);
    cr_expect(memcmp(draft->ptr, text, strlen(text)) == 0, "%.*s, not %s", (int)draft->len,
              (const char *)draft->ptr, text);
    free(draft->ptr);
}

Test(draft, a_part_is_replaced_by_a_longer_and_a_shorter_one) {
    struct awp_draft draft = draft_of("abcdef", 8);
    cr_expect(awp_draft_replace(&draft, 1, 3, AWP_BYTES("1234")));
    cr_expect(awp_draft_replace(&draft, 5, 8, AWP_BYTES("")));
    expect(&draft, "a1234");
}

Test(draft, what_has_no_room_changes_nothing) {
    struct awp_draft draft = draft_of("abcdef", 7);
    cr_expect_not(awp_draft_insert(&draft, 2, AWP_BYTES("12")));
    cr_expect_not(awp_draft_replace(&draft, 0, 1, AWP_BYTES("123")));
    cr_expect_not(awp_draft_copy(&draft, 0, 1, 3));
    cr_expect_not(awp_draft_repeat(&draft, 0, AWP_BYTES("1"), 2));
    cr_expect_not(awp_draft_repeat(&draft, 0, AWP_BYTES("12"), SIZE_MAX / 2 + 1));
    cr_expect_not(awp_draft_repeat(&draft, 0, AWP_BYTES(""), 2));
    expect(&draft, "abcdef");
}

Test(draft, room_is_used_to_its_last_byte) {
    struct awp_draft draft = draft_of("abc", 8);
    cr_expect(awp_draft_append(&draft, AWP_BYTES("d")));
    cr_expect(awp_draft_repeat(&draft, 0, AWP_BYTES("xy"), 2));
    expect(&draft, "xyxyabcd");
}

Test(draft, a_copy_goes_before_and_behind_what_it_is_of) {
    struct awp_draft draft = draft_of("abcd", 9);
    cr_expect(awp_draft_copy(&draft, 0, 2, 4));
    cr_expect(awp_draft_copy(&draft, 6, 2, 4));
    cr_expect(awp_draft_copy(&draft, 8, 7, 8));
    expect(&draft, "cdabcdabb");
}

Test(draft, two_parts_of_any_lengths_change_places) {
    struct awp_draft draft = draft_of("<aaa><b><cc>", 12);
    awp_draft_swap(&draft, 0, 5, 8, 12);
    expect(&draft, "<cc><b><aaa>");
    draft = draft_of("abcd", 4);
    awp_draft_swap(&draft, 1, 1, 2, 4);
    expect(&draft, "acdb");
    draft = draft_of("ab", 2);
    awp_draft_swap(&draft, 0, 0, 0, 0);
    awp_draft_swap(&draft, 0, 1, 1, 2);
    expect(&draft, "ba");
}

Test(draft, all_of_it_can_be_removed) {
    struct awp_draft draft = draft_of("ab", 2);
    awp_draft_remove(&draft, 0, 2);
    cr_expect_eq(awp_draft_bytes(&draft).len, 0);
    expect(&draft, "");
}
