/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/shape_check.c: values that fit a shape, and those that do not. */
#include "awsproof/invite_members.h"
#include "shape_check.h"
#include "support.h"
#include "text.h"
#include <criterion/criterion.h>

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(shape_check, .init = set_up, .fini = tear_down);

static void expect(const struct awp_shape *shape, const char *value, enum awp_misfit misfit,
                   const char *path) {
    const struct awp_shape_fault fault = awp_shape_check(shape, awp_test_json(arena, value), arena);
    cr_expect_eq(fault.misfit, misfit, "%s", value);
    cr_expect(awp_bytes_equal(fault.path, awp_bytes_of_string(path)), "%s: %.*s", value,
              AWP_TEXT_ARGS(fault.path));
    cr_expect_eq(fault.reason.len > 0, misfit != AWP_FITS);
}

Test(shape_check, accepts_what_the_model_gives) {
    const struct awp_shape *output = awp_securityhub_invite_members.output;
    expect(output, "{}", AWP_FITS, "");
    expect(output, "{\"UnprocessedAccounts\":[]}", AWP_FITS, "");
    expect(output, "{\"UnprocessedAccounts\":[{},{\"AccountId\":\"\",\"ProcessingResult\":\"x\"}]}",
           AWP_FITS, "");
}

Test(shape_check, finds_types_that_the_model_does_not_give) {
    const struct awp_shape *output = awp_securityhub_invite_members.output;
    expect(output, "[]", AWP_MISFIT_TYPE, "$");
    expect(output, "{\"UnprocessedAccounts\":null}", AWP_MISFIT_TYPE, "$.UnprocessedAccounts");
    expect(output, "{\"UnprocessedAccounts\":[\"x\"]}", AWP_MISFIT_TYPE,
           "$.UnprocessedAccounts[0]");
    expect(output, "{\"UnprocessedAccounts\":[{},{\"AccountId\":{\"integer\":\"5\"}}]}",
           AWP_MISFIT_TYPE, "$.UnprocessedAccounts[1].AccountId");
}

Test(shape_check, finds_members_that_the_model_does_not_know_or_that_stand_twice) {
    const struct awp_shape *output = awp_securityhub_invite_members.output;
    expect(output, "{\"Other\":1}", AWP_MISFIT_MEMBER, "$.Other");
    expect(output, "{\"UnprocessedAccounts\":[{\"AccountId\":\"1\",\"AccountId\":\"2\"}]}",
           AWP_MISFIT_MEMBER, "$.UnprocessedAccounts[0].AccountId");
}

Test(shape_check, prefers_a_wrong_type_to_a_wrong_member) {
    expect(awp_securityhub_invite_members.output, "{\"Other\":1,\"UnprocessedAccounts\":5}",
           AWP_MISFIT_TYPE, "$.UnprocessedAccounts");
}

Test(shape_check, knows_the_form_of_every_scalar) {
    static const struct {
        enum awp_shape_kind kind;
        const char *good;
        const char *bad;
    } rows[] = {{AWP_SHAPE_STRING, "\"x\"", "true"},
                {AWP_SHAPE_BOOLEAN, "false", "\"false\""},
                {AWP_SHAPE_BYTE, "{\"byte\":\"1\"}", "1"},
                {AWP_SHAPE_SHORT, "{\"short\":\"1\"}", "{\"byte\":\"1\"}"},
                {AWP_SHAPE_INTEGER, "{\"integer\":\"1\"}", "{\"integer\":1}"},
                {AWP_SHAPE_LONG, "{\"long\":\"1\"}", "{}"},
                {AWP_SHAPE_FLOAT, "{\"float\":\"1.5\"}", "{\"float\":\"1\",\"x\":\"\"}"},
                {AWP_SHAPE_DOUBLE, "{\"double\":\"NaN\"}", "[]"},
                {AWP_SHAPE_BIG_INTEGER, "{\"bigInteger\":\"1\"}", "{\"integer\":\"1\"}"},
                {AWP_SHAPE_BIG_DECIMAL, "{\"bigDecimal\":\"1\"}", "null"},
                {AWP_SHAPE_BLOB, "{\"blob\":\"\"}", "\"\""},
                {AWP_SHAPE_TIMESTAMP, "{\"timestamp\":\"1.5\"}", "{\"timestamp\":null}"},
                {AWP_SHAPE_ENUM, "\"A\"", "{\"integer\":\"1\"}"},
                {AWP_SHAPE_INT_ENUM, "{\"integer\":\"1\"}", "\"A\""},
                {AWP_SHAPE_DOCUMENT, "{\"document\":[1,null]}", "[1,null]"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_shape shape = {AWP_BYTES_INIT("S"), rows[i].kind, NULL, 0};
        expect(&shape, rows[i].good, AWP_FITS, "");
        expect(&shape, rows[i].bad, AWP_MISFIT_TYPE, "$");
    }
}

Test(shape_check, looks_into_maps_and_unions) {
    static const struct awp_shape string = {AWP_BYTES_INIT("String"), AWP_SHAPE_STRING, NULL, 0};
    static const struct awp_member members[] = {
        {.name = AWP_BYTES_INIT("key"), .target = &string},
        {.name = AWP_BYTES_INIT("value"), .target = &string}};
    static const struct awp_shape map = {AWP_BYTES_INIT("Map"), AWP_SHAPE_MAP, members, 2};
    static const struct awp_shape choice = {AWP_BYTES_INIT("Union"), AWP_SHAPE_UNION, members, 2};
    expect(&map, "{\"any\":\"x\"}", AWP_FITS, "");
    expect(&map, "{\"any\":\"x\",\"other\":false}", AWP_MISFIT_TYPE, "$.other");
    expect(&choice, "{\"key\":\"x\"}", AWP_FITS, "");
    expect(&choice, "{\"any\":\"x\"}", AWP_MISFIT_MEMBER, "$.any");
}

Test(shape_check, lets_null_stand_anywhere_in_a_pattern_alone) {
    static const struct awp_shape string = {AWP_BYTES_INIT("String"), AWP_SHAPE_STRING, NULL, 0};
    static const struct awp_member member = {.name = AWP_BYTES_INIT("member"), .target = &string};
    static const struct awp_shape list = {AWP_BYTES_INIT("List"), AWP_SHAPE_LIST, &member, 1};
    const struct awp_json_node *value = awp_test_json(arena, "[\"a\",null]");
    cr_expect_eq(awp_shape_check_pattern(&list, value, arena).misfit, AWP_FITS);
    cr_expect_eq(awp_shape_check(&list, value, arena).misfit, AWP_MISFIT_TYPE);
    cr_expect_eq(awp_shape_check_pattern(&list, awp_test_json(arena, "[5]"), arena).misfit,
                 AWP_MISFIT_TYPE);
}
