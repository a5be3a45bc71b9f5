/* SPDX-License-Identifier: Apache-2.0 */
/* The testee protocol's lines (docs/TESTEE.md): written and read by the runner and by the
 * reference. */
#ifndef AWP_RUNNER_MESSAGE_H
#define AWP_RUNNER_MESSAGE_H

#include "reference.h"

/** The one version of the protocol that this program speaks. */
#define AWP_TESTEE_PROTOCOL 1

/** What a testee says of itself. Texts are in the arena that it was read into. */
struct awp_hello {
    struct awp_bytes name;
    struct awp_bytes version;
    struct awp_bytes language; /* empty where it was not said; so the runtime */
    struct awp_bytes runtime;
    bool is_inline;                         /* transport "inline" */
    bool is_http;                           /* transport "http" */
    bool shows_raw;                         /* feature "unknown_raw" */
    bool has_functions;                     /* feature "functions" */
    bool is_pipelined;                      /* feature "pipelining" */
    bool claims_everything;                 /* of one that says no hello: it may refuse anything */
    const struct awp_json_node *operations; /* arrays of strings */
    const struct awp_json_node *protocols;  /* NULL: ["restJson1"] */
};

/** The runner's hello, with its LF. */
void awp_message_write_hello(const char *cases_sha256, struct awp_buffer *out);

/** How many bytes the request takes at most, and the request, with its LF: "decode", "call" or
 * "function".
 */
size_t awp_message_request_bytes(const struct awp_question *question);
void awp_message_write_request(const struct awp_question *question, struct awp_bytes id,
                               struct awp_buffer *out);

/** Reads a testee's hello. False after complaints. */
bool awp_message_read_hello(const struct awp_json_node *root, struct awp_complaints *complaints,
                            struct awp_hello *hello);

/** Reads {"type":"outcome","id":...,"outcome":...}: its id, and the outcome. False after
 * complaints. */
bool awp_message_read_outcome(const struct awp_json_node *root, struct awp_complaints *complaints,
                              struct awp_bytes *id, struct awp_answer *answer);

/** Whether a request is within what a hello claims; if not, `*reason` says what is missing. */
bool awp_hello_claims(const struct awp_hello *hello, const struct awp_question *question,
                      struct awp_arena *arena, struct awp_bytes *reason);

#endif
