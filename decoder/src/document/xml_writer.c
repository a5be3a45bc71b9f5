/* SPDX-License-Identifier: Apache-2.0 */
/* The XML writer: escapes, and the characters that XML 1.0 cannot hold. */
#include "document/xml_writer.h"

#include <string.h>

#include "utf8.h"

void awp_xml_write_start(struct awp_bytes name, struct awp_buffer *out) {
    awp_buffer_append_string(out, "<");
    awp_buffer_append(out, name);
    awp_buffer_append_string(out, ">");
}

void awp_xml_write_end(struct awp_bytes name, struct awp_buffer *out) {
    awp_buffer_append_string(out, "</");
    awp_buffer_append(out, name);
    awp_buffer_append_string(out, ">");
}

/* XML 1.0, production 2, of a character that is well-formed UTF-8. */
static bool is_xml_character(struct awp_bytes character) {
    const uint8_t first = character.ptr[0];
    if (first < 0x20) {
        return first == '\t' || first == '\n' || first == '\r';
    }
    return character.len != 3 || (memcmp(character.ptr, "\xEF\xBF\xBE", 3) != 0 &&
                                  memcmp(character.ptr, "\xEF\xBF\xBF", 3) != 0);
}

void awp_xml_write_text(struct awp_bytes text, struct awp_buffer *out) {
    static const char *const references[256] = {
        ['<'] = "&lt;", ['&'] = "&amp;", ['>'] = "&gt;", ['\r'] = "&#13;"};
    size_t plain_from = 0;
    if (text.len == 0) { /* there may be no pointer to count from */
        return;
    }
    for (size_t at = 0; at < text.len;) {
        struct awp_bytes character = {text.ptr + at, text.len - at};
        character.len = awp_utf8_character(character);
        if (character.len == 0 || !is_xml_character(character)) {
            awp_buffer_fail(out, AWP_NOT_REPRESENTABLE);
            return;
        }
        const char *reference = references[character.ptr[0]];
        if (reference != NULL) {
            awp_buffer_append(out, (struct awp_bytes){text.ptr + plain_from, at - plain_from});
            awp_buffer_append_string(out, reference);
            plain_from = at + 1;
        }
        at += character.len;
    }
    awp_buffer_append(out, (struct awp_bytes){text.ptr + plain_from, text.len - plain_from});
}
