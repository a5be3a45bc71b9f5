/* SPDX-License-Identifier: Apache-2.0 */
/* Writing XML: tags and character data, as every encoder to XML needs them. */
#ifndef AWP_XML_WRITER_H
#define AWP_XML_WRITER_H

#include "awsproof/buffer.h"

/** Appends `<name>`. */
void awp_xml_write_start(struct awp_bytes name, struct awp_buffer *out);

/** Appends `</name>`. */
void awp_xml_write_end(struct awp_bytes name, struct awp_buffer *out);

/**
 * Appends character data that a parser gives back unchanged: `<` `&` `>` and CR as references (a
 * raw CR would come back as LF). Bytes that are no UTF-8, and characters that XML 1.0 does not have
 * (U+0000, most controls, U+FFFE, U+FFFF), set AWP_NOT_REPRESENTABLE.
 */
void awp_xml_write_text(struct awp_bytes text, struct awp_buffer *out);

#endif
