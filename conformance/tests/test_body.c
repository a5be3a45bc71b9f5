/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/body.c: recipes, their sizes, and their limits. */
#include <criterion/criterion.h>
#include <string.h>

#include "body.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(body, .init = set_up, .fini = tear_down);

static struct awp_bytes make(const char *recipe) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_body body;
    cr_assert(awp_body_of_json(awp_test_json(arena, recipe), &first.complaints, &body), "%s: %.*s",
              recipe, AWP_TEXT_ARGS(first.reason));
    const struct awp_bytes bytes = awp_body_make(&body, arena);
    cr_assert_eq(bytes.len, body.len);
    return bytes;
}

static bool refuses(const char *recipe) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_body body;
    return !awp_body_of_json(awp_test_json(arena, recipe), &first.complaints, &body) &&
           first.reason.len > 0;
}

Test(body, makes_texts_base64_repetitions_and_parts) {
    cr_expect(awp_bytes_equal(make("\"\""), AWP_BYTES("")));
    cr_expect(awp_bytes_equal(make("\"a\\u0000\\u00e4\""), AWP_BYTES("a\0\xc3\xa4")));
    cr_expect(awp_bytes_equal(make("{\"base64\":\"/wA=\"}"), AWP_BYTES("\xff\0")));
    cr_expect(awp_bytes_equal(make("{\"repeat\":\"ab\",\"times\":3}"), AWP_BYTES("ababab")));
    cr_expect(awp_bytes_equal(make("[]"), AWP_BYTES("")));
    cr_expect(awp_bytes_equal(
        make("[\"<\",{\"repeat\":[\"x\",{\"repeat\":\"y\",\"times\":2}],\"times\":2},\">\"]"),
        AWP_BYTES("<xyyxyy>")));
}

Test(body, makes_a_body_of_16_mib_from_a_short_recipe) {
    const struct awp_bytes body = make("{\"repeat\":\"0123456789abcdef\",\"times\":1048576}");
    cr_assert_eq(body.len, (size_t)16 << 20);
    cr_assert_eq(memcmp(body.ptr + body.len - 16, "0123456789abcdef", 16), 0);
}

Test(body, takes_64_mib_and_not_a_byte_more) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    struct awp_body body;
    cr_assert(awp_body_of_json(awp_test_json(arena, "{\"repeat\":\"x\",\"times\":67108864}"),
                               &first.complaints, &body));
    cr_assert_eq(body.len, AWP_MAX_BODY_BYTES);
    cr_expect(refuses("[{\"repeat\":\"x\",\"times\":67108864},\"x\"]"));
    cr_expect(refuses("{\"repeat\":{\"repeat\":\"x\",\"times\":10000},\"times\":10000}"));
    cr_expect(refuses("{\"repeat\":\"x\",\"times\":99999999999999999999}"));
}

Test(body, refuses_what_is_no_recipe) {
    static const char *const bad[] = {"5",
                                      "null",
                                      "true",
                                      "{}",
                                      "{\"base64\":5}",
                                      "{\"base64\":\"a\"}",
                                      "{\"base64\":\"\",\"x\":1}",
                                      "{\"repeat\":\"x\"}",
                                      "{\"repeat\":5,\"times\":1}",
                                      "{\"repeat\":\"x\",\"times\":-1}",
                                      "{\"repeat\":\"x\",\"times\":1.5}",
                                      "[\"x\",5]"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cr_expect(refuses(bad[i]), "%s", bad[i]);
    }
}

Test(body, counts_repetitions_where_a_counter_stands) {
    cr_expect(awp_bytes_equal(make("{\"repeat\":\"<n{i}/>\",\"times\":3,\"counter\":\"{i}\"}"),
                              AWP_BYTES("<n0/><n1/><n2/>")));
    cr_expect(awp_bytes_equal(make("{\"repeat\":\"#,#;\",\"times\":11,\"counter\":\"#\"}"),
                              AWP_BYTES("00,00;01,01;02,02;03,03;04,04;05,05;06,06;07,07;08,08;"
                                        "09,09;10,10;")));
    cr_expect(awp_bytes_equal(make("{\"repeat\":\"i\",\"times\":10,\"counter\":\"i\"}"),
                              AWP_BYTES("0123456789")));
    cr_expect(awp_bytes_equal(make("{\"repeat\":\"aab\",\"times\":1,\"counter\":\"a\"}"),
                              AWP_BYTES("00b")));
    cr_expect(awp_bytes_equal(
        make("[\"<\",{\"repeat\":\"long-marker\",\"times\":2,\"counter\":\"long-marker\"},\">\"]"),
        AWP_BYTES("<01>")));
}

Test(body, refuses_a_counter_that_is_nowhere_or_makes_too_much) {
    cr_expect(refuses("{\"repeat\":\"x\",\"times\":3,\"counter\":\"i\"}"));
    cr_expect(refuses("{\"repeat\":\"x\",\"times\":3,\"counter\":\"\"}"));
    cr_expect(refuses("{\"repeat\":[\"i\"],\"times\":3,\"counter\":\"i\"}"));
    cr_expect(refuses("{\"repeat\":\"i\",\"times\":3,\"counter\":5}"));
    cr_expect(refuses("{\"repeat\":\"i\",\"times\":67108864,\"counter\":\"i\"}"));
}
