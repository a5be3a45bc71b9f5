/* SPDX-License-Identifier: Apache-2.0 */
/* What a decoder is asked about a body: a function under a code, or a protocol. */
#ifndef AWSPROOF_FUZZ_QUESTION_H
#define AWSPROOF_FUZZ_QUESTION_H

#include "awsproof/protocol.h"
#include "document_tree.h"

enum awp_question_kind { AWP_ASK_ERROR, AWP_ASK_RESPONSE, AWP_ASK_PROTOCOL };

/** A question. */
struct awp_question {
    enum awp_question_kind kind;
    enum awp_format format;
    const struct awp_operation *operation;
    struct awp_bytes code;               /* a function's */
    const struct awp_protocol *protocol; /* of AWP_ASK_PROTOCOL */
};

/** How it is asked. */
enum awp_asking {
    AWP_ON_DOCUMENT,  /* a function, on the parsed document */
    AWP_ON_BYTES,     /* a function that parses by itself; protocols do always */
    AWP_WITHOUT_BYTES /* a function, on the document alone (D5.2) */
};

#define AWP_MAX_QUESTIONS 20

/** The questions of a run. */
struct awp_questions {
    struct awp_question items[AWP_MAX_QUESTIONS];
    size_t count;
};

/**
 * All modeled codes of an operation and some that it does not have, for error_of_json or
 * error_of_xml; or two codes for response_of_json or response_of_xml; added to the list. Half of
 * them, by the run's hash, but in a replay.
 */
void awp_questions_add_function(const struct awp_run *run, struct awp_questions *questions,
                                enum awp_question_kind kind, enum awp_format format,
                                const struct awp_operation *operation);

/** The four protocols, added to the list. */
void awp_questions_add_protocols(struct awp_questions *questions,
                                 const struct awp_operation *operation);

/** The format of the n-th protocol of awp_protocol_list. */
enum awp_format awp_format_of_protocol(const struct awp_protocol *protocol);

/** The public parser of a format, its document without a type. */
enum awp_status awp_parse(enum awp_format format, struct awp_bytes text, struct awp_arena *arena,
                          const void **document, struct awp_fault *fault);

/** The public encoder of a format; an XML root is called `Error`. */
enum awp_status awp_encode(enum awp_format format, const struct awp_value *value,
                           struct awp_arena *arena, struct awp_bytes *text);

/** The public reading of a document by a shape. */
enum awp_status awp_value_of_document(enum awp_format format, const struct awp_shape *shape,
                                      const void *document, struct awp_arena *arena,
                                      struct awp_value *value);

/** Asks. `response` holds the body; its status and headers are a protocol's. */
enum awp_status awp_ask(const struct awp_question *question, enum awp_asking asking,
                        const struct awp_http_response *response, const void *document,
                        struct awp_arena *arena, struct awp_outcome *outcome);

#endif
