/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of variant. */
#include "rewrites.h"

static const struct awp_variant_kind kinds[] = {
    {"json-white-space", "other white space between the tokens, and around them", "R3.2",
     AWP_VARIANT_OF_JSON, false, awp_rewrite_json_space},
    {"json-member-order", "members in another order, where no name comes twice", "R4.1 R4.2",
     AWP_VARIANT_OF_JSON, false, awp_rewrite_json_order},
    {"json-unicode-escapes", "characters of strings and names as \\u escapes", "R3.4 R4.2",
     AWP_VARIANT_OF_JSON, false, awp_rewrite_json_unicode},
    {"json-solidus", "/ as \\/, and \\/ as /", "R3.1", AWP_VARIANT_OF_JSON, false,
     awp_rewrite_json_solidus},
    {"json-plain-characters", "escapes as the characters themselves, where those may stand", "R3.4",
     AWP_VARIANT_OF_JSON, false, awp_rewrite_json_plain},
    {"json-unknown-member", "one more member that the shape does not have", "R4.3 R5.3",
     AWP_VARIANT_OF_JSON, false, awp_rewrite_json_unknown},
    {"xml-white-space", "other white space inside tags", "X1.1", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_space},
    {"xml-indent", "white space between elements, and around the root", "X1.6 X3.5",
     AWP_VARIANT_OF_XML, false, awp_rewrite_xml_indent},
    {"xml-attributes", "attributes in another order, in other quotes, and one more", "X1.7",
     AWP_VARIANT_OF_XML, false, awp_rewrite_xml_attributes},
    {"xml-prefixes", "a namespace prefix on every element that has none", "X1.7",
     AWP_VARIANT_OF_XML, false, awp_rewrite_xml_prefixes},
    {"xml-empty-tags", "<a/> as <a></a>, and <a></a> as <a/>", "X3.1", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_empty},
    {"xml-remarks", "comments and processing instructions, inside text too", "X1.6 X3.1",
     AWP_VARIANT_OF_XML, false, awp_rewrite_xml_remarks},
    {"xml-references", "characters of text as references", "X1.4", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_references},
    {"xml-cdata", "text as CDATA, and CDATA as text", "X3.1", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_cdata},
    {"xml-chunks", "text in many pieces, CDATA and plain", "X3.1", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_chunks},
    {"xml-prolog", "a byte order mark and an XML declaration", "X1.2", AWP_VARIANT_OF_XML, false,
     awp_rewrite_xml_prolog},
    {"header-case", "names of headers in other letter case", "R5.1", AWP_VARIANT_OF_HEADERS, false,
     awp_rewrite_header_case},
    {"header-order", "headers of different names in another order", "R1.1 R6.2",
     AWP_VARIANT_OF_HEADERS, false, awp_rewrite_header_order},
    {"header-unrelated", "one more header that means nothing here", "R8.1", AWP_VARIANT_OF_HEADERS,
     false, awp_rewrite_header_unrelated},
    {"code-decoration", "ns#Code:uri in place of a plain code", "R6.1", AWP_VARIANT_OF_CODE, false,
     awp_rewrite_code},
    {"json-truncated", "a JSON document that ends too early", "R10.2 R12.2", AWP_VARIANT_OF_JSON,
     true, awp_rewrite_json_cut},
    {"json-unbalanced", "a JSON document with a token too many, or too few", "R10.2 R12.2",
     AWP_VARIANT_OF_JSON, true, awp_rewrite_json_unbalance},
    {"xml-truncated", "an XML document that ends too early", "X4.1 X6.3", AWP_VARIANT_OF_XML, true,
     awp_rewrite_xml_cut},
    {"xml-unbalanced", "an XML document with a tag too many, or too few", "X4.1 X6.3",
     AWP_VARIANT_OF_XML, true, awp_rewrite_xml_unbalance},
};

const struct awp_variant_kind *awp_variant_kinds(size_t *count) {
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}

const struct awp_variant_kind *awp_variant_kind_find(struct awp_bytes name) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (awp_bytes_equal(awp_bytes_of_string(kinds[i].name), name)) {
            return &kinds[i];
        }
    }
    return NULL;
}
