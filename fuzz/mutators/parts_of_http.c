/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes -> the tree of what looks like a response of HTTP: a status, headers, a body. */
#include <string.h>

#include "parts.h"

static size_t end_of_line(struct awp_bytes text, size_t at) {
    const uint8_t *found = memchr(text.ptr + at, '\n', text.len - at);
    return found == NULL ? text.len : (size_t)(found - text.ptr) + 1;
}

/* The line's length without what ends it. */
static size_t line_text(struct awp_bytes text, size_t at, size_t end) {
    if (end > at && text.ptr[end - 1] == '\n') {
        end--;
        end -= end > at && text.ptr[end - 1] == '\r' ? 1 : 0;
    }
    return end - at;
}

static void take_header(struct awp_bytes text, size_t at, size_t end, struct awp_parts *tree) {
    if (!awp_parts_open(tree, AWP_NODE_HEADER, at)) {
        return;
    }
    const size_t last = at + line_text(text, at, end);
    const uint8_t *colon = memchr(text.ptr + at, ':', last - at);
    if (colon != NULL) {
        size_t value = (size_t)(colon - text.ptr) + 1;
        awp_parts_add(tree, AWP_NODE_HEADER_NAME, at, value - 1);
        value += value < last && text.ptr[value] == ' ' ? 1 : 0;
        awp_parts_add(tree, AWP_NODE_HEADER_VALUE, value, last);
    }
    awp_parts_close(tree, end);
}

void awp_parts_of_http(struct awp_bytes text, struct awp_parts *tree) {
    if (!awp_parts_begin(tree, text) || text.len == 0) {
        return;
    }
    size_t at = end_of_line(text, 0);
    awp_parts_add(tree, AWP_NODE_STATUS_LINE, 0, at);
    while (at < text.len) {
        const size_t end = end_of_line(text, at);
        if (line_text(text, at, end) == 0) {
            awp_parts_add(tree, AWP_NODE_EMPTY_LINE, at, end);
            awp_parts_add(tree, AWP_NODE_BODY, end, text.len);
            break;
        }
        take_header(text, at, end, tree);
        at = end;
    }
    awp_parts_end(tree);
}
