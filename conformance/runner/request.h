/* SPDX-License-Identifier: Apache-2.0 */
/* The runner's messages as a testee reads them: how the reference is one. */
#ifndef AWP_RUNNER_REQUEST_H
#define AWP_RUNNER_REQUEST_H

#include "message.h"

/** What the runner says. */
enum awp_request_type { AWP_REQUEST_HELLO, AWP_REQUEST_ASK, AWP_REQUEST_BYE };

/** A message of the runner. Texts are in the arena that it was read into. */
struct awp_request {
    enum awp_request_type type;
    struct awp_optional_bytes id; /* of a question, also of one that cannot be answered */
    struct awp_question question;
};

/**
 * Reads a line. False: `*reason` is one line on what is wrong; `request->id` is present if it could
 * be read, and then the runner is owed an answer.
 */
bool awp_request_read(struct awp_bytes line, struct awp_arena *arena, struct awp_request *request,
                      struct awp_bytes *reason);

#endif
