/* SPDX-License-Identifier: Apache-2.0 */
/* ec2Query: `Response > Errors > Error`; members are the root's children. */
#include "protocol/protocols.h"
#include "protocol/xml_envelope.h"

/* X2: the first `Error` in the first `Errors` of a root `Response`. */
static const struct awp_xml_node *error(const struct awp_xml_node *root) {
    if (!awp_bytes_equal(awp_xml_name(root), AWP_BYTES("Response"))) {
        return NULL;
    }
    const struct awp_xml_node *errors = awp_xml_child(root, AWP_BYTES("Errors"));
    return errors == NULL ? NULL : awp_xml_child(errors, AWP_BYTES("Error"));
}

static enum awp_status decode(const struct awp_operation *operation,
                              const struct awp_http_response *response, struct awp_arena *arena,
                              struct awp_outcome *outcome) {
    static const struct awp_xml_envelope envelope = {.error = error,
                                                     .result = awp_xml_result_is_root};
    return awp_xml_envelope_decode(&envelope, operation, response, arena, outcome);
}

const struct awp_protocol awp_ec2_query = {.name = AWP_BYTES_INIT("ec2Query"), .decode = decode};
