/* SPDX-License-Identifier: Apache-2.0 */
/* Where the JSON protocols' error code comes from, and how it is cleaned (R5, R6). */
#ifndef AWP_ERROR_CODE_H
#define AWP_ERROR_CODE_H

#include "awsproof/protocol.h"

/**
 * The first candidate that survives: header `x-amzn-errortype`, then the members `code` and
 * `__type` of `root`, which may be NULL or no object. `code->present` is false where none does. The
 * code belongs to the arena or points into the response.
 */
AWP_MUST_USE enum awp_status awp_json_error_code(const struct awp_http_response *response,
                                                 const struct awp_json_node *root,
                                                 struct awp_arena *arena,
                                                 struct awp_optional_bytes *code);

#endif
