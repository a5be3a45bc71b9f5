/* SPDX-License-Identifier: Apache-2.0 */
/* The XML scan: refuses before libxml2 what it accepts too freely, or works on too long. */
#ifndef AWP_XML_SCAN_H
#define AWP_XML_SCAN_H

#include "awsproof/document.h"

/**
 * Walks the markup of `text` and refuses: bytes that are no UTF-8, U+0000 anywhere, a DOCTYPE or
 * any other declaration, a declared version that is not of 1.x, another declared encoding than
 * UTF-8, elements more than 512 deep, more than 256 attributes on one element, more than 512
 * namespace declarations in scope (SPEC X1), and elements that do not end. The rest of
 * well-formedness is libxml2's. The fault's reason is NULL where there is nothing to refuse.
 * Linear; takes no memory but the stack.
 */
struct awp_fault awp_xml_scan(struct awp_bytes text);

#endif
