/* SPDX-License-Identifier: Apache-2.0 */
/* XML with its tags written in other ways: white space, attributes, prefixes, empty elements. */
#include <stdio.h>
#include <string.h>

#include "rewrites.h"
#include "xml_tokens.h"

/* A rewriting of tags: one token at a time, the rest as it is. */
struct tags {
    struct awp_rewriting *rewriting;
    struct awp_xml_tokens tokens;
    struct awp_bytes prefix; /* the new one, with its colon */
};

typedef void write_tag(struct tags *tags, size_t index);

static void append(struct tags *tags, struct awp_bytes bytes) {
    awp_buffer_append(&tags->rewriting->body, bytes);
}

static void append_string(struct tags *tags, const char *string) {
    awp_buffer_append_string(&tags->rewriting->body, string);
}

static bool is_tag(const struct awp_xml_token *token) {
    return awp_xml_token_begins(token) || token->kind == AWP_XML_END;
}

static void write_document(struct tags *tags, write_tag *write) {
    for (size_t i = 0; i < tags->tokens.count; i++) {
        if (is_tag(&tags->tokens.items[i])) {
            write(tags, i);
        } else {
            append(tags, tags->tokens.items[i].text);
        }
    }
}

static void write_blanks(struct tags *tags, size_t least) {
    static const char *const blanks[] = {" ", "\t", "\n", "\r\n", "  "};
    for (size_t left = least + awp_random_below(tags->rewriting->random, 3); left > 0; left--) {
        append_string(
            tags,
            blanks[awp_random_below(tags->rewriting->random, sizeof blanks / sizeof blanks[0])]);
    }
}

/* What a tag ends with. */
static const char *tag_close(const struct awp_xml_token *token) {
    return token->kind == AWP_XML_EMPTY ? "/>" : ">";
}

static void write_spaced(struct tags *tags, size_t index) {
    const struct awp_xml_token *token = &tags->tokens.items[index];
    struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES];
    append_string(tags, token->kind == AWP_XML_END ? "</" : "<");
    append(tags, token->name);
    const size_t count =
        token->kind == AWP_XML_END ? 0 : awp_xml_token_attributes(token, attributes);
    for (size_t i = 0; i < count; i++) {
        write_blanks(tags, 1);
        append(tags, attributes[i].name);
        write_blanks(tags, 0);
        append_string(tags, "=");
        write_blanks(tags, 0);
        append(tags, attributes[i].value);
    }
    write_blanks(tags, 0);
    append_string(tags, tag_close(token));
}

/* An attribute's value in the other quotes, where it holds none of them. */
static void write_value(struct tags *tags, struct awp_bytes value) {
    const char other = value.ptr[0] == '"' ? '\'' : '"';
    if (memchr(value.ptr, other, value.len) != NULL ||
        awp_random_once_in(tags->rewriting->random, 2)) {
        append(tags, value);
        return;
    }
    append(tags, (struct awp_bytes){(const uint8_t *)&other, 1});
    append(tags, (struct awp_bytes){value.ptr + 1, value.len - 2});
    append(tags, (struct awp_bytes){(const uint8_t *)&other, 1});
}

/* Attributes that nothing looks at. */
static const struct awp_xml_attribute added_attributes[] = {
    {AWP_BYTES_INIT("awsproof"), AWP_BYTES_INIT("\"1\"")},
    {AWP_BYTES_INIT("Code"), AWP_BYTES_INIT("\"InternalException\"")},
    {AWP_BYTES_INIT("xml:lang"), AWP_BYTES_INIT("'en'")},
    {AWP_BYTES_INIT("Message"), AWP_BYTES_INIT("'&lt;/Error>'")},
    {AWP_BYTES_INIT("type"), AWP_BYTES_INIT("\">/>\"")},
};
#define ADDED_ATTRIBUTES (sizeof added_attributes / sizeof added_attributes[0])

static bool has_attribute(const struct awp_xml_attribute *attributes, size_t count,
                          struct awp_bytes name) {
    for (size_t i = 0; i < count; i++) {
        if (awp_bytes_equal(attributes[i].name, name)) {
            return true;
        }
    }
    return false;
}

static size_t add_attribute(struct tags *tags, struct awp_xml_attribute *attributes, size_t count) {
    const struct awp_xml_attribute added =
        added_attributes[awp_random_below(tags->rewriting->random, ADDED_ATTRIBUTES)];
    if (count == AWP_XML_MAX_ATTRIBUTES || has_attribute(attributes, count, added.name)) {
        return count;
    }
    attributes[count] = added;
    return count + 1;
}

static void write_attributed(struct tags *tags, size_t index) {
    const struct awp_xml_token *token = &tags->tokens.items[index];
    struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES];
    if (token->kind == AWP_XML_END) {
        append(tags, token->text);
        return;
    }
    size_t count = awp_xml_token_attributes(token, attributes);
    count = add_attribute(tags, attributes, count);
    append_string(tags, "<");
    append(tags, token->name);
    for (; count > 0; count--) {
        const size_t chosen = awp_random_below(tags->rewriting->random, count);
        append_string(tags, " ");
        append(tags, attributes[chosen].name);
        append_string(tags, "=");
        write_value(tags, attributes[chosen].value);
        attributes[chosen] = attributes[count - 1];
    }
    append_string(tags, tag_close(token));
}

/* `<a/>` and `<a></a>` are one thing, and each becomes the other. */
static void write_emptied(struct tags *tags, size_t index) {
    const struct awp_xml_token *token = &tags->tokens.items[index];
    const struct awp_xml_token *behind = token + 1;
    const bool is_empty_pair = token->kind == AWP_XML_START && behind->kind == AWP_XML_END;
    const bool is_end_of_pair = token->kind == AWP_XML_END && token->start + 1 == index;
    if (is_end_of_pair) {
        return;
    }
    if (token->kind != AWP_XML_EMPTY && !is_empty_pair) {
        append(tags, token->text);
        return;
    }
    append(tags, (struct awp_bytes){token->text.ptr, token->text.len - (is_empty_pair ? 1 : 2)});
    append_string(tags, is_empty_pair ? "/>" : "></");
    if (!is_empty_pair) {
        append(tags, token->name);
        append_string(tags, ">");
    }
}

static void write_prefixed(struct tags *tags, size_t index) {
    const struct awp_xml_token *token = &tags->tokens.items[index];
    const struct awp_bytes tail = {token->name.ptr + token->name.len,
                                   (size_t)(token->text.ptr + token->text.len - token->name.ptr) -
                                       token->name.len};
    append_string(tags, token->kind == AWP_XML_END ? "</" : "<");
    if (memchr(token->name.ptr, ':', token->name.len) == NULL) {
        append(tags, tags->prefix);
    }
    append(tags, token->name);
    if (index == tags->tokens.root) {
        append_string(tags, " xmlns:");
        append(tags, (struct awp_bytes){tags->prefix.ptr, tags->prefix.len - 1});
        append_string(tags, "=\"urn:awsproof:variant\"");
    }
    append(tags, tail);
}

static bool open_tags(struct tags *tags, struct awp_rewriting *rewriting, struct awp_bytes body) {
    *tags = (struct tags){.rewriting = rewriting};
    const enum awp_status status = awp_xml_tokens_of(body, rewriting->arena, &tags->tokens);
    awp_buffer_fail(&rewriting->body, status);
    return status == AWP_OK;
}

/* Writes the body anew by a writer that adds to it. */
static enum awp_variant_end add(struct awp_rewriting *rewriting, struct awp_bytes body,
                                write_tag *write) {
    struct tags tags;
    if (open_tags(&tags, rewriting, body)) {
        if (!awp_xml_tokens_have_room(&tags.tokens)) {
            return AWP_VARIANT_NEAR_BOUND;
        }
        write_document(&tags, write);
    }
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_xml_space(struct awp_rewriting *rewriting,
                                           const struct awp_specimen *from,
                                           struct awp_specimen *to) {
    (void)to;
    return add(rewriting, from->body, write_spaced);
}

enum awp_variant_end awp_rewrite_xml_attributes(struct awp_rewriting *rewriting,
                                                const struct awp_specimen *from,
                                                struct awp_specimen *to) {
    (void)to;
    return add(rewriting, from->body, write_attributed);
}

enum awp_variant_end awp_rewrite_xml_empty(struct awp_rewriting *rewriting,
                                           const struct awp_specimen *from,
                                           struct awp_specimen *to) {
    struct tags tags;
    (void)to;
    if (open_tags(&tags, rewriting, from->body)) {
        write_document(&tags, write_emptied);
    }
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_xml_prefixes(struct awp_rewriting *rewriting,
                                              const struct awp_specimen *from,
                                              struct awp_specimen *to) {
    struct tags tags;
    char prefix[16];
    const unsigned number = (unsigned)awp_random_below(rewriting->random, 1000);
    (void)to;
    (void)snprintf(prefix, sizeof prefix, "v%u:", number);
    if (open_tags(&tags, rewriting, from->body)) {
        tags.prefix = awp_bytes_of_string(prefix);
        if (!awp_xml_tokens_have_room(&tags.tokens) ||
            memmem(from->body.ptr, from->body.len, prefix, tags.prefix.len) != NULL) {
            return AWP_VARIANT_NEAR_BOUND;
        }
        write_document(&tags, write_prefixed);
    }
    return AWP_VARIANT_MADE;
}
