/* SPDX-License-Identifier: Apache-2.0 */
/* The list of kinds: names that can be found, each once. */
#include <criterion/criterion.h>
#include <string.h>

#include "variant.h"

Test(variant_list, every_kind_is_found_by_its_name) {
    size_t count;
    const struct awp_variant_kind *kinds = awp_variant_kinds(&count);
    cr_assert_geq(count, 8);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(awp_variant_kind_find(awp_bytes_of_string(kinds[i].name)), &kinds[i]);
        cr_expect_gt(strlen(kinds[i].summary), 0);
        cr_expect(strchr("RX", kinds[i].rules[0]) != NULL);
    }
    cr_expect_null(awp_variant_kind_find(AWP_BYTES("json-white")));
    cr_expect_null(awp_variant_kind_find(AWP_BYTES("")));
}
