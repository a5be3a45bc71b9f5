/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes: the one of three that every input has, and the decoding of a body by function level. */
#ifndef AWSPROOF_OUTCOME_H
#define AWSPROOF_OUTCOME_H

#include "awsproof/value.h"

/** The three outcomes; there is no fourth (SPEC, "Outcomes"). */
enum awp_outcome_kind {
    AWP_OUTCOME_RESULT,  /* the decoded response */
    AWP_OUTCOME_MODELED, /* one of the operation's own errors, decoded */
    AWP_OUTCOME_UNKNOWN  /* Unknown_operation_error(code, raw) */
};

/** An outcome. Everything in it belongs to the arena or to the shape table, nothing to the input.
 */
struct awp_outcome {
    enum awp_outcome_kind kind;
    const struct awp_error *error; /* Modeled: the entry of the operation's list; else NULL */
    struct awp_value value;        /* Result, Modeled: a structure; Unknown: an empty structure */
    struct awp_bytes code;         /* Modeled: the error's name; Unknown: its code; Result: empty */
    struct awp_optional_bytes raw; /* Unknown: the exact body, absent if and only if it was empty */
};

/**
 * The four functions of the seed on a parsed document, one row each (D1-D3). They share the rest:
 * `code` is not sanitised; for the response functions it is what a document that does not decode is
 * reported as (the HTTP level passes the status). `json`, `element`: the document, NULL where there
 * is none. `source`: the bytes that it was parsed from, which become the raw text of Unknown (D5);
 * empty where the caller has only the document (raw is then written from it). No document and a
 * `source` that is not empty: the bytes are no document. No document and no source: an empty body.
 *
 * AWP_OK and `*outcome` is one of the three; otherwise AWP_NO_MEMORY, AWP_OVER_CEILING or
 * AWP_UNSUPPORTED_SHAPE, and `*outcome` is untouched. Results belong to `arena` and point into the
 * document and the table. Re-entrant.
 */
AWP_API AWP_MUST_USE enum awp_status
awp_error_of_json(const struct awp_operation *operation, struct awp_bytes code,
                  const struct awp_json_node *json, struct awp_bytes source,
                  struct awp_arena *arena, struct awp_outcome *outcome);
AWP_API AWP_MUST_USE enum awp_status
awp_error_of_xml(const struct awp_operation *operation, struct awp_bytes code,
                 const struct awp_xml_node *element, struct awp_bytes source,
                 struct awp_arena *arena, struct awp_outcome *outcome);
AWP_API AWP_MUST_USE enum awp_status
awp_response_of_json(const struct awp_operation *operation, struct awp_bytes code,
                     const struct awp_json_node *json, struct awp_bytes source,
                     struct awp_arena *arena, struct awp_outcome *outcome);
AWP_API AWP_MUST_USE enum awp_status
awp_response_of_xml(const struct awp_operation *operation, struct awp_bytes code,
                    const struct awp_xml_node *element, struct awp_bytes source,
                    struct awp_arena *arena, struct awp_outcome *outcome);

/** One of those functions on bytes: parse, then decode. Statuses as above, and AWP_TOO_LARGE. */
typedef enum awp_status awp_decode_function(const struct awp_operation *operation,
                                            struct awp_bytes code, struct awp_bytes body,
                                            struct awp_arena *arena, struct awp_outcome *outcome);

/** A function of the seed, by name. */
struct awp_function {
    struct awp_bytes name; /* "error_of_json" */
    awp_decode_function *decode;
};

/** The four functions in a constant array: error_of_json, error_of_xml, response_of_json,
 * response_of_xml. */
AWP_API const struct awp_function *awp_function_list(size_t *count);

/** The function of this name, or NULL. */
AWP_API const struct awp_function *awp_function_find(struct awp_bytes name);

/** Whether two outcomes are equal: kind, error, code, raw and value. */
AWP_API bool awp_outcome_equal(const struct awp_outcome *a, const struct awp_outcome *b);

#endif
