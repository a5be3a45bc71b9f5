/* SPDX-License-Identifier: Apache-2.0 */
/* Parsed documents: what a body's bytes are before any shape is laid on them. */
#ifndef AWSPROOF_DOCUMENT_H
#define AWSPROOF_DOCUMENT_H

#include "awsproof/arena.h"
#include "awsproof/buffer.h"

/** How deep arrays, objects and elements may nest (SPEC R3, X1). */
#define AWP_MAX_DEPTH 512
/** A text of this many bytes or more is not parsed: AWP_TOO_LARGE. libxml2 counts in an int. */
#define AWP_MAX_TEXT_BYTES ((size_t)0x7FFFFFFF)
/** How many attributes, namespace declarations among them, one XML element may carry (SPEC X1). */
#define AWP_MAX_XML_ATTRIBUTES 256
/** How many XML namespace declarations may be in scope at once (SPEC X1). */
#define AWP_MAX_XML_NAMESPACES 512
/** How many different names (namespace URIs among them) an XML document may hold (SPEC X1). */
#define AWP_MAX_XML_NAMES 65536

/** Why bytes are no document, and where: an offset in bytes from the first. */
struct awp_fault {
    const char *reason; /* lives as long as the arena; NULL: there is no fault */
    size_t offset;
};

/** What a JSON value is. */
enum awp_json_kind {
    AWP_JSON_NULL,
    AWP_JSON_FALSE,
    AWP_JSON_TRUE,
    AWP_JSON_NUMBER,
    AWP_JSON_STRING,
    AWP_JSON_ARRAY,
    AWP_JSON_OBJECT
};

/** A value in a parsed JSON document, owned by the arena that it was parsed into. */
struct awp_json_node;

/**
 * Parses one RFC 8259 text by SPEC R3. AWP_OK whatever the bytes are: `*root` is the document's
 * root, or NULL where the bytes are no document, and then `*fault` says why and where. `fault` may
 * be NULL. AWP_NO_MEMORY, AWP_OVER_CEILING: the arena's. AWP_TOO_LARGE: 2 GiB or more. The result
 * does not point into `text`. Re-entrant; see docs/ARCHITECTURE.md on cJSON's process-wide hooks.
 */
AWP_API AWP_MUST_USE enum awp_status awp_json_parse(struct awp_bytes text, struct awp_arena *arena,
                                                    const struct awp_json_node **root,
                                                    struct awp_fault *fault);

/** What the value is. */
AWP_API enum awp_json_kind awp_json_kind(const struct awp_json_node *node);

/** The first element of an array, the first member of an object; NULL in an empty one, and in
 * others. */
AWP_API const struct awp_json_node *awp_json_first(const struct awp_json_node *node);

/** The next element or member beside this one, in document order, or NULL. */
AWP_API const struct awp_json_node *awp_json_next(const struct awp_json_node *node);

/** The last member of the object with this name, byte for byte after unescaping (R4), or NULL. */
AWP_API const struct awp_json_node *awp_json_member(const struct awp_json_node *object,
                                                    struct awp_bytes name);

/** Whether this is an object's member of exactly this name (R4). */
AWP_API bool awp_json_name_is(const struct awp_json_node *node, struct awp_bytes name);

/**
 * A member's name, unescaped; empty where the value is no member. `arena`, which may be another one
 * than the document's, holds the text if it had to be copied: keep both.
 */
AWP_API AWP_MUST_USE enum awp_status awp_json_name(const struct awp_json_node *node,
                                                   struct awp_arena *arena, struct awp_bytes *name);

/** A string's text, unescaped, U+0000 and all; asserts that the value is a string. Arena as above.
 */
AWP_API AWP_MUST_USE enum awp_status
awp_json_string(const struct awp_json_node *node, struct awp_arena *arena, struct awp_bytes *text);

/** A number's digits, exactly as they stand in the document; asserts that the value is a number. */
AWP_API struct awp_bytes awp_json_number(const struct awp_json_node *node);

/** A value, and where it begins in its text, as an offset in bytes. */
struct awp_json_place {
    const struct awp_json_node *node;
    size_t offset;
};

/**
 * The places of `root` and of all values below it, in the order of the text that it was parsed
 * from, which must be `text`; for messages that name a place. They belong to the arena. Linear.
 * AWP_OK, AWP_NO_MEMORY, AWP_OVER_CEILING.
 */
AWP_API AWP_MUST_USE enum awp_status
awp_json_places(struct awp_bytes text, const struct awp_json_node *root, struct awp_arena *arena,
                const struct awp_json_place **places, size_t *count);

/** Appends the value as JSON, compact, members in document order, numbers digit for digit (D5). */
AWP_API void awp_json_write(const struct awp_json_node *node, struct awp_buffer *out);

/** An element in a parsed XML document, owned by the arena that it was parsed into. */
struct awp_xml_node;

/**
 * Parses one XML document by SPEC X1, without network, entities or DTD. Statuses, `*root`, `*fault`
 * and ownership as in awp_json_parse. libxml2's own working memory comes from libxml2's allocator,
 * not from the arena, and is given back before the call returns. Re-entrant.
 */
AWP_API AWP_MUST_USE enum awp_status awp_xml_parse(struct awp_bytes text, struct awp_arena *arena,
                                                   const struct awp_xml_node **root,
                                                   struct awp_fault *fault);

/** The element's local name. */
AWP_API struct awp_bytes awp_xml_name(const struct awp_xml_node *element);

/** The first child element, or NULL. */
AWP_API const struct awp_xml_node *awp_xml_first(const struct awp_xml_node *element);

/** The next element beside this one, in document order, or NULL. */
AWP_API const struct awp_xml_node *awp_xml_next(const struct awp_xml_node *element);

/** The first child element with this local name, or NULL. */
AWP_API const struct awp_xml_node *awp_xml_child(const struct awp_xml_node *element,
                                                 struct awp_bytes name);

/**
 * The element's character data: CDATA merged, references replaced, comments and PIs left out, white
 * space kept (X3). Of an element that has child elements: all its own character data, in order.
 */
AWP_API struct awp_bytes awp_xml_text(const struct awp_xml_node *element);

/**
 * Appends the element as XML, equal to it by what the decoder looks at (D5): local names, child
 * elements in order, character data. Attributes, comments and prefixes are not kept; the data of an
 * element that has children stands before the first of them.
 */
AWP_API void awp_xml_write(const struct awp_xml_node *element, struct awp_buffer *out);

#endif
