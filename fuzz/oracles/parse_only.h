/* SPDX-License-Identifier: Apache-2.0 */
/* A body parsed and nothing else. */
#ifndef AWSPROOF_FUZZ_PARSE_ONLY_H
#define AWSPROOF_FUZZ_PARSE_ONLY_H

#include "document_tree.h"

/** Parses an exact-size copy of the input, in an arena that is kept; no oracle looks at it. */
void awp_parse_only(enum awp_format format, struct awp_bytes input);

#endif
