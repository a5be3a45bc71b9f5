/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows in an arena, and the appending of JSON to it: how every encoder writes. */
#ifndef AWSPROOF_BUFFER_H
#define AWSPROOF_BUFFER_H

#include "awsproof/arena.h"

/**
 * A growing text. Initialise with the arena that will hold it: `struct awp_buffer out = {arena}`.
 * A failed append leaves what was there, remembers the status, and turns later appends into
 * no-ops: append freely, look once, in awp_buffer_finish.
 */
struct awp_buffer {
    struct awp_arena *arena;
    uint8_t *data;
    size_t len;
    size_t capacity;
    enum awp_status status;
};

/** Appends bytes as they are. */
AWP_API void awp_buffer_append(struct awp_buffer *buffer, struct awp_bytes bytes);

/** Appends a NUL-terminated string as it is. */
AWP_API void awp_buffer_append_string(struct awp_buffer *buffer, const char *string);

/**
 * Appends a JSON string, quotes included: `"` `\` and U+0000..U+001F escaped, the rest as it is.
 * Bytes that are no UTF-8 set AWP_NOT_REPRESENTABLE.
 */
AWP_API void awp_buffer_append_json_string(struct awp_buffer *buffer, struct awp_bytes text);

/** Sets the buffer's status, unless one is set already: for an encoder that finds it cannot go on.
 */
AWP_API void awp_buffer_fail(struct awp_buffer *buffer, enum awp_status status);

/** The text, owned by the arena, or the first status that an append met (then `*text` is
 * untouched). */
AWP_API AWP_MUST_USE enum awp_status awp_buffer_finish(struct awp_buffer *buffer,
                                                       struct awp_bytes *text);

#endif
