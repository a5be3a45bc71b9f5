/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of history/since.c: what --since means, and which run that is. */
#include "since.h"

#include <criterion/criterion.h>

static void expect_read(const char *text, enum awp_since_kind kind, const char *rest) {
    struct awp_since since;
    cr_assert(awp_since_parse(text, &since), "%s", text);
    cr_expect_eq(since.kind, kind, "%s", text);
    cr_expect(awp_bytes_equal(since.text, awp_bytes_of_string(rest)), "%s", text);
}

Test(since, a_number_is_a_run_a_day_is_a_date_all_else_a_version) {
    expect_read("12", AWP_SINCE_RUN, "12");
    expect_read("2026-01-31", AWP_SINCE_DATE, "2026-01-31");
    expect_read("2026-01-31T12:00:00Z", AWP_SINCE_DATE, "2026-01-31T12:00:00Z");
    expect_read("1.44.5", AWP_SINCE_VERSION, "1.44.5");
    expect_read("0", AWP_SINCE_VERSION, "0");
    expect_read("2026-01", AWP_SINCE_VERSION, "2026-01");
    expect_read("99999999999999999999", AWP_SINCE_VERSION, "99999999999999999999");
}

Test(since, a_word_before_it_says_what_it_is) {
    expect_read("run:12", AWP_SINCE_RUN, "12");
    expect_read("version:12", AWP_SINCE_VERSION, "12");
    expect_read("version:2026-01-31", AWP_SINCE_VERSION, "2026-01-31");
    expect_read("date:2026-01-31", AWP_SINCE_DATE, "2026-01-31");
    expect_read("version:run:1", AWP_SINCE_VERSION, "run:1");
}

Test(since, what_is_none_is_refused) {
    static const char *const texts[] = {
        "",       "run:",  "run:0",          "run:x",         "run:-1",
        "run:1 ", "date:", "date:yesterday", "date:2026-1-1", "version:"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct awp_since since;
        cr_expect_not(awp_since_parse(texts[i], &since), "%s", texts[i]);
    }
}

#define RUN(is_number, day, is_version)                                                            \
    {                                                                                              \
        .number = is_number, .started_at = {"2026-01-" day "T12:00:00Z", 20}, .version = {         \
            is_version,                                                                            \
            sizeof(is_version) - 1                                                                 \
        }                                                                                          \
    }
static const struct awp_history_run runs[] = {
    RUN(2, "01", "1"), RUN(1, "02", "1"), RUN(5, "05", "2"), RUN(6, "05", "1"), RUN(9, "09", "3")};
enum { COUNT = 5 };

static size_t base(const char *text, const struct awp_history_run *at, size_t count) {
    struct awp_since since = {0};
    cr_assert(text[0] == '\0' || awp_since_parse(text, &since));
    return awp_since_base(&since, at, runs, count);
}

Test(since, without_it_the_run_before_is_meant) {
    cr_expect_eq(base("", NULL, COUNT), COUNT - 2);
    cr_expect_eq(base("", NULL, 2), 0);
    cr_expect_eq(base("", NULL, 1), 1, "the first has none before it");
}

Test(since, a_run_is_itself_or_of_another_decoder_the_last_up_to_then) {
    const struct awp_history_run foreign = RUN(3, "04", "x");
    const struct awp_history_run between = RUN(7, "05", "x");
    const struct awp_history_run early = RUN(3, "01", "x");
    const struct awp_history_run first = RUN(1, "01", "x");
    cr_expect_eq(base("5", &runs[2], COUNT), 2);
    cr_expect_eq(base("9", &runs[4], COUNT), 4);
    cr_expect_eq(base("3", &foreign, COUNT), 1);
    cr_expect_eq(base("7", &between, COUNT), 3);
    cr_expect_eq(base("3", &early, COUNT), 0);
    cr_expect_eq(base("1", &first, COUNT), COUNT, "there is none up to then");
}

Test(since, a_date_is_the_last_run_before_it_or_else_the_first) {
    cr_expect_eq(base("2026-01-05", NULL, COUNT), 1);
    cr_expect_eq(base("2026-01-05T12:00:00Z", NULL, COUNT), 1);
    cr_expect_eq(base("2026-01-05T12:00:01Z", NULL, COUNT), 3);
    cr_expect_eq(base("2026-02-01", NULL, COUNT), 4);
    cr_expect_eq(base("2025-12-31", NULL, COUNT), 0);
    cr_expect_eq(base("2025-12-31", NULL, 1), 1);
}

Test(since, a_version_is_its_last_run) {
    cr_expect_eq(base("version:1", NULL, COUNT), 3);
    cr_expect_eq(base("version:2", NULL, COUNT), 2);
    cr_expect_eq(base("version:3", NULL, COUNT), 4);
    cr_expect_eq(base("version:4", NULL, COUNT), COUNT);
}
