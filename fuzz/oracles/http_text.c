/* SPDX-License-Identifier: Apache-2.0 */
/* A text -> status, headers and body, whatever the text is. */
#include "http_text.h"

#include <string.h>

enum { DEFAULT_STATUS = 500, STATUS_BOUND = 1000000 };

/* Takes a line with its end from the text; what is left without its end is the line. */
static struct awp_bytes take_line(struct awp_bytes *text) {
    const uint8_t *end = text->len == 0 ? NULL : memchr(text->ptr, '\n', text->len);
    struct awp_bytes line = *text;
    if (end == NULL) {
        *text = (struct awp_bytes){text->ptr + text->len, 0};
    } else {
        line.len = (size_t)(end - text->ptr);
        *text = (struct awp_bytes){end + 1, text->len - line.len - 1};
    }
    if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
        line.len--;
    }
    return line;
}

static bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }
static bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\t'; }

static unsigned status_of(struct awp_bytes line) {
    size_t at = 0;
    if (line.len > 0 && !is_digit(line.ptr[0])) {
        while (at < line.len && !is_blank(line.ptr[at])) {
            at++;
        }
        while (at < line.len && !is_digit(line.ptr[at])) {
            at++;
        }
    }
    if (at == line.len) {
        return DEFAULT_STATUS;
    }
    unsigned status = 0;
    for (; at < line.len && is_digit(line.ptr[at]); at++) {
        status = (status * 10 + (unsigned)(line.ptr[at] - '0')) % STATUS_BOUND;
    }
    return status;
}

static struct awp_header header_of(struct awp_bytes line) {
    const uint8_t *colon = memchr(line.ptr, ':', line.len);
    if (colon == NULL) {
        return (struct awp_header){.name = line, .value = AWP_BYTES("")};
    }
    const size_t len = (size_t)(colon - line.ptr);
    struct awp_bytes value = {colon + 1, line.len - len - 1};
    while (value.len > 0 && is_blank(value.ptr[0])) {
        value = (struct awp_bytes){value.ptr + 1, value.len - 1};
    }
    while (value.len > 0 && is_blank(value.ptr[value.len - 1])) {
        value.len--;
    }
    return (struct awp_header){.name = {line.ptr, len}, .value = value};
}

void awp_http_text_read(struct awp_bytes text, struct awp_http_text *http) {
    http->response = (struct awp_http_response){.headers = http->headers};
    http->response.status = status_of(take_line(&text));
    while (text.len > 0) {
        const struct awp_bytes line = take_line(&text);
        if (line.len == 0) {
            break;
        }
        if (http->response.header_count < AWP_FUZZ_MAX_HEADERS) {
            http->headers[http->response.header_count++] = header_of(line);
        }
    }
    http->response.body = text;
}
