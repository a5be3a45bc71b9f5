/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: RFC 3629, section 4, as a table of lead bytes. */
#include "utf8.h"

#include <string.h>

/*
 * UTF8-char: 00-7F
 *          | C2-DF tail            | E0 A0-BF tail       | E1-EC tail tail | ED 80-9F tail | EE-EF
 * tail tail | F0 90-BF tail tail    | F1-F3 tail tail tail | F4 80-8F tail tail tail:      80-BF A
 * lead byte decides the length and the range of the second byte; all later ones are plain tails.
 */
struct lead {
    uint8_t length;     /* 0: no lead byte */
    uint8_t second_min; /* of the second byte */
    uint8_t second_max;
};

static struct lead lead_of(uint8_t byte) {
    static const struct {
        uint8_t first;
        uint8_t last;
        struct lead lead;
    } ranges[] = {
        {0x00, 0x7F, {1, 0, 0}},       {0xC2, 0xDF, {2, 0x80, 0xBF}}, {0xE0, 0xE0, {3, 0xA0, 0xBF}},
        {0xE1, 0xEC, {3, 0x80, 0xBF}}, {0xED, 0xED, {3, 0x80, 0x9F}}, {0xEE, 0xEF, {3, 0x80, 0xBF}},
        {0xF0, 0xF0, {4, 0x90, 0xBF}}, {0xF1, 0xF3, {4, 0x80, 0xBF}}, {0xF4, 0xF4, {4, 0x80, 0x8F}},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (byte >= ranges[i].first && byte <= ranges[i].last) {
            return ranges[i].lead;
        }
    }
    return (struct lead){0};
}

static bool is_tail(uint8_t byte) { return (byte & 0xC0) == 0x80; }

size_t awp_utf8_character(struct awp_bytes bytes) {
    if (bytes.len == 0) {
        return 0;
    }
    const struct lead lead = lead_of(bytes.ptr[0]);
    if (lead.length <= 1) {
        return lead.length;
    }
    if (lead.length > bytes.len || bytes.ptr[1] < lead.second_min ||
        bytes.ptr[1] > lead.second_max) {
        return 0;
    }
    for (size_t i = 2; i < lead.length; i++) {
        if (!is_tail(bytes.ptr[i])) {
            return 0;
        }
    }
    return lead.length;
}

size_t awp_utf8_valid_prefix(struct awp_bytes bytes) {
    size_t at = 0;
    while (at < bytes.len) {
        uint64_t eight;
        if (bytes.len - at >= sizeof eight) {
            memcpy(&eight, bytes.ptr + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const size_t length =
            awp_utf8_character((struct awp_bytes){bytes.ptr + at, bytes.len - at});
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}
