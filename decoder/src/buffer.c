/* SPDX-License-Identifier: Apache-2.0 */
/* The growing text: doubling in the arena, and JSON's string escapes. */
#include "awsproof/buffer.h"

#include <string.h>

#include "utf8.h"

void awp_buffer_fail(struct awp_buffer *buffer, enum awp_status status) {
    if (buffer->status == AWP_OK) {
        buffer->status = status;
    }
}

/* Makes room for `more` bytes. The outgrown block stays in the arena: in all at most once the text.
 */
static bool reserve(struct awp_buffer *buffer, size_t more) {
    if (buffer->status != AWP_OK) {
        return false;
    }
    if (more <= buffer->capacity - buffer->len) {
        return true;
    }
    size_t capacity = buffer->capacity < 64 ? 128 : buffer->capacity * 2;
    if (capacity < buffer->len + more) {
        capacity = buffer->len + more;
    }
    uint8_t *data = awp_arena_allocate(buffer->arena, capacity);
    if (data == NULL) {
        buffer->status = awp_arena_status(buffer->arena);
        return false;
    }
    if (buffer->len != 0) {
        memcpy(data, buffer->data, buffer->len);
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void awp_buffer_append(struct awp_buffer *buffer, struct awp_bytes bytes) {
    if (bytes.len == 0 || !reserve(buffer, bytes.len)) {
        return;
    }
    memcpy(buffer->data + buffer->len, bytes.ptr, bytes.len);
    buffer->len += bytes.len;
}

void awp_buffer_append_string(struct awp_buffer *buffer, const char *string) {
    awp_buffer_append(buffer, awp_bytes_of_string(string));
}

/* RFC 8259, section 7: only the quote, the backslash and U+0000..U+001F must be escaped. */
static bool must_escape(uint8_t byte) { return byte < 0x20 || byte == '"' || byte == '\\'; }

static void append_escape(struct awp_buffer *buffer, uint8_t byte) {
    static const char short_escapes[256] = {['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
                                            ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't'};
    static const char hex[] = "0123456789abcdef";
    if (short_escapes[byte] != 0) {
        const uint8_t text[2] = {'\\', (uint8_t)short_escapes[byte]};
        awp_buffer_append(buffer, (struct awp_bytes){text, sizeof text});
        return;
    }
    const uint8_t text[6] = {'\\', 'u', '0', '0', (uint8_t)hex[byte >> 4], (uint8_t)hex[byte & 15]};
    awp_buffer_append(buffer, (struct awp_bytes){text, sizeof text});
}

void awp_buffer_append_json_string(struct awp_buffer *buffer, struct awp_bytes text) {
    if (!awp_bytes_is_utf8(text)) {
        awp_buffer_fail(buffer, AWP_NOT_REPRESENTABLE);
        return;
    }
    if (text.len == 0) { /* there may be no pointer to count from */
        awp_buffer_append_string(buffer, "\"\"");
        return;
    }
    awp_buffer_append_string(buffer, "\"");
    size_t plain_from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (must_escape(text.ptr[i])) {
            awp_buffer_append(buffer, (struct awp_bytes){text.ptr + plain_from, i - plain_from});
            append_escape(buffer, text.ptr[i]);
            plain_from = i + 1;
        }
    }
    awp_buffer_append(buffer, (struct awp_bytes){text.ptr + plain_from, text.len - plain_from});
    awp_buffer_append_string(buffer, "\"");
}

enum awp_status awp_buffer_finish(struct awp_buffer *buffer, struct awp_bytes *text) {
    AWP_GUARD(buffer->status);
    *text = (struct awp_bytes){buffer->data, buffer->len};
    return AWP_OK;
}
