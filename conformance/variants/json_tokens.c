/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON document as its tokens, the white space between them left out. */
#include "json_tokens.h"

#include <string.h>

#include "scalar.h"

static bool is_blank(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_mark(uint8_t byte) { return byte != 0 && strchr("{}[],:", byte) != NULL; }

/* The length of the token that the text begins with; the text is a document, so it ends well. */
static size_t token_length(struct awp_bytes text) {
    size_t at = 1;
    if (is_mark(text.ptr[0])) {
        return 1;
    }
    if (text.ptr[0] != '"') {
        while (at < text.len && !is_blank(text.ptr[at]) && !is_mark(text.ptr[at])) {
            at++;
        }
        return at;
    }
    while (text.ptr[at] != '"') {
        at += text.ptr[at] == '\\' ? 2 : 1;
    }
    return at + 1;
}

static void mark_name(struct awp_json_tokens *tokens) {
    if (tokens->count > 0) {
        tokens->items[tokens->count - 1].is_name = true;
    }
}

static void add(struct awp_json_tokens *tokens, struct awp_bytes text, size_t *depth) {
    const char mark = (char)text.ptr[0];
    if (mark == ':') {
        mark_name(tokens);
    }
    if (mark == '}' || mark == ']') {
        --*depth;
    }
    tokens->items[tokens->count++] = (struct awp_json_token){.text = text, .depth = *depth};
    if (mark == '{' || mark == '[') {
        ++*depth;
    }
}

enum awp_status awp_json_tokens_of(struct awp_bytes text, struct awp_arena *arena,
                                   struct awp_json_tokens *tokens) {
    size_t depth = 0;
    *tokens = (struct awp_json_tokens){0};
    tokens->items = awp_arena_allocate_array(arena, text.len, sizeof(*tokens->items));
    if (tokens->items == NULL) {
        return awp_arena_status(arena);
    }
    while (text.len > 0) {
        const size_t length = is_blank(text.ptr[0]) ? 1 : token_length(text);
        if (!is_blank(text.ptr[0])) {
            add(tokens, (struct awp_bytes){text.ptr, length}, &depth);
        }
        text = (struct awp_bytes){text.ptr + length, text.len - length};
    }
    return AWP_OK;
}

char awp_json_token_mark(const struct awp_json_token *token) { return (char)token->text.ptr[0]; }

size_t awp_json_tokens_skip(const struct awp_json_tokens *tokens, size_t value) {
    const char mark = awp_json_token_mark(&tokens->items[value]);
    size_t at = value + 1;
    if (mark != '{' && mark != '[') {
        return at;
    }
    while (tokens->items[at].depth > tokens->items[value].depth) {
        at++;
    }
    return at + 1;
}

static uint32_t hex(const uint8_t *digits) {
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        const uint8_t lower = digits[i] | 0x20;
        unit = unit << 4 | (uint32_t)(lower >= 'a' ? lower - 'a' + 10 : lower - '0');
    }
    return unit;
}

/* The scalar of the escape at `text`, and its length. */
static uint32_t unescape(const uint8_t *text, size_t *length) {
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    const char *letter = strchr(letters, text[1]);
    *length = 2;
    if (text[1] != 'u') {
        return letter == NULL ? text[1] : (uint32_t)meanings[letter - letters];
    }
    const uint32_t unit = hex(text + 2);
    *length = 6;
    if (unit < 0xD800 || unit > 0xDFFF) {
        return unit;
    }
    *length = 12;
    return 0x10000 + ((unit - 0xD800) << 10) + (hex(text + 8) - 0xDC00);
}

struct awp_json_character awp_json_character_take(struct awp_bytes *inside) {
    struct awp_json_character character = {.text = {inside->ptr, 0}};
    if (inside->ptr[0] == '\\') {
        character.scalar = unescape(inside->ptr, &character.text.len);
    } else {
        character.scalar = awp_scalar_read(*inside, &character.text.len);
    }
    inside->ptr += character.text.len;
    inside->len -= character.text.len;
    return character;
}

struct awp_bytes awp_json_token_inside(const struct awp_json_token *token) {
    return (struct awp_bytes){token->text.ptr + 1, token->text.len - 2};
}

void awp_json_token_unescape(const struct awp_json_token *token, struct awp_buffer *out) {
    struct awp_bytes inside = awp_json_token_inside(token);
    while (inside.len > 0) {
        awp_scalar_append(awp_json_character_take(&inside).scalar, out);
    }
}
