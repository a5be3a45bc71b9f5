/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes -> the tree of what looks like JSON in them. */
#include "parts.h"

struct reader {
    struct awp_bytes text;
    size_t at;
    size_t token_end; /* of the last token */
    struct awp_parts *tree;
};

static bool is_space(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_structure(uint8_t byte) {
    return byte == '{' || byte == '}' || byte == '[' || byte == ']' || byte == ':' || byte == ',';
}

static size_t after_space(const struct reader *reader, size_t at) {
    while (at < reader->text.len && is_space(reader->text.ptr[at])) {
        at++;
    }
    return at;
}

/* Where the string that begins at `at` ends: behind its quote, or with the text. */
static size_t end_of_string(const struct reader *reader, size_t at) {
    const struct awp_bytes text = reader->text;
    for (at++; at < text.len; at++) {
        if (text.ptr[at] == '"') {
            return at + 1;
        }
        if (text.ptr[at] == '\\' && at + 1 < text.len) {
            at++;
        }
    }
    return text.len;
}

static size_t end_of_word(const struct reader *reader, size_t at) {
    const struct awp_bytes text = reader->text;
    for (at++; at < text.len; at++) {
        if (is_space(text.ptr[at]) || is_structure(text.ptr[at]) || text.ptr[at] == '"') {
            break;
        }
    }
    return at;
}

static enum awp_node_kind open_kind(const struct reader *reader) {
    return awp_parts_kind(reader->tree, reader->tree->open);
}

/* A member has one value. */
static void value_ended(struct reader *reader, size_t end) {
    if (open_kind(reader) == AWP_NODE_MEMBER) {
        awp_parts_close(reader->tree, end);
    }
}

static void take_scalar(struct reader *reader, enum awp_node_kind kind, size_t end) {
    awp_parts_add(reader->tree, kind, reader->at, end);
    value_ended(reader, end);
    reader->at = end;
}

static void take_string(struct reader *reader) {
    const size_t end = end_of_string(reader, reader->at);
    const size_t colon = after_space(reader, end);
    if (open_kind(reader) == AWP_NODE_OBJECT && colon < reader->text.len &&
        reader->text.ptr[colon] == ':' &&
        awp_parts_open(reader->tree, AWP_NODE_MEMBER, reader->at)) {
        awp_parts_add(reader->tree, AWP_NODE_NAME, reader->at, end);
        reader->at = colon + 1;
        return;
    }
    take_scalar(reader, AWP_NODE_STRING, end);
}

/* A closing bracket closes what is open, of whichever kind. */
static void take_close(struct reader *reader) {
    value_ended(reader, reader->token_end);
    reader->at++;
    awp_parts_close(reader->tree, reader->at);
    value_ended(reader, reader->at);
}

static void take_token(struct reader *reader) {
    const uint8_t byte = reader->text.ptr[reader->at];
    switch (byte) {
    case '{':
    case '[':
        awp_parts_open(reader->tree, byte == '{' ? AWP_NODE_OBJECT : AWP_NODE_ARRAY, reader->at);
        reader->at++;
        return;
    case '}':
    case ']':
        take_close(reader);
        return;
    case ',':
        value_ended(reader, reader->token_end);
        reader->at++;
        return;
    case ':':
        reader->at++;
        return;
    case '"':
        take_string(reader);
        return;
    default:
        take_scalar(reader,
                    byte == '-' || (byte >= '0' && byte <= '9') ? AWP_NODE_NUMBER : AWP_NODE_WORD,
                    end_of_word(reader, reader->at));
    }
}

void awp_parts_of_json(struct awp_bytes text, struct awp_parts *tree) {
    struct reader reader = {.text = text, .tree = tree};
    if (!awp_parts_begin(tree, text)) {
        return;
    }
    while (tree->count < tree->capacity) {
        reader.at = after_space(&reader, reader.at);
        if (reader.at >= text.len) {
            break;
        }
        take_token(&reader);
        reader.token_end = reader.at;
    }
    awp_parts_end(tree);
}
