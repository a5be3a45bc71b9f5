/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of strings and names are written in other ways, and mean the same. */
#include <criterion/criterion.h>

#include "support.h"

#define EVERY                                                                                      \
    "{\"n/\xC3\xA9\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\ud83d\\uDE00 "                    \
    "\xF0\x9F\x98\x80/\","                                                                         \
    "\"N\" : [ 1, true ]}"

Test(json_strings, unicode_escapes_mean_the_same) {
    cr_expect_eq(awp_test_keeps("json-unicode-escapes", AWP_BYTES(EVERY), "\\u005"),
                 AWP_TEST_SEEDS);
    (void)awp_test_keeps("json-unicode-escapes", AWP_BYTES(EVERY), "\\u006E");
    (void)awp_test_keeps("json-unicode-escapes", AWP_BYTES("[\"\xF0\x9F\x98\x80\"]"),
                         "[\"\\uD83D\\ude00\"]");
    awp_test_makes_none("json-unicode-escapes", AWP_BYTES("{\"\":[\"\",1]}"),
                        AWP_VARIANT_NOTHING_THERE);
}

Test(json_strings, a_solidus_is_the_same_with_a_backslash) {
    cr_expect_eq(awp_test_keeps("json-solidus", AWP_BYTES("[\"a/b\\/c\"]"), "[\"a\\/b/c\"]"),
                 AWP_TEST_SEEDS);
    cr_expect_eq(awp_test_keeps("json-solidus", AWP_BYTES(EVERY), NULL), AWP_TEST_SEEDS);
    awp_test_makes_none("json-solidus", AWP_BYTES("[\"a\\u002fb\"]"), AWP_VARIANT_NOTHING_THERE);
}

Test(json_strings, what_needs_no_escape_loses_it) {
    cr_expect_eq(awp_test_keeps("json-plain-characters", AWP_BYTES(EVERY), NULL), AWP_TEST_SEEDS);
    (void)awp_test_keeps("json-plain-characters",
                         AWP_BYTES("[\"\\u0041\\u0022\\u005c\\u000a\\/\\ud83d\\ude00\\u0001\"]"),
                         "[\"A\\\"\\\\\\n/\xF0\x9F\x98\x80\\u0001\"]");
    awp_test_makes_none("json-plain-characters", AWP_BYTES("[\"a\\n\\u0000\"]"),
                        AWP_VARIANT_NOTHING_THERE);
}
