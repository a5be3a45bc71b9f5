/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON document as its tokens, the white space between them left out. */
#ifndef AWP_VARIANTS_JSON_TOKENS_H
#define AWP_VARIANTS_JSON_TOKENS_H

#include "awsproof/arena.h"
#include "awsproof/buffer.h"

/** A token: its bytes, of which the first says what it is. */
struct awp_json_token {
    struct awp_bytes text; /* a string with its quotes */
    size_t depth;          /* how many arrays and objects are open around it */
    bool is_name;          /* a string that is a member's name */
};

struct awp_json_tokens {
    struct awp_json_token *items;
    size_t count;
};

/** The tokens of a text that awp_json_parse accepts. They point into the text. */
AWP_MUST_USE enum awp_status awp_json_tokens_of(struct awp_bytes text, struct awp_arena *arena,
                                                struct awp_json_tokens *tokens);

/** What a token is: its first byte. */
char awp_json_token_mark(const struct awp_json_token *token);

/** The index behind the value that begins at a token. */
size_t awp_json_tokens_skip(const struct awp_json_tokens *tokens, size_t value);

/** A character of a string as it is written. */
struct awp_json_character {
    uint32_t scalar;
    struct awp_bytes text; /* one character, one escape, or a pair of escapes */
};

/** Takes the next character from the inside of a string (no quotes), which is not empty. */
struct awp_json_character awp_json_character_take(struct awp_bytes *inside);

/** What is between a string's quotes. */
struct awp_bytes awp_json_token_inside(const struct awp_json_token *token);

/** Appends the text that a string stands for, in UTF-8. */
void awp_json_token_unescape(const struct awp_json_token *token, struct awp_buffer *out);

#endif
