/* SPDX-License-Identifier: Apache-2.0 */
/* awsQuery: `ErrorResponse > Error`; members are children of `<Operation>Result`; codes of its own.
 */
#include <string.h>

#include "protocol/protocols.h"
#include "protocol/xml_envelope.h"

static bool is_wrapper(struct awp_bytes name, const struct awp_operation *operation) {
    const struct awp_bytes suffix = AWP_BYTES("Result");
    return name.len == operation->name.len + suffix.len &&
           memcmp(name.ptr, operation->name.ptr, operation->name.len) == 0 &&
           memcmp(name.ptr + operation->name.len, suffix.ptr, suffix.len) == 0;
}

/* X6: the root's one child named operation + `Result`; without it, or with two, there is no result.
 */
static const struct awp_xml_node *result(const struct awp_xml_node *root,
                                         const struct awp_operation *operation) {
    const struct awp_xml_node *wrapper = NULL;
    for (const struct awp_xml_node *child = awp_xml_first(root); child != NULL;
         child = awp_xml_next(child)) {
        if (!is_wrapper(awp_xml_name(child), operation)) {
            continue;
        }
        if (wrapper != NULL) {
            return NULL;
        }
        wrapper = child;
    }
    return wrapper;
}

static enum awp_status decode(const struct awp_operation *operation,
                              const struct awp_http_response *response, struct awp_arena *arena,
                              struct awp_outcome *outcome) {
    static const struct awp_xml_envelope envelope = {
        .error = awp_xml_error_of_error_response, .result = result, .has_query_codes = true};
    return awp_xml_envelope_decode(&envelope, operation, response, arena, outcome);
}

const struct awp_protocol awp_aws_query = {.name = AWP_BYTES_INIT("awsQuery"), .decode = decode};
