/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of lint/manifest.c: counts as they are, and the version as it was. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "lint.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(manifest, .init = set_up, .fini = tear_down);

static bool make(const char *present, struct awp_bytes *text, size_t *complaint_count) {
    static const struct awp_bytes flags[] = {AWP_BYTES_INIT("f"), AWP_BYTES_INIT("g")};
    static const struct awp_function function = {.name = AWP_BYTES_INIT("error_of_xml")};
    static const struct awp_case items[] = {{.level = AWP_LEVEL_MUST,
                                             .flags = {flags, 2},
                                             .function = &function,
                                             .topic = AWP_BYTES_INIT("x")},
                                            {.level = AWP_LEVEL_MAY,
                                             .flags = {flags + 1, 1},
                                             .function = &function,
                                             .topic = AWP_BYTES_INIT("x")},
                                            {.level = AWP_LEVEL_MUST,
                                             .flags = {flags, 1},
                                             .function = &function,
                                             .topic = AWP_BYTES_INIT("y")}};
    const struct awp_cases cases = {
        .items = items, .count = 3, .manifest = awp_bytes_of_string(present)};
    char *said = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&said, &len);
    struct awp_lint lint = {.cases = &cases, .arena = arena, .errors = out};
    const bool good = awp_lint_manifest(&lint, text);
    fclose(out);
    free(said);
    *complaint_count = lint.count;
    return good;
}

#define COUNTS                                                                                     \
    "\",\n  \"cases\": 3,\n  \"levels\": { \"must\": 2, \"may\": 1 },\n"                           \
    "  \"on\": { \"error_of_xml\": 3 },\n  \"families\": { \"f\": 2, \"g\": 1 },\n"                \
    "  \"files\": { \"x\": 2, \"y\": 1 }\n}\n"

Test(manifest, counts_by_level_subject_family_and_file) {
    struct awp_bytes text = {0};
    size_t count;
    cr_assert(make("{\"version\":\"12.0.345\",\"cases\":99}", &text, &count));
    cr_assert(awp_bytes_equal(text, AWP_BYTES("{\n  \"version\": \"12.0.345" COUNTS)), "%.*s",
              AWP_TEXT_ARGS(text));
    cr_assert(make("", &text, &count));
    cr_assert(awp_bytes_equal(text, AWP_BYTES("{\n  \"version\": \"0.1.0" COUNTS)));
}

Test(manifest, complains_of_a_version_that_is_none) {
    static const char *const rows[] = {"{}",
                                       "[]",
                                       "nonsense",
                                       "{\"version\":1}",
                                       "{\"version\":\"1.0\"}",
                                       "{\"version\":\"1.0.0.0\"}",
                                       "{\"version\":\"1.0.0-rc1\"}",
                                       "{\"version\":\"01.0.0\"}",
                                       "{\"version\":\"1..0\"}",
                                       "{\"version\":\"\"}"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_bytes text = {0};
        size_t count;
        cr_expect_not(make(rows[i], &text, &count), "%s", rows[i]);
        cr_expect_eq(count, 1);
    }
}
