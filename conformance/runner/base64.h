/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 with padding, in one line, as case files and testee messages carry bytes. */
#ifndef AWP_RUNNER_BASE64_H
#define AWP_RUNNER_BASE64_H

#include "awsproof/buffer.h"

/** How many characters `len` bytes take. */
size_t awp_base64_len(size_t len);

/** Appends the bytes in base64, without quotes. */
void awp_base64_append(struct awp_buffer *out, struct awp_bytes bytes);

/**
 * Decodes into the arena. False where the text is not exactly what an encoder writes: white space,
 * a missing pad, spare bits that are not zero.
 */
bool awp_base64_decode(struct awp_bytes text, struct awp_arena *arena, struct awp_bytes *bytes);

#endif
