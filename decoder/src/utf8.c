/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: RFC 3629, section 4. */
#include "utf8.h"

#include <endian.h>
#include <string.h>

/*
 * UTF8-char: 00-7F
 *          | C2-DF tail
 *          | E0 A0-BF tail      | E1-EC tail tail      | ED 80-9F tail | EE-EF tail tail
 *          | F0 90-BF tail tail | F1-F3 tail tail tail | F4 80-8F tail tail
 * tail:      80-BF
 */

/* The first four bytes, the first one lowest; zeros, which are no tails, where there are fewer. */
static uint32_t first_four(struct awp_bytes bytes) {
    uint32_t four = 0;
    if (bytes.len >= sizeof four) {
        memcpy(&four, bytes.ptr, sizeof four);
    } else if (bytes.len != 0) { /* there may be no pointer to copy from */
        memcpy(&four, bytes.ptr, bytes.len);
    }
    return le32toh(four);
}

/* Whether a character of so many bytes begins the word. */
static inline bool is_two(uint32_t four) {
    return (four & 0xC0E0) == 0x80C0 && (four & 0x1E) != 0; /* no C0, C1 */
}

static inline bool is_three(uint32_t four) {
    const uint32_t lead_and_second = four & 0x200F;
    return (four & 0xC0C0F0) == 0x8080E0 && lead_and_second != 0 && /* no E0 80-9F */
           lead_and_second != 0x200D;                               /* no ED A0-BF */
}

static inline bool is_four(uint32_t four) {
    const bool is_overlong = (four & 0x3007) == 0;                   /* F0 80-8F */
    const bool is_over = (four & 0x04) != 0 && (four & 0x3003) != 0; /* F4 90-BF, F5-F7 */
    return (four & 0xC0C0C0F8) == 0x808080F0 && !is_overlong && !is_over;
}

size_t awp_utf8_character(struct awp_bytes bytes) {
    const uint32_t four = first_four(bytes);
    if (bytes.len == 0) {
        return 0;
    }
    if ((four & 0x80) == 0) {
        return 1;
    }
    return is_two(four) ? 2 : is_three(four) ? 3 : is_four(four) ? 4 : 0;
}

size_t awp_utf8_beyond_ascii(struct awp_bytes bytes) {
    size_t at = 0;
    while (at < bytes.len) {
        const uint32_t four = first_four((struct awp_bytes){bytes.ptr + at, bytes.len - at});
        if (is_two(four)) {
            at += 2;
        } else if (is_three(four)) {
            at += 3;
        } else if (is_four(four)) {
            at += 4;
        } else {
            break;
        }
    }
    return at;
}

/* How many bytes at the start are ASCII. */
static size_t ascii_run(struct awp_bytes bytes) {
    size_t at = 0;
    for (uint64_t eight; bytes.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes.ptr + at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
    }
    while (at < bytes.len && bytes.ptr[at] < 0x80) {
        at++;
    }
    return at;
}

size_t awp_utf8_valid_prefix(struct awp_bytes bytes) {
    size_t at = 0;
    while (at < bytes.len) {
        at += ascii_run((struct awp_bytes){bytes.ptr + at, bytes.len - at});
        const size_t more =
            awp_utf8_beyond_ascii((struct awp_bytes){bytes.ptr + at, bytes.len - at});
        if (more == 0) {
            break;
        }
        at += more;
    }
    return at;
}

size_t awp_utf8_encode(uint32_t scalar, uint8_t *to) {
    const size_t length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    static const uint8_t lead_bits[] = {[1] = 0, [2] = 0xC0, [3] = 0xE0, [4] = 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        to[i] = (uint8_t)(0x80 | (scalar & 0x3F));
        scalar >>= 6;
    }
    to[0] = (uint8_t)(lead_bits[length] | scalar);
    return length;
}
