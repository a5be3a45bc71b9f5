/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 with padding, in one line, as case files and testee messages carry bytes. */
#include "base64.h"

#include <nettle/base64.h>

#include "text.h"

/* A multiple of 3, so that every piece but the last is encoded without a pad. */
#define PIECE_BYTES ((size_t)3 * 4096)

size_t awp_base64_len(size_t len) { return (len + 2) / 3 * 4; }

void awp_base64_append(struct awp_buffer *out, struct awp_bytes bytes) {
    char text[BASE64_ENCODE_RAW_LENGTH(PIECE_BYTES)];
    for (size_t at = 0; at < bytes.len; at += PIECE_BYTES) {
        const size_t rest = bytes.len - at;
        const size_t len = rest < PIECE_BYTES ? rest : PIECE_BYTES;
        base64_encode_raw(text, len, bytes.ptr + at);
        awp_buffer_append(out,
                          (struct awp_bytes){(const uint8_t *)text, BASE64_ENCODE_RAW_LENGTH(len)});
    }
}

/* nettle skips white space; what the format does not allow is refused before it. */
static bool has_blank(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ') {
            return true;
        }
    }
    return false;
}

bool awp_base64_decode(struct awp_bytes text, struct awp_arena *arena, struct awp_bytes *bytes) {
    if (text.len % 4 != 0 || has_blank(text)) {
        return false;
    }
    size_t len = BASE64_DECODE_LENGTH(text.len);
    uint8_t *decoded = awp_need_block(awp_arena_allocate(arena, len));
    struct base64_decode_ctx context;
    base64_decode_init(&context);
    if (!base64_decode_update(&context, &len, decoded, text.len, (const char *)text.ptr) ||
        !base64_decode_final(&context)) {
        return false;
    }
    *bytes = (struct awp_bytes){decoded, len};
    return true;
}
