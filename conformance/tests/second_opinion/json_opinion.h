/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text under two parsers: ours, and jansson's. */
#ifndef AWP_SECOND_OPINION_JSON_OPINION_H
#define AWP_SECOND_OPINION_JSON_OPINION_H

#include "tally.h"

/** A parser of ours, or one that is broken on purpose. */
typedef enum awp_status awp_json_parser(struct awp_bytes text, struct awp_arena *arena,
                                        const struct awp_json_node **root, struct awp_fault *fault);

/** Holds one text against jansson, and counts what comes of it. */
void awp_json_opinion(struct awp_tally *tally, awp_json_parser *parser, struct awp_bytes text,
                      const struct awp_text_origin *origin);

/** The known disagreements with jansson. */
const struct awp_disagreement *awp_json_disagreements(size_t *count);

#endif
