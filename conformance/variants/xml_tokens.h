/* SPDX-License-Identifier: Apache-2.0 */
/* An XML document as its markup and the data between. */
#ifndef AWP_VARIANTS_XML_TOKENS_H
#define AWP_VARIANTS_XML_TOKENS_H

#include "awsproof/arena.h"
#include "awsproof/document.h"

/** What a token is. */
enum awp_xml_token_kind {
    AWP_XML_MARK,        /* the byte order mark */
    AWP_XML_DECLARATION, /* <?xml ... ?> */
    AWP_XML_START,       /* <a b="c"> */
    AWP_XML_EMPTY,       /* <a b="c"/> */
    AWP_XML_END,         /* </a> */
    AWP_XML_DATA,        /* characters and references */
    AWP_XML_CDATA,       /* <![CDATA[ ... ]]> */
    AWP_XML_REMARK       /* a comment or a processing instruction */
};

/** A token. */
struct awp_xml_token {
    enum awp_xml_token_kind kind;
    struct awp_bytes text; /* all of it */
    struct awp_bytes name; /* of a tag, with its prefix */
    size_t start;          /* the start tag of the element it is in; of an end tag: its own */
    bool has_children;     /* of a start tag: elements inside */
    bool has_data;         /* of a start tag: data or CDATA inside that are not all white space */
};

/** `start` of what stands outside the root. */
#define AWP_XML_OUTSIDE SIZE_MAX

struct awp_xml_tokens {
    struct awp_xml_token *items;
    size_t count;
    size_t root;   /* the root's tag */
    size_t prolog; /* how many tokens are byte order mark and declaration */
};

/** An attribute in a tag. */
struct awp_xml_attribute {
    struct awp_bytes name;
    struct awp_bytes value; /* with its quotes */
};

/** The most attributes that a tag is rewritten with; over it a document is too near X1.8's bounds.
 */
#define AWP_XML_MAX_ATTRIBUTES 128

/** The tokens of a text that awp_xml_parse accepts. They point into the text. */
AWP_MUST_USE enum awp_status awp_xml_tokens_of(struct awp_bytes text, struct awp_arena *arena,
                                               struct awp_xml_tokens *tokens);

/** Whether the token is a tag that begins an element. */
bool awp_xml_token_begins(const struct awp_xml_token *token);

/** Whether the token is data, CDATA or not, of an element that has no elements and some data. */
bool awp_xml_token_is_text(const struct awp_xml_tokens *tokens, const struct awp_xml_token *token);

/** The attributes of a tag that begins an element, the first AWP_XML_MAX_ATTRIBUTES of them; how
 * many there are. */
size_t awp_xml_token_attributes(const struct awp_xml_token *token,
                                struct awp_xml_attribute attributes[AWP_XML_MAX_ATTRIBUTES]);

/** Whether no tag has too many attributes to be given more, nor the document namespaces. */
bool awp_xml_tokens_have_room(const struct awp_xml_tokens *tokens);

/** A character of data as it is written. */
struct awp_xml_character {
    uint32_t scalar;       /* a line end is U+000A, however written */
    struct awp_bytes text; /* one character, CR LF, or a reference */
};

/** Takes the next character from data (or from what is inside CDATA), which are not empty. */
struct awp_xml_character awp_xml_character_take(struct awp_bytes *data, bool is_cdata);

/** What is inside CDATA; the data themselves. */
struct awp_bytes awp_xml_token_data(const struct awp_xml_token *token);

#endif
