/* SPDX-License-Identifier: Apache-2.0 */
/* Headers change places and letter case, and get company; none is lost. */
#include <criterion/criterion.h>

#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(headers, .init = set_up, .fini = tear_down);

static const struct awp_header headers[] = {
    {AWP_BYTES_INIT("A"), AWP_BYTES_INIT("1")},
    {AWP_BYTES_INIT("x-b"), AWP_BYTES_INIT("2")},
    {AWP_BYTES_INIT("X-B"), AWP_BYTES_INIT("3")},
    {AWP_BYTES_INIT("c9"), AWP_BYTES_INIT("4")},
};

static struct awp_specimen response(size_t count) {
    return (struct awp_specimen){.format = AWP_VARIANT_JSON,
                                 .is_response = true,
                                 .headers = headers,
                                 .header_count = count,
                                 .body = AWP_BYTES("no document")};
}

/* Where the header of this value stands. */
static size_t find(const struct awp_specimen *specimen, const char *value) {
    size_t i = 0;
    while (i < specimen->header_count &&
           !awp_bytes_equal(specimen->headers[i].value, awp_bytes_of_string(value))) {
        i++;
    }
    return i;
}

Test(headers, change_the_case_of_their_names_alone) {
    const struct awp_specimen from = response(4);
    size_t changed = 0;
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make("header-case", &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_assert_eq(to.header_count, 4);
        cr_expect(awp_bytes_equal(to.body, from.body));
        for (size_t i = 0; i < 4; i++) {
            cr_expect(awp_bytes_equal_ascii_case(to.headers[i].name, headers[i].name));
            cr_expect(awp_bytes_equal(to.headers[i].value, headers[i].value));
            changed += !awp_bytes_equal(to.headers[i].name, headers[i].name);
        }
    }
    cr_expect_gt(changed, AWP_TEST_SEEDS);
}

Test(headers, of_one_name_keep_their_order_and_others_do_not) {
    const struct awp_specimen from = response(4);
    bool last_was_first = false;
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make("header-order", &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_assert_eq(to.header_count, 4);
        cr_assert_lt(find(&to, "1"), 4);
        cr_assert_lt(find(&to, "4"), 4);
        cr_assert_lt(find(&to, "3"), 4);
        cr_expect_lt(find(&to, "2"), find(&to, "3"));
        last_was_first = last_was_first || find(&to, "4") == 0;
    }
    cr_expect(last_was_first);
}

Test(headers, get_one_more_that_means_nothing) {
    const struct awp_specimen from = response(4);
    size_t places[5] = {0};
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make("header-unrelated", &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_assert_eq(to.header_count, 5);
        size_t added = 0;
        while (added < 4 && awp_bytes_equal(to.headers[added].value, headers[added].value)) {
            added++;
        }
        places[added]++;
        cr_expect_not(
            awp_bytes_equal_ascii_case(to.headers[added].name, AWP_BYTES("x-amzn-errortype")));
        for (size_t i = added; i < 4; i++) {
            cr_expect(awp_bytes_equal(to.headers[i + 1].value, headers[i].value));
        }
    }
    for (size_t i = 0; i < 5; i++) {
        cr_expect_gt(places[i], 10, "place %zu", i);
    }
}

Test(headers, are_left_where_there_is_nothing_to_do) {
    struct awp_specimen to;
    struct awp_specimen from = response(0);
    cr_expect_eq(awp_test_make("header-case", &from, 1, arena, &to), AWP_VARIANT_NOTHING_THERE);
    from = response(1);
    cr_expect_eq(awp_test_make("header-order", &from, 1, arena, &to), AWP_VARIANT_NOTHING_THERE);
    from.is_response = false;
    cr_expect_eq(awp_test_make("header-unrelated", &from, 1, arena, &to), AWP_VARIANT_NOT_FOR_IT);
}
