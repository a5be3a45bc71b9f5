/* SPDX-License-Identifier: Apache-2.0 */
/* restXml: `ErrorResponse > Error` or S3's bare `Error`; members are the root's children. */
#include "protocol/protocols.h"
#include "protocol/xml_envelope.h"

static enum awp_status decode(const struct awp_operation *operation,
                              const struct awp_http_response *response, struct awp_arena *arena,
                              struct awp_outcome *outcome) {
    static const struct awp_xml_envelope envelope = {.error = awp_xml_error_of_error_response,
                                                     .result = awp_xml_result_is_root};
    return awp_xml_envelope_decode(&envelope, operation, response, arena, outcome);
}

const struct awp_protocol awp_rest_xml = {.name = AWP_BYTES_INIT("restXml"), .decode = decode};
