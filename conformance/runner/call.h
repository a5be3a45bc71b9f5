/* SPDX-License-Identifier: Apache-2.0 */
/* Calls: what an SDK is asked to send, and whether it is what came to the endpoint. */
#ifndef AWP_RUNNER_CALL_H
#define AWP_RUNNER_CALL_H

#include "awsproof/shape.h"
#include "http_request.h"

/** A call of an operation: its input, and the request that a restJson1 SDK makes of it. */
struct awp_call {
    const char *operation; /* "securityhub.InviteMembers" */
    const char *method;    /* "POST" */
    const char *path;      /* "/members/invite": what follows the endpoint's own path */
    const char *input;     /* a JSON object: the input, and the request's body as well */
};

/** The call of this operation, or NULL where there is none. */
const struct awp_call *awp_call_find(const struct awp_operation *operation);

/**
 * What is wrong with a request that should be this call: one line, in the arena; empty: nothing.
 * Its path is looked at behind the first segment, which is the endpoint's.
 */
struct awp_bytes awp_call_request_fault(const struct awp_call *call,
                                        const struct awp_http_request *request,
                                        struct awp_arena *arena);

/** Appends the request as a JSON object: method, target, headers, body. */
void awp_http_request_write(const struct awp_http_request *request, struct awp_buffer *out);

#endif
