/* SPDX-License-Identifier: Apache-2.0 */
/* Names on the wire, and an operation's errors by code. */
#include "shape.h"

#include <criterion/criterion.h>

#include "support/heap.h"
#include "support/model.h"

Test(shape, names_a_member_by_its_traits_or_by_itself) {
    const struct awp_member *name = &awp_test_node_shape.members[0];
    const struct awp_member *words = &awp_test_node_shape.members[1];
    const struct awp_member *flat = &awp_test_node_shape.members[3];
    cr_expect(awp_bytes_equal(awp_member_json_name(name), AWP_BYTES("name")));
    cr_expect(awp_bytes_equal(awp_member_xml_name(name), AWP_BYTES("n")));
    cr_expect(awp_bytes_equal(awp_member_json_name(words), AWP_BYTES("Words")));
    cr_expect(awp_bytes_equal(awp_member_xml_name(words), AWP_BYTES("Words")));
    cr_expect(awp_bytes_equal(awp_member_json_name(flat), AWP_BYTES("Flat")));
    cr_expect(awp_bytes_equal(awp_member_xml_name(flat), AWP_BYTES("F")));
}

Test(shape, finds_an_error_by_its_shapes_name_alone) {
    const struct awp_operation *operation = &awp_test_describe_operation;
    static const char *const none[] = {"", "plain", "Plai", "Plains", "Sender.Quoted", "Plain "};
    cr_expect_eq(awp_operation_error(operation, AWP_BYTES("Plain")), &operation->errors[0]);
    cr_expect_eq(awp_operation_error(operation, AWP_BYTES("Quoted")), &operation->errors[1]);
    for (size_t i = 0; i < AWP_TEST_COUNT(none); i++) {
        cr_expect_null(awp_operation_error(operation, awp_bytes_of_string(none[i])), "%s", none[i]);
    }
    cr_expect_null(awp_operation_error(operation, AWP_BYTES("Plain\0")));
    cr_expect_null(awp_operation_error(&awp_test_count_operation, AWP_BYTES("Plain")),
                   "an operation without errors");
}
