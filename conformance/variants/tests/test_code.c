/* SPDX-License-Identifier: Apache-2.0 */
/* A plain code is decorated where the decoder takes it from, and no other is touched. */
#include <criterion/criterion.h>
#include <string.h>

#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(code, .init = set_up, .fini = tear_down);

static const struct awp_header one[] = {
    {AWP_BYTES_INIT("Via"), AWP_BYTES_INIT("x")},
    {AWP_BYTES_INIT("X-Amzn-ErrorType"), AWP_BYTES_INIT("InternalException")},
};

static struct awp_specimen error(const struct awp_header *headers, size_t count, const char *body) {
    return (struct awp_specimen){.format = AWP_VARIANT_JSON,
                                 .is_response = true,
                                 .is_json_error = true,
                                 .headers = headers,
                                 .header_count = count,
                                 .body = awp_bytes_of_string(body)};
}

/* R6.1 by hand: before the first colon, then behind the first number sign. */
static struct awp_bytes cleaned(struct awp_bytes code) {
    const uint8_t *colon = memchr(code.ptr, ':', code.len);
    code.len = colon == NULL ? code.len : (size_t)(colon - code.ptr);
    const uint8_t *mark = memchr(code.ptr, '#', code.len);
    if (mark == NULL) {
        return code;
    }
    return (struct awp_bytes){mark + 1, (size_t)(code.ptr + code.len - mark) - 1};
}

Test(code, of_a_header_is_decorated) {
    const struct awp_specimen from = error(one, 2, "{\"code\":\"Other\"}");
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make("code-decoration", &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_expect(awp_bytes_equal(to.body, from.body));
        cr_assert_eq(to.header_count, 2);
        cr_expect_not(awp_bytes_equal(to.headers[1].value, one[1].value));
        cr_expect(awp_bytes_equal(cleaned(to.headers[1].value), one[1].value));
        cr_expect(memchr(to.headers[1].value.ptr, ',', to.headers[1].value.len) == NULL);
    }
}

Test(code, of_a_member_is_decorated_at_the_top_alone) {
    const struct awp_specimen from =
        error(NULL, 0, "{\"__type\":\"A\",\"x\":{\"code\":\"B\"},\"code\":\"C\",\"Code\":\"D\"}");
    bool found = false;
    for (uint64_t seed = 0; seed < AWP_TEST_SEEDS; seed++) {
        struct awp_specimen to;
        cr_assert_eq(awp_test_make("code-decoration", &from, seed, arena, &to), AWP_VARIANT_MADE);
        cr_expect_null(memmem(to.body.ptr, to.body.len, "\"__type\":\"A\"", 12));
        cr_expect_not_null(memmem(to.body.ptr, to.body.len, "{\"code\":\"B\"},\"code\":\"", 21));
        cr_expect_not_null(memmem(to.body.ptr, to.body.len, "\"Code\":\"D\"}", 11));
        found = found || memmem(to.body.ptr, to.body.len, "\"ns#C\"", 6) != NULL;
    }
    cr_expect(found);
}

Test(code, that_is_not_plain_is_left_alone) {
    static const struct awp_header twice[] = {
        {AWP_BYTES_INIT("x-amzn-errortype"), AWP_BYTES_INIT("A")},
        {AWP_BYTES_INIT("x-amzn-errortype"), AWP_BYTES_INIT("A")}};
    static const struct awp_header odd[] = {
        {AWP_BYTES_INIT("x-amzn-errortype"), AWP_BYTES_INIT(" A")}};
    struct awp_specimen to;
    struct awp_specimen from = error(twice, 2, "{\"code\":\"A\"}");
    cr_expect_eq(awp_test_make("code-decoration", &from, 1, arena, &to), AWP_VARIANT_NOTHING_THERE);
    from = error(odd, 1, "{\"code\":\"A\"}");
    cr_expect_eq(awp_test_make("code-decoration", &from, 1, arena, &to), AWP_VARIANT_NOTHING_THERE);
    from = error(NULL, 0, "{\"code\":\"A:b\",\"__type\":[\"A\"]}");
    cr_expect_eq(awp_test_make("code-decoration", &from, 1, arena, &to), AWP_VARIANT_NOTHING_THERE);
    from = error(NULL, 0, "<html>");
    cr_expect_eq(awp_test_make("code-decoration", &from, 1, arena, &to), AWP_VARIANT_NO_DOCUMENT);
    from = error(one, 2, "");
    from.is_json_error = false;
    cr_expect_eq(awp_test_make("code-decoration", &from, 1, arena, &to), AWP_VARIANT_NOT_FOR_IT);
}
