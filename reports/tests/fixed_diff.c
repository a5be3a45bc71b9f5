/* SPDX-License-Identifier: Apache-2.0 */
/* One diff with hostile texts in every place. */
#include "fixed_diff.h"

#include <criterion/criterion.h>

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }
#define HOSTILE "|</details>\x1b[2J\0\xff\n@all #1 *_`[x](y)"

#define SEEN(is_verdict, class, chosen)                                                            \
    {                                                                                              \
        .is_there = true, .verdict = AWP_VERDICT_##is_verdict, .failure = TEXT(class),             \
        .choice = TEXT(chosen)                                                                     \
    }

static const struct awp_diff_line lines[] = {
    {TEXT("other-class"), SEEN(FAIL, "escape", ""), SEEN(FAIL, "lost-error", "")},
    {TEXT("mended"), SEEN(CRASH, "crash", ""), SEEN(PASS, "", "first-member")},
    {TEXT("broken"), SEEN(PASS, "", "first-member"), SEEN(FAIL, "escape", "")},
    {TEXT("the same"), SEEN(PASS, "", ""), SEEN(PASS, "", "")},
    {TEXT("hostile " HOSTILE), SEEN(PASS, "", HOSTILE), SEEN(FAIL, HOSTILE, "")},
    {TEXT("new and failing"), {.is_there = false}, SEEN(HANG, "hang", "")},
    {TEXT("new"), {.is_there = false}, SEEN(PASS, "", "")},
    {TEXT("gone"), SEEN(PASS, "", ""), {.is_there = false}},
};
static const struct awp_diff_line same[] = {
    {TEXT("same"), SEEN(EXPECTED_FAILURE, "escape", ""), SEEN(EXPECTED_FAILURE, "escape", "")}};
static const struct awp_diff_line added[] = {
    {TEXT("x"), {.is_there = false}, SEEN(CRASH, "crash", "")}};
static const struct awp_diff_line removed[] = {
    {TEXT("x"), SEEN(PASS, "", ""), {.is_there = false}}};

static const struct awp_diff_testee testees[] = {
    {TEXT("sdk"), TEXT("sdk 1 " HOSTILE), TEXT("sdk 2"), true, true, lines, 8},
    {TEXT("same"), TEXT("same 1"), TEXT("same 1"), true, true, same, 1},
    {TEXT("fresh"), {NULL, 0}, TEXT("fresh 1"), false, true, added, 1},
    {TEXT("gone"), TEXT("gone 1"), {NULL, 0}, true, false, removed, 1},
};

const struct awp_diff fixed_diff = {
    .old_path = TEXT("old " HOSTILE),
    .new_path = TEXT("new.jsonl"),
    .old_cases = TEXT("0123"),
    .new_cases = TEXT("4567"),
    .testees = testees,
    .testee_count = 4,
};

struct rendered render_diff(const char *name, const struct awp_diff *diff, bool shows_all) {
    struct rendered page = {NULL, 0};
    const struct awp_diff_writer *const writer = awp_diff_writer_find(name);
    cr_assert_not_null(writer);
    FILE *const out = open_memstream(&page.data, &page.len);
    cr_assert_not_null(out);
    writer->write(out, diff, shows_all);
    cr_assert_eq(fclose(out), 0);
    return page;
}
