/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/object.c: tables of fields laid on objects. */
#include "object.h"
#include "support.h"
#include "text.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(object, .init = set_up, .fini = tear_down);

static const struct awp_field fields[] = {{"name", AWP_KIND(STRING), true},
                                          {"flag", AWP_KIND_BOOLEAN, false},
                                          {"many", AWP_KIND(ARRAY) | AWP_KIND(OBJECT), false}};

static bool reads(const char *text, bool is_open, const char *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const struct awp_json_node *found[3];
    const bool good = (is_open ? awp_object_read_open : awp_object_read)(
        &first.complaints, awp_test_json(arena, text), "a thing", fields, 3, found);
    cr_expect(awp_bytes_equal(first.reason, awp_bytes_of_string(reason)), "%s: %.*s", text,
              AWP_TEXT_ARGS(first.reason));
    cr_expect_eq(good, first.complaints.count == 0);
    return good;
}

Test(object, finds_the_fields_of_its_table) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const struct awp_json_node *found[3];
    cr_assert(awp_object_read(&first.complaints,
                              awp_test_json(arena, "{\"flag\":false,\"name\":\"a\\u0000b\"}"),
                              "a thing", fields, 3, found));
    cr_assert(awp_bytes_equal(awp_object_text(&first.complaints, found[0]), AWP_BYTES("a\0b")));
    cr_assert_eq(awp_json_kind(found[1]), AWP_JSON_FALSE);
    cr_assert_null(found[2]);
}

Test(object, complains_of_all_that_is_not_in_the_table) {
    cr_expect_not(reads("[]", false, "a thing must be an object, not an array"));
    cr_expect_not(reads("{}", false, "a thing has no field \"name\""));
    cr_expect_not(
        reads("{\"name\":\"\",\"x\\n\":1}", false, "unknown field \"x\\x0a\" in a thing"));
    cr_expect_not(
        reads("{\"name\":\"\",\"Name\":\"\"}", false, "unknown field \"Name\" in a thing"));
    cr_expect_not(
        reads("{\"name\":\"\",\"name\":\"\"}", false, "field \"name\" of a thing stands twice"));
    cr_expect_not(
        reads("{\"name\":null}", false, "field \"name\" of a thing must be a string, not null"));
    cr_expect_not(reads("{\"name\":\"\",\"flag\":0}", false,
                        "field \"flag\" of a thing must be a boolean, not a number"));
    cr_expect_not(reads("{\"name\":\"\",\"many\":\"\"}", false,
                        "field \"many\" of a thing must be an array or an object, not a string"));
}

Test(object, passes_over_unknown_fields_only_when_open) {
    cr_expect(reads("{\"name\":\"\",\"x\":1}", true, ""));
    cr_expect_not(reads("{\"name\":1,\"x\":1}", true,
                        "field \"name\" of a thing must be a string, not a number"));
}

Test(object, counts_elements_and_members) {
    cr_expect_eq(awp_json_count(awp_test_json(arena, "[]")), 0);
    cr_expect_eq(awp_json_count(awp_test_json(arena, "[1,[2,3]]")), 2);
    cr_expect_eq(awp_json_count(awp_test_json(arena, "{\"a\":1,\"a\":2,\"b\":3}")), 3);
}
