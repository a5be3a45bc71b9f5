/* SPDX-License-Identifier: Apache-2.0 */
/* An XML document as its markup and the data between. */
#include "xml_tokens.h"

#include <string.h>

#include "scalar.h"

static bool is_blank(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool begins(struct awp_bytes text, struct awp_bytes head) {
    return text.len >= head.len && memcmp(text.ptr, head.ptr, head.len) == 0;
}

/* The length up to and with the mark, which is there: the text is a document. */
static size_t length_to(struct awp_bytes text, size_t from, struct awp_bytes mark) {
    const uint8_t *found = memmem(text.ptr + from, text.len - from, mark.ptr, mark.len);
    return found == NULL ? text.len : (size_t)(found - text.ptr) + mark.len;
}

/* Of a tag: a `>` in an attribute's value does not end it. */
static size_t tag_length(struct awp_bytes text) {
    uint8_t quote = 0;
    size_t at = 1;
    while (quote != 0 || text.ptr[at] != '>') {
        const uint8_t byte = text.ptr[at++];
        if (quote == byte) {
            quote = 0;
        } else if (quote == 0 && (byte == '"' || byte == '\'')) {
            quote = byte;
        }
    }
    return at + 1;
}

static struct awp_bytes tag_name(struct awp_bytes text) {
    size_t at = text.ptr[1] == '/' ? 2 : 1;
    struct awp_bytes name = {text.ptr + at, 0};
    while (!is_blank(text.ptr[at]) && text.ptr[at] != '>' && text.ptr[at] != '/') {
        at++;
        name.len++;
    }
    return name;
}

static struct awp_xml_token token_of(enum awp_xml_token_kind kind, struct awp_bytes text,
                                     size_t length) {
    return (struct awp_xml_token){.kind = kind, .text = {text.ptr, length}};
}

static struct awp_xml_token tag_of(struct awp_bytes text) {
    const size_t length = tag_length(text);
    enum awp_xml_token_kind kind = AWP_XML_START;
    if (text.ptr[1] == '/') {
        kind = AWP_XML_END;
    } else if (text.ptr[length - 2] == '/') {
        kind = AWP_XML_EMPTY;
    }
    struct awp_xml_token token = token_of(kind, text, length);
    token.name = tag_name(text);
    return token;
}

/* `<?xml` and a blank: only the declaration may begin so. */
static bool is_declaration(struct awp_bytes text) {
    return begins(text, AWP_BYTES("<?xml")) && text.len > 5 && is_blank(text.ptr[5]);
}

static struct awp_xml_token next_token(struct awp_bytes text, bool is_first) {
    if (is_first && begins(text, AWP_BYTES("\xEF\xBB\xBF"))) {
        return token_of(AWP_XML_MARK, text, 3);
    }
    if (text.ptr[0] != '<') {
        const uint8_t *markup = memchr(text.ptr, '<', text.len);
        return token_of(AWP_XML_DATA, text,
                        markup == NULL ? text.len : (size_t)(markup - text.ptr));
    }
    if (begins(text, AWP_BYTES("<!--"))) {
        return token_of(AWP_XML_REMARK, text, length_to(text, 4, AWP_BYTES("-->")));
    }
    if (begins(text, AWP_BYTES("<![CDATA["))) {
        return token_of(AWP_XML_CDATA, text, length_to(text, 9, AWP_BYTES("]]>")));
    }
    if (begins(text, AWP_BYTES("<?"))) {
        return token_of(is_declaration(text) ? AWP_XML_DECLARATION : AWP_XML_REMARK, text,
                        length_to(text, 2, AWP_BYTES("?>")));
    }
    return tag_of(text);
}

static bool is_all_blank(struct awp_bytes data) {
    for (size_t i = 0; i < data.len; i++) {
        if (!is_blank(data.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* Where the elements stand in each other: `open` is the start tag of the innermost open one. */
static size_t place(struct awp_xml_tokens *tokens, size_t index, size_t open) {
    struct awp_xml_token *token = &tokens->items[index];
    token->start = open;
    if (awp_xml_token_begins(token) && open == AWP_XML_OUTSIDE) {
        tokens->root = index;
    } else if (awp_xml_token_begins(token)) {
        tokens->items[open].has_children = true;
    }
    if ((token->kind == AWP_XML_DATA || token->kind == AWP_XML_CDATA) && open != AWP_XML_OUTSIDE &&
        !is_all_blank(awp_xml_token_data(token))) {
        tokens->items[open].has_data = true;
    }
    if (token->kind == AWP_XML_START) {
        return index;
    }
    return token->kind == AWP_XML_END ? tokens->items[open].start : open;
}

enum awp_status awp_xml_tokens_of(struct awp_bytes text, struct awp_arena *arena,
                                  struct awp_xml_tokens *tokens) {
    size_t open = AWP_XML_OUTSIDE;
    *tokens = (struct awp_xml_tokens){0};
    tokens->items = awp_arena_allocate_array(arena, text.len, sizeof(*tokens->items));
    if (tokens->items == NULL) {
        return awp_arena_status(arena);
    }
    while (text.len > 0) {
        struct awp_xml_token *token = &tokens->items[tokens->count];
        *token = next_token(text, tokens->count == 0);
        open = place(tokens, tokens->count++, open);
        tokens->prolog += token->kind == AWP_XML_MARK || token->kind == AWP_XML_DECLARATION;
        text = (struct awp_bytes){text.ptr + token->text.len, text.len - token->text.len};
    }
    return AWP_OK;
}

bool awp_xml_token_begins(const struct awp_xml_token *token) {
    return token->kind == AWP_XML_START || token->kind == AWP_XML_EMPTY;
}

bool awp_xml_token_is_text(const struct awp_xml_tokens *tokens, const struct awp_xml_token *token) {
    return (token->kind == AWP_XML_DATA || token->kind == AWP_XML_CDATA) &&
           token->start != AWP_XML_OUTSIDE && !tokens->items[token->start].has_children &&
           tokens->items[token->start].has_data;
}

static void skip_blanks(struct awp_bytes *text) {
    while (text->len > 0 && is_blank(text->ptr[0])) {
        text->ptr++;
        text->len--;
    }
}

static struct awp_bytes take(struct awp_bytes *text, size_t length) {
    const struct awp_bytes taken = {text->ptr, length};
    text->ptr += length;
    text->len -= length;
    return taken;
}

static struct awp_xml_attribute take_attribute(struct awp_bytes *text) {
    struct awp_xml_attribute attribute;
    size_t length = 0;
    while (!is_blank(text->ptr[length]) && text->ptr[length] != '=') {
        length++;
    }
    attribute.name = take(text, length);
    skip_blanks(text);
    (void)take(text, 1);
    skip_blanks(text);
    attribute.value = take(text, length_to(*text, 1, (struct awp_bytes){text->ptr, 1}));
    skip_blanks(text);
    return attribute;
}

size_t awp_xml_token_attributes(const struct awp_xml_token *token,
                                struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES]) {
    size_t count = 0;
    struct awp_bytes text = {token->name.ptr + token->name.len, 0};
    text.len = (size_t)(token->text.ptr + token->text.len - text.ptr) -
               (token->kind == AWP_XML_EMPTY ? 2 : 1);
    skip_blanks(&text);
    while (text.len > 0) {
        const struct awp_xml_attribute attribute = take_attribute(&text);
        if (count < AWP_XML_MAX_ATTRIBUTES) {
            attributes[count] = attribute;
        }
        count++;
    }
    return count;
}

bool awp_xml_tokens_have_room(const struct awp_xml_tokens *tokens) {
    struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES];
    size_t all = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (awp_xml_token_begins(&tokens->items[i])) {
            const size_t count = awp_xml_token_attributes(&tokens->items[i], attributes);
            all = count > AWP_XML_MAX_ATTRIBUTES ? SIZE_MAX / 2 : all + count;
        }
    }
    return all < AWP_MAX_XML_NAMESPACES - 1;
}

static uint32_t reference_scalar(struct awp_bytes text) {
    static const struct {
        struct awp_bytes text;
        uint32_t scalar;
    } named[] = {{AWP_BYTES_INIT("&lt;"), '<'},
                 {AWP_BYTES_INIT("&gt;"), '>'},
                 {AWP_BYTES_INIT("&amp;"), '&'},
                 {AWP_BYTES_INIT("&apos;"), '\''},
                 {AWP_BYTES_INIT("&quot;"), '"'}};
    uint32_t scalar = 0;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (awp_bytes_equal(named[i].text, text)) {
            return named[i].scalar;
        }
    }
    const bool is_hex = text.ptr[2] == 'x';
    for (size_t i = is_hex ? 3 : 2; text.ptr[i] != ';'; i++) {
        const uint8_t lower = text.ptr[i] | 0x20;
        const uint32_t digit =
            lower >= 'a' ? (uint32_t)(lower - 'a' + 10) : (uint32_t)(lower - '0');
        scalar = scalar * (is_hex ? 16 : 10) + digit;
    }
    return scalar;
}

struct awp_xml_character awp_xml_character_take(struct awp_bytes *data, bool is_cdata) {
    struct awp_xml_character character = {0};
    size_t length = 1;
    if (data->ptr[0] == '&' && !is_cdata) {
        length = length_to(*data, 1, AWP_BYTES(";"));
        character.text = take(data, length);
        character.scalar = reference_scalar(character.text);
        return character;
    }
    if (data->ptr[0] == '\r') {
        length = begins(*data, AWP_BYTES("\r\n")) ? 2 : 1;
        character.scalar = '\n';
    } else {
        character.scalar = awp_scalar_read(*data, &length);
    }
    character.text = take(data, length);
    return character;
}

struct awp_bytes awp_xml_token_data(const struct awp_xml_token *token) {
    if (token->kind == AWP_XML_CDATA) {
        return (struct awp_bytes){token->text.ptr + 9, token->text.len - 12};
    }
    return token->text;
}
