/* SPDX-License-Identifier: Apache-2.0 */
/* Protocols: from a whole HTTP response to an outcome. */
#ifndef AWSPROOF_PROTOCOL_H
#define AWSPROOF_PROTOCOL_H

#include "awsproof/outcome.h"

/** A response header as it came: the name in any letter case, the value any bytes. */
struct awp_header {
    struct awp_bytes name;
    struct awp_bytes value;
};

/** An HTTP response after HTTP's own framing (R1). */
struct awp_http_response {
    unsigned status;
    const struct awp_header *headers; /* in the order received */
    size_t header_count;
    struct awp_bytes body;
};

/** A protocol: how a response of it is read. */
struct awp_protocol {
    struct awp_bytes name; /* Smithy's: "restJson1", "restXml", "awsQuery", "ec2Query" */
    enum awp_status (*decode)(const struct awp_operation *operation,
                              const struct awp_http_response *response, struct awp_arena *arena,
                              struct awp_outcome *outcome);
};

/** The protocols in a constant array of `*count` pointers. */
AWP_API const struct awp_protocol *const *awp_protocol_list(size_t *count);

/** The protocol of this name, or NULL. */
AWP_API const struct awp_protocol *awp_protocol_find(struct awp_bytes name);

/**
 * Decodes a response (R1-R14, X1-X6). AWP_OK and `*outcome` is one of the three, whatever the
 * response holds; else AWP_NO_MEMORY, AWP_OVER_CEILING, AWP_TOO_LARGE or AWP_UNSUPPORTED_SHAPE, and
 * `*outcome` is untouched. The result belongs to `arena` and points into no part of `response`.
 * Re-entrant.
 */
AWP_API AWP_MUST_USE enum awp_status awp_response_decode(const struct awp_protocol *protocol,
                                                         const struct awp_operation *operation,
                                                         const struct awp_http_response *response,
                                                         struct awp_arena *arena,
                                                         struct awp_outcome *outcome);

#endif
