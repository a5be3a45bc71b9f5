/* SPDX-License-Identifier: Apache-2.0 */
/* The reference decoder, asked in process. */
#ifndef AWP_RUNNER_REFERENCE_H
#define AWP_RUNNER_REFERENCE_H

#include "answer.h"
#include "awsproof/protocol.h"

/** What a decoder is asked: a response by a protocol, or a call of one of the four functions. */
struct awp_question {
    const struct awp_operation *operation;
    const struct awp_protocol *protocol; /* NULL: a call */
    unsigned status;
    const struct awp_header *headers;
    size_t header_count;
    const struct awp_function *function; /* NULL: a response */
    struct awp_bytes code;               /* of a call */
    struct awp_bytes body;
    bool is_over_http;         /* of a response: the testee calls for it */
    struct awp_bytes endpoint; /* over HTTP: where it is to be had */
    struct awp_bytes input;    /* over HTTP: a JSON object, what to call with */
};

/** The reference's answer, in the arena. A status other than AWP_OK is the decoder's (memory,
 * limits). */
AWP_MUST_USE enum awp_status awp_reference_answer(const struct awp_question *question,
                                                  struct awp_arena *arena,
                                                  struct awp_answer *answer);

#endif
