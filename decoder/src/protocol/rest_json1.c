/* SPDX-License-Identifier: Apache-2.0 */
/* restJson1: status, headers and a JSON body (R1-R14). */
#include "protocol/body.h"
#include "protocol/error_code.h"
#include "protocol/protocols.h"

/*
 * R1: content headers are not examined. R2: 2xx is the success path, whatever headers and members
 * say (R12). R7: no code found: the status, which names no modeled error even if one were called
 * so.
 */
static enum awp_status decode(const struct awp_operation *operation,
                              const struct awp_http_response *response, struct awp_arena *arena,
                              struct awp_outcome *outcome) {
    struct awp_body body = {.source = response->body};
    struct awp_bytes status_code;
    AWP_GUARD(awp_json_parse(response->body, arena, &body.json, NULL));
    AWP_GUARD(awp_status_code(response->status, arena, &status_code));
    if (awp_status_is_success(response->status)) {
        return awp_outcome_of_response(operation, status_code, &body, arena, outcome);
    }
    struct awp_optional_bytes code;
    AWP_GUARD(awp_json_error_code(response, body.json, arena, &code));
    if (!code.present) {
        return awp_outcome_unknown(status_code, &body, arena, outcome);
    }
    const struct awp_error *error = awp_operation_error(operation, code.bytes);
    return awp_outcome_of_error(error, code.bytes, &body, arena, outcome);
}

const struct awp_protocol awp_rest_json1 = {.name = AWP_BYTES_INIT("restJson1"), .decode = decode};
