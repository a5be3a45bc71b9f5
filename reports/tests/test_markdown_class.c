/* SPDX-License-Identifier: Apache-2.0 */
/* Failures are kept by class, the worst first, and never more of them than a page could show. */
#include "markdown_class.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static struct awp_report_result failure(const char *name, enum awp_level broken) {
    return (struct awp_report_result){.id = TEXT("a"),
                                      .verdict = AWP_VERDICT_FAIL,
                                      .broken_level = broken,
                                      .failure = {name, strlen(name)},
                                      .replay = TEXT("awsproof run a")};
}

static void add(struct awp_markdown_classes *classes, struct awp_report_result result) {
    cr_assert(awp_markdown_classes_add(classes, &result));
}

Test(markdown_class, what_breaks_more_comes_first) {
    struct awp_markdown_classes classes = {.count = 0};
    for (size_t i = 0; i < 3; i++) {
        add(&classes, failure("many-may", AWP_LEVEL_MAY));
    }
    add(&classes, failure("one-should", AWP_LEVEL_SHOULD));
    add(&classes, failure("one-must", AWP_LEVEL_MUST));
    awp_markdown_classes_sort(&classes);
    cr_assert_eq(classes.count, 3);
    cr_expect_str_eq(classes.items[0].name, "one-must");
    cr_expect_str_eq(classes.items[1].name, "one-should");
    cr_expect_str_eq(classes.items[2].name, "many-may");
    cr_expect_eq(classes.items[2].count, 3);
    awp_markdown_classes_clear(&classes);
}

Test(markdown_class, a_known_failure_is_counted_apart) {
    struct awp_markdown_classes classes = {.count = 0};
    struct awp_report_result known = failure("escape", AWP_LEVEL_MUST);
    known.verdict = AWP_VERDICT_EXPECTED_FAILURE;
    add(&classes, known);
    cr_expect_eq(classes.items[0].known, 1);
    cr_expect_eq(classes.items[0].breaks[AWP_LEVEL_MUST], 0);
    cr_expect_eq(classes.items[0].count, 1);
    awp_markdown_classes_clear(&classes);
}

Test(markdown_class, too_many_classes_end_in_one) {
    struct awp_markdown_classes classes = {.count = 0};
    for (unsigned i = 0; i < 100; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "class-%u", i);
        add(&classes, failure(name, AWP_LEVEL_MUST));
    }
    cr_expect_eq(classes.count, AWP_MARKDOWN_CLASSES);
    cr_expect_str_eq(classes.items[AWP_MARKDOWN_CLASSES - 1].name, "others");
    cr_expect_eq(classes.items[AWP_MARKDOWN_CLASSES - 1].count, 100 - AWP_MARKDOWN_CLASSES + 1);
    awp_markdown_classes_clear(&classes);
}

Test(markdown_class, no_class_grows_without_end) {
    struct awp_markdown_classes classes = {.count = 0};
    for (size_t i = 0; i < 10000; i++) {
        add(&classes, failure("escape", AWP_LEVEL_MUST));
    }
    cr_expect_eq(classes.items[0].count, 10000);
    cr_expect_lt(classes.items[0].rows, 10000);
    cr_expect_leq(classes.items[0].len, AWP_MARKDOWN_CLASS_BYTES);
    cr_expect_gt(classes.items[0].len, AWP_MARKDOWN_CLASS_BYTES / 2);
    awp_markdown_classes_clear(&classes);
}

Test(markdown_class, rows_fit_whole_or_not_at_all) {
    struct awp_markdown_classes classes = {.count = 0};
    add(&classes, failure("escape", AWP_LEVEL_MUST));
    add(&classes, failure("escape", AWP_LEVEL_MUST));
    const struct awp_markdown_class *const one = &classes.items[0];
    const size_t row = one->len / 2;
    size_t len = 1;
    cr_expect_eq(awp_markdown_class_fit(one, row - 1, &len), 0);
    cr_expect_eq(len, 0);
    cr_expect_eq(awp_markdown_class_fit(one, row, &len), 1);
    cr_expect_eq(len, row);
    cr_expect_eq(awp_markdown_class_fit(one, 2 * row - 1, &len), 1);
    cr_expect_eq(awp_markdown_class_fit(one, 2 * row, &len), 2);
    cr_expect_eq(len, one->len);
    awp_markdown_classes_clear(&classes);
}
