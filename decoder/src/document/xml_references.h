/* SPDX-License-Identifier: Apache-2.0 */
/* Character references that libxml2 refuses though XML has them. */
#ifndef AWP_XML_REFERENCES_H
#define AWP_XML_REFERENCES_H

#include <stddef.h>
#include <stdint.h>

/**
 * Spells hexadecimal character references that begin with five zeros or more in decimal, in their
 * place, so that every offset stays: `&#x0000000000A;` becomes `&#000000000010;`. What looks like
 * one in a CDATA section is data, and kept. A text that is no XML document does not become one.
 * Linear. `text` has a byte at least.
 */
void awp_xml_respell_references(uint8_t *text, size_t len);

#endif
