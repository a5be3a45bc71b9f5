/* SPDX-License-Identifier: Apache-2.0 */
/* An XML text under two parsers: ours, and expat with namespaces. */
#ifndef AWP_SECOND_OPINION_XML_OPINION_H
#define AWP_SECOND_OPINION_XML_OPINION_H

#include "tally.h"

/** A parser of ours, or one that is broken on purpose. */
typedef enum awp_status awp_xml_parser(struct awp_bytes text, struct awp_arena *arena,
                                       const struct awp_xml_node **root, struct awp_fault *fault);

/** Holds one text against expat, and counts what comes of it. */
void awp_xml_opinion(struct awp_tally *tally, awp_xml_parser *parser, struct awp_bytes text,
                     const struct awp_text_origin *origin);

/** The known disagreements with expat. */
const struct awp_disagreement *awp_xml_disagreements(size_t *count);

#endif
