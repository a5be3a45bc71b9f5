/* SPDX-License-Identifier: Apache-2.0 */
/* Documents cut short, and documents out of balance. */
#include "json_tokens.h"
#include "rewrites.h"
#include "xml_tokens.h"

static enum awp_variant_end cut(struct awp_rewriting *rewriting, struct awp_bytes body) {
    if (body.len < 2) {
        return AWP_VARIANT_NOTHING_THERE;
    }
    const size_t at = 1 + awp_random_below(rewriting->random, body.len - 1);
    awp_buffer_append(&rewriting->body, (struct awp_bytes){body.ptr, at});
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_json_cut(struct awp_rewriting *rewriting,
                                          const struct awp_specimen *from,
                                          struct awp_specimen *to) {
    (void)to;
    return cut(rewriting, from->body);
}

enum awp_variant_end awp_rewrite_xml_cut(struct awp_rewriting *rewriting,
                                         const struct awp_specimen *from, struct awp_specimen *to) {
    (void)to;
    return cut(rewriting, from->body);
}

/* How a token is put out of balance. */
static void write_unbalanced(struct awp_rewriting *rewriting, struct awp_bytes token) {
    switch (awp_random_below(rewriting->random, 3)) {
    case 0: /* it is gone */
        return;
    case 1: /* it is there twice */
        awp_buffer_append(&rewriting->body, token);
        awp_buffer_append(&rewriting->body, token);
        return;
    default: /* its last byte is gone */
        awp_buffer_append(&rewriting->body, (struct awp_bytes){token.ptr, token.len - 1});
    }
}

enum awp_variant_end awp_rewrite_json_unbalance(struct awp_rewriting *rewriting,
                                                const struct awp_specimen *from,
                                                struct awp_specimen *to) {
    struct awp_json_tokens tokens;
    (void)to;
    const enum awp_status status = awp_json_tokens_of(from->body, rewriting->arena, &tokens);
    awp_buffer_fail(&rewriting->body, status);
    if (status != AWP_OK) {
        return AWP_VARIANT_NOTHING_THERE;
    }
    const size_t chosen = awp_random_below(rewriting->random, tokens.count);
    for (size_t i = 0; i < tokens.count; i++) {
        if (i == chosen) {
            write_unbalanced(rewriting, tokens.items[i].text);
        } else {
            awp_buffer_append(&rewriting->body, tokens.items[i].text);
        }
    }
    return AWP_VARIANT_MADE;
}

/* The one of all tags that `left` others come before. */
static size_t tag_at(const struct awp_xml_tokens *tokens, size_t left) {
    size_t i = 0;
    for (;; i++) {
        const struct awp_xml_token *token = &tokens->items[i];
        if ((awp_xml_token_begins(token) || token->kind == AWP_XML_END) && left-- == 0) {
            return i;
        }
    }
}

static size_t count_tags(const struct awp_xml_tokens *tokens) {
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        count += awp_xml_token_begins(&tokens->items[i]) || tokens->items[i].kind == AWP_XML_END;
    }
    return count;
}

enum awp_variant_end awp_rewrite_xml_unbalance(struct awp_rewriting *rewriting,
                                               const struct awp_specimen *from,
                                               struct awp_specimen *to) {
    struct awp_xml_tokens tokens;
    (void)to;
    const enum awp_status status = awp_xml_tokens_of(from->body, rewriting->arena, &tokens);
    awp_buffer_fail(&rewriting->body, status);
    if (status != AWP_OK) {
        return AWP_VARIANT_NOTHING_THERE;
    }
    const size_t chosen = tag_at(&tokens, awp_random_below(rewriting->random, count_tags(&tokens)));
    for (size_t i = 0; i < tokens.count; i++) {
        if (i == chosen) {
            write_unbalanced(rewriting, tokens.items[i].text);
        } else {
            awp_buffer_append(&rewriting->body, tokens.items[i].text);
        }
    }
    return AWP_VARIANT_MADE;
}
