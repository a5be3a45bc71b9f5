/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/texts.c: lists of texts, and the checks of single ones. */
#include <criterion/criterion.h>

#include "support.h"
#include "text.h"
#include "texts.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(texts, .init = set_up, .fini = tear_down);

static bool read(const char *json, bool may_be_empty, struct awp_texts *texts,
                 struct awp_bytes *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const bool good = awp_texts_read(&first.complaints, awp_test_json(arena, json), "words",
                                     may_be_empty, awp_text_check_slug, texts);
    *reason = first.reason;
    return good;
}

Test(texts, reads_different_texts_in_order) {
    struct awp_texts texts;
    struct awp_bytes reason;
    cr_assert(read("[\"b\",\"a-1\"]", false, &texts, &reason));
    cr_assert_eq(texts.count, 2);
    cr_assert(awp_bytes_equal(texts.items[1], AWP_BYTES("a-1")));
    cr_assert(awp_texts_hold(texts, AWP_BYTES("b")));
    cr_assert_not(awp_texts_hold(texts, AWP_BYTES("a")));
    cr_assert(read("[]", true, &texts, &reason));
    cr_assert_eq(texts.count, 0);
}

Test(texts, refuses_what_is_none_with_its_reason) {
    static const char *const rows[][2] = {
        {"[]", "field \"words\" must not be empty"},
        {"[\"a\",\"a\"]", "given twice: \"a\""},
        {"[\"A\"]", "not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"A\""},
        {"[null]", "field \"words\" must hold strings, not null"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_texts texts;
        struct awp_bytes reason;
        cr_expect_not(read(rows[i][0], false, &texts, &reason));
        cr_expect(awp_bytes_equal(reason, awp_bytes_of_string(rows[i][1])), "want %s, got %.*s",
                  rows[i][1], AWP_TEXT_ARGS(reason));
    }
}

Test(texts, knows_a_findings_path_from_other_texts) {
    static const char *const some[] = {"reports/findings/a-b.md", "a/b.c_D9.md", "a/..b.md"};
    static const char *const none[] = {
        "",         "a.md",    "/a.md",    "a/.md",         "a/b.MD",    "a/b.md/", "a//b.md",
        "a/./b.md", "../b.md", "a/b c.md", "a/\xc3\xa9.md", "a\\b/c.md", "a/b.mdx", "a/b:c.md"};
    for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
        const struct awp_bytes exact = awp_test_exact(some[i]);
        cr_expect_null(awp_text_check_finding(exact), "%s", some[i]);
        awp_test_release(exact);
    }
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        cr_expect_not_null(awp_text_check_finding(awp_bytes_of_string(none[i])), "%s", none[i]);
    }
}

Test(texts, knows_an_https_address_from_other_texts) {
    cr_expect_null(awp_text_check_url(AWP_BYTES("https://a/b?c#d")));
    static const char *const none[] = {
        "", "https://", "http://a", "https://a b", "https://\xc3\xa9", "x https://a"};
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        cr_expect_not_null(awp_text_check_url(awp_bytes_of_string(none[i])), "%s", none[i]);
    }
}
