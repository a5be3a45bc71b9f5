/* SPDX-License-Identifier: Apache-2.0 */
/* Members change places where no name comes twice; nothing else moves. */
#include <criterion/criterion.h>

#include "support.h"

Test(json_order, members_change_places) {
    const struct awp_bytes text = AWP_BYTES("{\"a\":1,\"b\":[{\"c\":2,\"d\":3},5],\"e\":\"x\"}");
    cr_expect_gt(awp_test_keeps("json-member-order", text, "{\"e\":\"x\","), AWP_TEST_SEEDS / 2);
    (void)awp_test_keeps("json-member-order", text, "[{\"d\":3,\"c\":2},5]");
    (void)awp_test_keeps("json-member-order", text, ",\"a\":1}");
}

Test(json_order, members_of_one_name_stay) {
    awp_test_makes_none("json-member-order", AWP_BYTES("{\"a\":1,\"\\u0061\":2,\"b\":3}"),
                        AWP_VARIANT_NOTHING_THERE);
    (void)awp_test_keeps("json-member-order",
                         AWP_BYTES("{\"a\":1,\"a\":{\"b\":1,\"c\":2},\"a\":3}"),
                         "{\"a\":1,\"a\":{\"c\":2,\"b\":1},\"a\":3}");
}

Test(json_order, there_must_be_two_members) {
    awp_test_makes_none("json-member-order", AWP_BYTES("[1,2,3,{\"a\":1},{}]"),
                        AWP_VARIANT_NOTHING_THERE);
}
