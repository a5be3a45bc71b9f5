/* SPDX-License-Identifier: Apache-2.0 */
/* White space comes between tokens and around them, and nowhere else. */
#include <criterion/criterion.h>

#include "support.h"

Test(json_space, the_document_stays_the_same) {
    cr_expect_eq(awp_test_keeps("json-white-space",
                                AWP_BYTES("{\"a b\":[1,-0,\"x\\\"y\"],\"c\" : {}, \"d\":null}"),
                                "\r"),
                 AWP_TEST_SEEDS);
    cr_expect_gt(awp_test_keeps("json-white-space", AWP_BYTES("12"), "\t"), AWP_TEST_SEEDS / 2);
}

Test(json_space, comes_in_front_and_behind) {
    (void)awp_test_keeps("json-white-space", AWP_BYTES("[]"), " [");
    (void)awp_test_keeps("json-white-space", AWP_BYTES("[]"), "]\n");
    (void)awp_test_keeps("json-white-space", AWP_BYTES("[]"), "[\t]");
}

Test(json_space, nothing_is_made_of_what_is_no_document) {
    awp_test_makes_none("json-white-space", AWP_BYTES("[1"), AWP_VARIANT_NO_DOCUMENT);
    awp_test_makes_none("json-white-space", AWP_BYTES(""), AWP_VARIANT_NO_DOCUMENT);
}
