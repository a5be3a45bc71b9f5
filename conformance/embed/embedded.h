/* SPDX-License-Identifier: Apache-2.0 */
/* The case files that the binary carries inside. */
#ifndef AWP_EMBEDDED_H
#define AWP_EMBEDDED_H

#include "awsproof/bytes.h"

/** How many files there are, in the order of their names. */
size_t awp_embedded_count(void);

/** The i-th file's path below conformance/cases: "json-size.json". */
const char *awp_embedded_name(size_t i);

/** Its bytes. */
struct awp_bytes awp_embedded_text(size_t i);

#endif
