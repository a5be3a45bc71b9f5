/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 as RFC 3629 has it: the one place that knows its byte ranges. */
#ifndef AWP_UTF8_H
#define AWP_UTF8_H

#include "awsproof/bytes.h"

/**
 * How many bytes the well-formed character at the start of `bytes` has: 1 to 4; 0 where there is
 * none (overlong, surrogate, over U+10FFFF, cut short, a stray byte, or no bytes at all).
 */
size_t awp_utf8_character(struct awp_bytes bytes);

/** How many bytes at the start of `bytes` are well-formed characters of two bytes and more. */
size_t awp_utf8_beyond_ascii(struct awp_bytes bytes);

/** How many bytes at the start of `bytes` are well-formed UTF-8: all of them, or up to the fault.
 */
size_t awp_utf8_valid_prefix(struct awp_bytes bytes);

/** Writes the scalar value in UTF-8, 1 to 4 bytes; how many. */
size_t awp_utf8_encode(uint32_t scalar, uint8_t *to);

#endif
