/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/rename.c: what became of an id, over any number of steps. */
#include <criterion/criterion.h>

#include "rename.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(rename, .init = set_up, .fini = tear_down);

static bool read(const char *text, struct awp_renames *renames, struct awp_bytes *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const bool good = awp_renames_read(&first.complaints, awp_test_json(arena, text), renames);
    *reason = first.reason;
    return good;
}

static void expect_hint(const struct awp_renames *renames, const char *from, const char *want) {
    const struct awp_bytes hint = awp_rename_hint(renames, awp_bytes_of_string(from), arena);
    cr_expect(awp_bytes_equal(hint, awp_bytes_of_string(want)), "want %s, got %.*s", want,
              AWP_TEXT_ARGS(hint));
}

Test(rename, follows_an_id_to_what_it_is_now) {
    struct awp_renames renames;
    struct awp_bytes reason;
    cr_assert(read("{\"renamed\":[{\"from\":\"a\",\"to\":\"b\",\"reason\":\"first\"},"
                   "{\"from\":\"b\",\"to\":\"c\",\"reason\":\"second\"},"
                   "{\"from\":\"c\",\"to\":null,\"reason\":\"wrong\"},"
                   "{\"from\":\"d\",\"to\":\"e\",\"reason\":\"clearer\"}]}",
                   &renames, &reason));
    expect_hint(&renames, "a", "it was taken out (wrong)");
    expect_hint(&renames, "d", "it was renamed to \"e\" (clearer)");
    expect_hint(&renames, "e", "");
}

Test(rename, comes_to_an_end_in_a_ring) {
    struct awp_renames renames;
    struct awp_bytes reason;
    cr_assert(read("{\"renamed\":[{\"from\":\"a\",\"to\":\"b\",\"reason\":\"x\"},"
                   "{\"from\":\"b\",\"to\":\"a\",\"reason\":\"y\"}]}",
                   &renames, &reason));
    cr_assert_gt(awp_rename_hint(&renames, AWP_BYTES("a"), arena).len, 0);
}

Test(rename, refuses_what_is_no_renaming) {
    static const struct {
        const char *text;
        const char *reason;
    } rows[] = {
        {"[]", "a file of renamings must be an object, not an array"},
        {"{\"renamed\":[{\"from\":\"A\",\"to\":null,\"reason\":\"x\"}]}",
         "not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"A\""},
        {"{\"renamed\":[{\"from\":\"a\",\"to\":\"B\",\"reason\":\"x\"}]}",
         "not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"B\""},
        {"{\"renamed\":[{\"from\":\"a\",\"reason\":\"x\"}]}", "a renaming has no field \"to\""},
        {"{\"renamed\":[{\"from\":\"a\",\"to\":null,\"reason\":\"\"}]}",
         "field \"reason\" must not be empty"},
        {"{\"renamed\":[{\"from\":\"a\",\"to\":null,\"reason\":\"x\"},"
         "{\"from\":\"a\",\"to\":\"b\",\"reason\":\"x\"}]}",
         "an id is renamed twice: \"a\""}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_renames renames;
        struct awp_bytes reason;
        cr_expect_not(read(rows[i].text, &renames, &reason), "%s", rows[i].text);
        cr_expect(awp_bytes_equal(reason, awp_bytes_of_string(rows[i].reason)), "want %s, got %.*s",
                  rows[i].reason, AWP_TEXT_ARGS(reason));
    }
}
