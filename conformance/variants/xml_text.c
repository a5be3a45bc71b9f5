/* SPDX-License-Identifier: Apache-2.0 */
/* XML with the text of its elements written in other ways: references, CDATA, many pieces. */
#include "rewrites.h"
#include "scalar.h"
#include "xml_tokens.h"

/* How a character is written. */
enum form { FORM_AS_IT_IS, FORM_REFERENCE, FORM_CDATA };

/* Chooses the form of a character, which stood in CDATA or not. */
typedef enum form choose_form(struct awp_random *random, bool was_cdata);

struct texts {
    struct awp_rewriting *rewriting;
    choose_form *choose;
    bool in_cdata;
    uint32_t last[2]; /* the last characters of the open CDATA: after `]]` no `>` may stand */
};

static void append_string(struct texts *texts, const char *string) {
    awp_buffer_append_string(&texts->rewriting->body, string);
}

static void set_cdata(struct texts *texts, bool in_cdata) {
    if (texts->in_cdata != in_cdata) {
        append_string(texts, in_cdata ? "<![CDATA[" : "]]>");
    }
    texts->in_cdata = in_cdata;
    texts->last[0] = texts->last[1] = 0;
}

static void write_cdata(struct texts *texts, const struct awp_xml_character *character,
                        bool is_plain) {
    if (!texts->in_cdata ||
        (character->scalar == '>' && texts->last[0] == ']' && texts->last[1] == ']')) {
        set_cdata(texts, false);
        set_cdata(texts, true);
    }
    if (is_plain) {
        awp_buffer_append(&texts->rewriting->body, character->text);
    } else {
        awp_scalar_append(character->scalar, &texts->rewriting->body);
    }
    texts->last[0] = texts->last[1];
    texts->last[1] = character->scalar;
}

static const char *named_reference(uint32_t scalar) {
    static const struct {
        uint32_t scalar;
        const char *text;
    } named[] = {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}, {'\'', "&apos;"}, {'"', "&quot;"}};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (named[i].scalar == scalar) {
            return named[i].text;
        }
    }
    return NULL;
}

static void write_reference(struct texts *texts, uint32_t scalar) {
    const char *named = named_reference(scalar);
    set_cdata(texts, false);
    if (named != NULL && awp_random_once_in(texts->rewriting->random, 2)) {
        append_string(texts, named);
        return;
    }
    const int digits = (int)awp_random_below(texts->rewriting->random, 8);
    if (awp_random_once_in(texts->rewriting->random, 2)) {
        awp_scalar_append_format(&texts->rewriting->body, "&#%0*u;", digits, (unsigned)scalar);
    } else {
        awp_scalar_append_format(&texts->rewriting->body, "&#x%0*x;", digits, (unsigned)scalar);
    }
}

/*
 * A carriage return that is meant stands as a reference alone: any other is read as a line feed.
 * `>` is not left as it is: `]]` may have come before it from somewhere else.
 */
static void write_character(struct texts *texts, const struct awp_xml_character *character,
                            bool was_cdata) {
    const bool was_reference = !was_cdata && character->text.ptr[0] == '&';
    enum form form = texts->choose(texts->rewriting->random, was_cdata);
    if (form == FORM_CDATA && was_reference && character->scalar == '\r') {
        form = FORM_REFERENCE;
    }
    if (form == FORM_AS_IT_IS && !was_reference && (was_cdata || character->scalar == '>')) {
        form = named_reference(character->scalar) != NULL ? FORM_REFERENCE : FORM_AS_IT_IS;
    }
    if (form == FORM_REFERENCE) {
        write_reference(texts, character->scalar);
    } else if (form == FORM_CDATA) {
        write_cdata(texts, character, !was_reference);
    } else {
        set_cdata(texts, false);
        awp_buffer_append(&texts->rewriting->body, character->text);
    }
}

static void write_token(struct texts *texts, const struct awp_xml_token *token) {
    const bool is_cdata = token->kind == AWP_XML_CDATA;
    struct awp_bytes data = awp_xml_token_data(token);
    while (data.len > 0) {
        const struct awp_xml_character character = awp_xml_character_take(&data, is_cdata);
        write_character(texts, &character, is_cdata);
    }
    set_cdata(texts, false);
}

static void write_document(struct awp_rewriting *rewriting, struct awp_bytes body,
                           choose_form *choose) {
    struct texts texts = {.rewriting = rewriting, .choose = choose};
    struct awp_xml_tokens tokens;
    awp_buffer_fail(&rewriting->body, awp_xml_tokens_of(body, rewriting->arena, &tokens));
    for (size_t i = 0; i < tokens.count; i++) {
        if (awp_xml_token_is_text(&tokens, &tokens.items[i])) {
            write_token(&texts, &tokens.items[i]);
        } else {
            awp_buffer_append(&rewriting->body, tokens.items[i].text);
        }
    }
}

static enum form choose_reference(struct awp_random *random, bool was_cdata) {
    if (was_cdata) {
        return FORM_CDATA;
    }
    return awp_random_once_in(random, 3) ? FORM_REFERENCE : FORM_AS_IT_IS;
}

static enum form choose_other(struct awp_random *random, bool was_cdata) {
    (void)random;
    return was_cdata ? FORM_AS_IT_IS : FORM_CDATA;
}

static enum form choose_any(struct awp_random *random, bool was_cdata) {
    (void)was_cdata;
    return awp_random_once_in(random, 2) ? FORM_CDATA : FORM_AS_IT_IS;
}

enum awp_variant_end awp_rewrite_xml_references(struct awp_rewriting *rewriting,
                                                const struct awp_specimen *from,
                                                struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, choose_reference);
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_xml_cdata(struct awp_rewriting *rewriting,
                                           const struct awp_specimen *from,
                                           struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, choose_other);
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_xml_chunks(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    (void)to;
    write_document(rewriting, from->body, choose_any);
    return AWP_VARIANT_MADE;
}
