/* SPDX-License-Identifier: Apache-2.0 */
/* What the XML protocols have in common (X1-X6), and the three places where they differ. */
#ifndef AWP_XML_ENVELOPE_H
#define AWP_XML_ENVELOPE_H

#include "awsproof/protocol.h"

/** Where an XML protocol keeps what it carries. */
struct awp_xml_envelope {
    /** X2: the error element of a document with this root, or NULL. */
    const struct awp_xml_node *(*error)(const struct awp_xml_node *root);
    /** X6: the element whose children are the output's members, or NULL. */
    const struct awp_xml_node *(*result)(const struct awp_xml_node *root,
                                         const struct awp_operation *operation);
    /** X4: whether codes are compared with awsQueryError's code where the model has one. */
    bool has_query_codes;
};

/** X2 for restXml and awsQuery: the root `Error`, or the first `Error` in a root `ErrorResponse`.
 */
const struct awp_xml_node *awp_xml_error_of_error_response(const struct awp_xml_node *root);

/** X6 for restXml and ec2Query: the root, whatever its name. */
const struct awp_xml_node *awp_xml_result_is_root(const struct awp_xml_node *root,
                                                  const struct awp_operation *operation);

/** Decodes a response in this envelope; as awp_response_decode. */
AWP_MUST_USE enum awp_status awp_xml_envelope_decode(const struct awp_xml_envelope *envelope,
                                                     const struct awp_operation *operation,
                                                     const struct awp_http_response *response,
                                                     struct awp_arena *arena,
                                                     struct awp_outcome *outcome);

#endif
