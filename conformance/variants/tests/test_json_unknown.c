/* SPDX-License-Identifier: Apache-2.0 */
/* One unknown member comes in front of the others, or behind them. */
#include <criterion/criterion.h>

#include "support.h"

Test(json_unknown, the_other_members_stay) {
    const struct awp_bytes text = AWP_BYTES("{\"a\":{\"b\":1},\"c\":2}");
    cr_expect_eq(awp_test_keeps("json-unknown-member", text, "{\"awsproofUnknown\":"),
                 AWP_TEST_SEEDS);
    (void)awp_test_keeps("json-unknown-member", text, "\"c\":2,\"awsproofUnknown\":");
    (void)awp_test_keeps("json-unknown-member", text, "{\"__type\":\"InternalException\"");
    cr_expect_eq(awp_test_keeps("json-unknown-member", AWP_BYTES(" { } "), "{\"\":\"\"}"),
                 AWP_TEST_SEEDS);
}

Test(json_unknown, the_root_must_be_an_object) {
    awp_test_makes_none("json-unknown-member", AWP_BYTES("[{\"a\":1}]"), AWP_VARIANT_NOTHING_THERE);
}
