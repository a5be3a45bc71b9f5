/* SPDX-License-Identifier: Apache-2.0 */
/* A body on its way to an outcome: its bytes, and the part of its document that a shape is laid on.
 */
#ifndef AWP_BODY_H
#define AWP_BODY_H

#include "awsproof/outcome.h"

/**
 * At most one of `json` and `xml` is set. Neither, and no source: an empty body. Neither, but a
 * source: bytes that are no document, or hold none of the elements that were looked for.
 */
struct awp_body {
    const struct awp_json_node *json;
    const struct awp_xml_node *xml;
    struct awp_bytes
        source; /* becomes Unknown's raw; empty: raw is written from the document (D5) */
};

/** Unknown(code), raw from the body. Copies both into the arena. */
AWP_MUST_USE enum awp_status awp_outcome_unknown(struct awp_bytes code, const struct awp_body *body,
                                                 struct awp_arena *arena,
                                                 struct awp_outcome *outcome);

/**
 * R9 to R11: `error` is the operation's entry that `code` named, NULL where it named none. Modeled
 * where the body is empty or fits the error's shape, else Unknown(code).
 */
AWP_MUST_USE enum awp_status awp_outcome_of_error(const struct awp_error *error,
                                                  struct awp_bytes code,
                                                  const struct awp_body *body,
                                                  struct awp_arena *arena,
                                                  struct awp_outcome *outcome);

/** R12 to R14: Result where the body is empty or fits the operation's output, else Unknown(code).
 */
AWP_MUST_USE enum awp_status awp_outcome_of_response(const struct awp_operation *operation,
                                                     struct awp_bytes code,
                                                     const struct awp_body *body,
                                                     struct awp_arena *arena,
                                                     struct awp_outcome *outcome);

/** The status in decimal, in the arena: the code of R7, R12 and X4. */
AWP_MUST_USE enum awp_status awp_status_code(unsigned http_status, struct awp_arena *arena,
                                             struct awp_bytes *code);

/** R2: whether this HTTP status takes the success path. */
bool awp_status_is_success(unsigned http_status);

#endif
