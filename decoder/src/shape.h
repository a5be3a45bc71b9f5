/* SPDX-License-Identifier: Apache-2.0 */
/* A member's name on the wire, by format. */
#ifndef AWP_SHAPE_H
#define AWP_SHAPE_H

#include "awsproof/shape.h"

/** The member's name in JSON: its jsonName, else its own. */
struct awp_bytes awp_member_json_name(const struct awp_member *member);

/** The member's element name in XML: its xmlName, else its own. */
struct awp_bytes awp_member_xml_name(const struct awp_member *member);

#endif
