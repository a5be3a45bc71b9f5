/* SPDX-License-Identifier: Apache-2.0 */
/* Looking things up in shape tables. */
#include "shape.h"

struct awp_bytes awp_member_json_name(const struct awp_member *member) {
    return member->json_name.len != 0 ? member->json_name : member->name;
}

struct awp_bytes awp_member_xml_name(const struct awp_member *member) {
    return member->xml_name.len != 0 ? member->xml_name : member->name;
}

const struct awp_error *awp_operation_error(const struct awp_operation *operation,
                                            struct awp_bytes code) {
    for (size_t i = 0; i < operation->error_count; i++) {
        if (awp_bytes_equal(operation->errors[i].shape->name, code)) {
            return &operation->errors[i];
        }
    }
    return NULL;
}
