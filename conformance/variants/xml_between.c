/* SPDX-License-Identifier: Apache-2.0 */
/* XML with more between its elements and around them: white space, remarks, a prolog. */
#include "rewrites.h"
#include "xml_tokens.h"

/* What stands in the text looks like what it is not: nothing here may be read as markup. */
static const char *const remarks[] = {
    "<!---->",
    "<!-- awsproof -->",
    "<!--<Code>InternalException</Code>-->",
    "<!--</Error></Response>-->",
    "<!-- <![CDATA[ -->",
    "<?awsproof?>",
    "<?awsproof <Code>LimitExceededException</Code> ?>",
    "<?xml-stylesheet href=\"a.xsl\"?>",
};

static void write_remark(struct awp_rewriting *rewriting) {
    if (awp_random_once_in(rewriting->random, 2)) {
        awp_buffer_append_string(
            &rewriting->body,
            remarks[awp_random_below(rewriting->random, sizeof remarks / sizeof remarks[0])]);
    }
}

/* Data, with remarks between their characters here and there. */
static void write_data(struct awp_rewriting *rewriting, const struct awp_xml_token *token) {
    struct awp_bytes data = token->text;
    while (data.len > 0) {
        if (awp_random_once_in(rewriting->random, 8)) {
            write_remark(rewriting);
        }
        awp_buffer_append(&rewriting->body, awp_xml_character_take(&data, false).text);
    }
}

enum awp_variant_end awp_rewrite_xml_remarks(struct awp_rewriting *rewriting,
                                             const struct awp_specimen *from,
                                             struct awp_specimen *to) {
    struct awp_xml_tokens tokens;
    (void)to;
    awp_buffer_fail(&rewriting->body, awp_xml_tokens_of(from->body, rewriting->arena, &tokens));
    for (size_t i = 0; i < tokens.count; i++) {
        const struct awp_xml_token *token = &tokens.items[i];
        if (i >= tokens.prolog) {
            write_remark(rewriting);
        }
        if (token->kind == AWP_XML_DATA && awp_xml_token_is_text(&tokens, token)) {
            write_data(rewriting, token);
        } else {
            awp_buffer_append(&rewriting->body, token->text);
        }
    }
    write_remark(rewriting);
    return AWP_VARIANT_MADE;
}

static void write_blanks(struct awp_rewriting *rewriting) {
    static const char *const blanks[] = {"\n", "\r\n", "\n    ", "\t", " "};
    awp_buffer_append_string(
        &rewriting->body,
        blanks[awp_random_below(rewriting->random, sizeof blanks / sizeof blanks[0])]);
}

/* Whether white space before this token is between elements, or outside the root. */
static bool is_between(const struct awp_xml_tokens *tokens, size_t index) {
    const size_t start = tokens->items[index].start;
    if (start == AWP_XML_OUTSIDE) {
        return index >= tokens->prolog;
    }
    return tokens->items[start].has_children && !tokens->items[start].has_data;
}

enum awp_variant_end awp_rewrite_xml_indent(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    struct awp_xml_tokens tokens;
    (void)to;
    awp_buffer_fail(&rewriting->body, awp_xml_tokens_of(from->body, rewriting->arena, &tokens));
    for (size_t i = 0; i < tokens.count; i++) {
        if (is_between(&tokens, i)) {
            write_blanks(rewriting);
        }
        awp_buffer_append(&rewriting->body, tokens.items[i].text);
    }
    write_blanks(rewriting);
    return AWP_VARIANT_MADE;
}

/* A byte order mark, and behind it the declaration: each where it is not there yet. */
enum awp_variant_end awp_rewrite_xml_prolog(struct awp_rewriting *rewriting,
                                            const struct awp_specimen *from,
                                            struct awp_specimen *to) {
    static const char *const declarations[] = {
        "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='utf-8'?>\n",
        "<?xml version = \"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>\r\n"};
    struct awp_xml_tokens tokens;
    (void)to;
    awp_buffer_fail(&rewriting->body, awp_xml_tokens_of(from->body, rewriting->arena, &tokens));
    const bool has_mark = tokens.count > 0 && tokens.items[0].kind == AWP_XML_MARK;
    const bool has_declaration = tokens.prolog > (has_mark ? 1 : 0);
    awp_buffer_append_string(&rewriting->body, "\xEF\xBB\xBF");
    if (!has_declaration) {
        awp_buffer_append_string(&rewriting->body,
                                 declarations[awp_random_below(rewriting->random, 3)]);
    }
    for (size_t i = has_mark ? 1 : 0; i < tokens.count; i++) {
        awp_buffer_append(&rewriting->body, tokens.items[i].text);
    }
    return AWP_VARIANT_MADE;
}
