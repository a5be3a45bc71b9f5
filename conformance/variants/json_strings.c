/* SPDX-License-Identifier: Apache-2.0 */
/* JSON with the characters of its strings and names written in other ways (R3.4, R4.2). */
#include <string.h>

#include "json_tokens.h"
#include "rewrites.h"
#include "scalar.h"

/* Writes a character, in whichever of its ways; false: it is to be left as it is. */
typedef bool write_character(struct awp_rewriting *rewriting,
                             const struct awp_json_character *character);

static void write_string(struct awp_rewriting *rewriting, const struct awp_json_token *token,
                         write_character *write) {
    struct awp_bytes inside = awp_json_token_inside(token);
    awp_buffer_append_string(&rewriting->body, "\"");
    while (inside.len > 0) {
        const struct awp_json_character character = awp_json_character_take(&inside);
        if (!write(rewriting, &character)) {
            awp_buffer_append(&rewriting->body, character.text);
        }
    }
    awp_buffer_append_string(&rewriting->body, "\"");
}

/* Everything else stays where it is, white space too. */
static void write_document(struct awp_rewriting *rewriting, struct awp_bytes body,
                           write_character *write) {
    struct awp_json_tokens tokens;
    const uint8_t *at = body.ptr;
    const enum awp_status status = awp_json_tokens_of(body, rewriting->arena, &tokens);
    awp_buffer_fail(&rewriting->body, status);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct awp_json_token *token = &tokens.items[i];
        awp_buffer_append(&rewriting->body, (struct awp_bytes){at, (size_t)(token->text.ptr - at)});
        if (awp_json_token_mark(token) == '"') {
            write_string(rewriting, token, write);
        } else {
            awp_buffer_append(&rewriting->body, token->text);
        }
        at = token->text.ptr + token->text.len;
    }
    awp_buffer_append(&rewriting->body, (struct awp_bytes){at, (size_t)(body.ptr + body.len - at)});
}

static void write_unit(struct awp_rewriting *rewriting, uint32_t unit) {
    awp_scalar_append_format(&rewriting->body,
                             awp_random_once_in(rewriting->random, 2) ? "\\u%04x" : "\\u%04X",
                             (unsigned)unit);
}

static bool write_unicode(struct awp_rewriting *rewriting,
                          const struct awp_json_character *character) {
    if (awp_random_once_in(rewriting->random, 3)) {
        return false;
    }
    if (character->scalar < 0x10000) {
        write_unit(rewriting, character->scalar);
        return true;
    }
    write_unit(rewriting, 0xD800 + ((character->scalar - 0x10000) >> 10));
    write_unit(rewriting, 0xDC00 + ((character->scalar - 0x10000) & 0x3FF));
    return true;
}

/* `\/` and `/` are one character, and each becomes the other. */
static bool write_solidus(struct awp_rewriting *rewriting,
                          const struct awp_json_character *character) {
    if (character->scalar != '/' || character->text.len > 2) {
        return false;
    }
    awp_buffer_append_string(&rewriting->body, character->text.len == 1 ? "\\/" : "/");
    return true;
}

/* What needs no escape is written as it is, and what has a short one takes that. */
static bool write_plain(struct awp_rewriting *rewriting,
                        const struct awp_json_character *character) {
    static const char needy[] = "\b\f\n\r\t\"\\";
    static const char letters[] = "bfnrt\"\\";
    const uint32_t scalar = character->scalar;
    const char *found = scalar == 0 || scalar > 0x7F ? NULL : strchr(needy, (int)scalar);
    if (found != NULL) {
        awp_scalar_append_format(&rewriting->body, "\\%c", letters[found - needy]);
        return true;
    }
    if (scalar < 0x20) {
        return false;
    }
    awp_scalar_append(scalar, &rewriting->body);
    return true;
}

enum awp_variant_end awp_rewrite_json_unicode(struct awp_rewriting *rewriting,
                                              const struct awp_specimen *from,
                                              struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, write_unicode);
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_json_solidus(struct awp_rewriting *rewriting,
                                              const struct awp_specimen *from,
                                              struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, write_solidus);
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_json_plain(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, write_plain);
    return AWP_VARIANT_MADE;
}
