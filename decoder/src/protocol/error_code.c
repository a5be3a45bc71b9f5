/* SPDX-License-Identifier: Apache-2.0 */
/* The discriminator of restJson1 errors: its sources in order, and its cleaning. */
#include "protocol/error_code.h"

#include <string.h>

static struct awp_bytes trim(struct awp_bytes text) {
    while (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t')) {
        text.len--;
    }
    return text;
}

/* What precedes the first `mark`; all where there is none. */
static struct awp_bytes before(struct awp_bytes text, char mark) {
    const uint8_t *found = text.len == 0 ? NULL : memchr(text.ptr, mark, text.len);
    return found == NULL ? text : (struct awp_bytes){text.ptr, (size_t)(found - text.ptr)};
}

/* What follows the first `mark`; all where there is none. */
static struct awp_bytes after(struct awp_bytes text, char mark) {
    const struct awp_bytes head = before(text, mark);
    if (head.len == text.len) {
        return text;
    }
    return (struct awp_bytes){text.ptr + head.len + 1, text.len - head.len - 1};
}

/* R6: "ns#Name:http://..." is Name. A candidate that ends empty is passed over. */
static struct awp_optional_bytes sanitise(struct awp_bytes candidate) {
    const struct awp_bytes code = trim(after(before(trim(candidate), ':'), '#'));
    return (struct awp_optional_bytes){.present = code.len > 0, .bytes = code};
}

/*
 * R5, R6: repeated headers count as their values joined by commas, of which what precedes the first
 * comma is looked at: so the first header's; and one that is no UTF-8 spoils the whole.
 */
static struct awp_optional_bytes code_of_headers(const struct awp_http_response *response) {
    struct awp_optional_bytes code = {0};
    bool found = false;
    for (size_t i = 0; i < response->header_count; i++) {
        const struct awp_header *header = &response->headers[i];
        if (!awp_bytes_equal_ascii_case(header->name, AWP_BYTES("x-amzn-errortype"))) {
            continue;
        }
        if (!awp_bytes_is_utf8(header->value)) {
            return (struct awp_optional_bytes){0};
        }
        if (!found) {
            code = sanitise(before(header->value, ','));
        }
        found = true;
    }
    return code;
}

/* R5: a member counts if the last of its name (R4) is a string. */
static enum awp_status code_of_member(const struct awp_json_node *root, struct awp_bytes name,
                                      struct awp_arena *arena, struct awp_optional_bytes *code) {
    const struct awp_json_node *member = awp_json_member(root, name);
    if (member == NULL || awp_json_kind(member) != AWP_JSON_STRING) {
        return AWP_OK;
    }
    struct awp_bytes text;
    AWP_GUARD(awp_json_string(member, arena, &text));
    *code = sanitise(text);
    return AWP_OK;
}

enum awp_status awp_json_error_code(const struct awp_http_response *response,
                                    const struct awp_json_node *root, struct awp_arena *arena,
                                    struct awp_optional_bytes *code) {
    *code = code_of_headers(response);
    if (!code->present && root != NULL) {
        AWP_GUARD(code_of_member(root, AWP_BYTES("code"), arena, code));
    }
    if (!code->present && root != NULL) {
        AWP_GUARD(code_of_member(root, AWP_BYTES("__type"), arena, code));
    }
    return AWP_OK;
}
