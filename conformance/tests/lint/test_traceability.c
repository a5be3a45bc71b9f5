/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of lint/traceability.c: every direction, and nothing twice. */
#include <criterion/criterion.h>
#include <string.h>

#include "lint.h"
#include "support.h"

static const struct awp_bytes rules_a[] = {AWP_BYTES_INIT("R2.1"), AWP_BYTES_INIT("R7.1")};
static const struct awp_bytes sources_a[] = {AWP_BYTES_INIT("spec"), AWP_BYTES_INIT("https://b"),
                                             AWP_BYTES_INIT("https://a/2")};
static const struct awp_bytes sources_b[] = {AWP_BYTES_INIT("https://a/2"),
                                             AWP_BYTES_INIT("https://a")};
static const struct awp_case items[] = {{.id = AWP_BYTES_INIT("one"),
                                         .level = AWP_LEVEL_MUST,
                                         .topic = AWP_BYTES_INIT("t"),
                                         .rules = {rules_a, 2},
                                         .sources = {sources_a, 3}},
                                        {.id = AWP_BYTES_INIT("two"),
                                         .level = AWP_LEVEL_MAY,
                                         .topic = AWP_BYTES_INIT("u"),
                                         .rules = {rules_a + 1, 1},
                                         .sources = {sources_b, 2}}};

static const char *table(struct awp_arena *arena) {
    const struct awp_cases cases = {.items = items, .count = 2};
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    awp_buffer_append(&out, awp_lint_traceability(&cases, arena));
    awp_buffer_append(&out, (struct awp_bytes){(const uint8_t *)"", 1});
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return (const char *)text.ptr;
}

Test(traceability, leads_from_clauses_incidents_and_cases) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const char *text = table(arena);
    cr_expect_not_null(strstr(text, "- **R2.1** must, 1: `one`\n"));
    cr_expect_not_null(strstr(text, "- **R7.1** may, 2: `one`, `two`\n"));
    cr_expect_not_null(strstr(text, "- **R1.1** should, 0: \n"));
    cr_expect_not_null(strstr(text, "- **D5.2** should, no case, but [a test](../decoder/tests/"));
    cr_expect_not_null(strstr(text, "- <https://a>: `two`\n- <https://a/2>: `one`, `two`\n"
                                    "- <https://b>: `one`\n"));
    cr_expect_not_null(
        strstr(text, "### t\n\n- `one` must: R2.1 R7.1\n\n### u\n\n- `two` may: R7.1\n"));
    cr_expect_null(strstr(text, "<spec>"));
    awp_arena_destroy(arena);
}
