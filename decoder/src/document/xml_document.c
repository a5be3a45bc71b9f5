/* SPDX-License-Identifier: Apache-2.0 */
/* XML documents: a scanned text, read by libxml2's SAX2 parser into a tree of our own. The only
   file that knows libxml2. */
#include <assert.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "awsproof/document.h"
#include "document/xml_references.h"
#include "document/xml_scan.h"
#include "document/xml_writer.h"

/*
 * A tree of the elements alone:   node -> first child -> next -> ... , each with its own text.
 * Attributes, comments, PIs and prefixes are not kept (X1).
 */
struct awp_xml_node {
    struct awp_bytes name;
    struct awp_bytes text;
    struct awp_xml_node *first;
    struct awp_xml_node *next;
};

/* An element whose end tag has not been met. */
struct open_element {
    struct awp_xml_node *node;
    struct awp_xml_node *last_child;
    size_t text_capacity;
};

struct builder {
    struct awp_arena *arena;
    xmlParserCtxtPtr parser;
    struct awp_xml_node *root;
    struct open_element *open; /* AWP_MAX_DEPTH of them */
    unsigned depth;
    int own_names; /* in libxml2's dictionary before the first of the document's */
    enum awp_status status;
    bool breaks_namespaces;
    struct awp_fault fault;
};

static void stop(struct builder *builder, enum awp_status status) {
    if (builder->status == AWP_OK) {
        builder->status = status;
    }
    xmlStopParser(builder->parser);
}

/* Where the parser stands, as an offset from the text's first byte. */
static size_t parser_offset(const struct builder *builder) {
    const xmlParserInput *input = builder->parser->input;
    return input == NULL ? 0 : input->consumed + (size_t)(input->cur - input->base);
}

static void attach(struct builder *builder, struct awp_xml_node *node) {
    if (builder->depth == 0) {
        builder->root = node;
        return;
    }
    struct open_element *parent = &builder->open[builder->depth - 1];
    if (parent->last_child == NULL) {
        parent->node->first = node;
    } else {
        parent->last_child->next = node;
    }
    parent->last_child = node;
}

/*
 * libxml2 keeps every name it meets in a dictionary of 4,608 buckets at the most, so a text of ever
 * new names would take quadratic time (X1).
 */
static bool too_many_names(struct builder *builder) {
    if (xmlDictSize(builder->parser->dict) - builder->own_names <= AWP_MAX_XML_NAMES) {
        return false;
    }
    builder->fault = (struct awp_fault){"more than 65536 different names", parser_offset(builder)};
    builder->root = NULL;
    xmlStopParser(builder->parser);
    return true;
}

static void on_start_document(void *context) {
    struct builder *builder = context;
    builder->own_names = xmlDictSize(builder->parser->dict);
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *data) {
    (void)target, (void)data;
    (void)too_many_names(context);
}

static void on_start_element(void *context, const xmlChar *local_name, const xmlChar *prefix,
                             const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
                             int attribute_count, int default_count, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces;
    (void)attribute_count, (void)default_count, (void)attributes;
    struct builder *builder = context;
    if (builder->status != AWP_OK || too_many_names(builder)) {
        return;
    }
    struct awp_xml_node *node = awp_arena_allocate(builder->arena, sizeof *node);
    if (node == NULL) {
        stop(builder, awp_arena_status(builder->arena));
        return;
    }
    *node = (struct awp_xml_node){.text = AWP_BYTES("")};
    const enum awp_status status =
        awp_arena_copy(builder->arena, awp_bytes_of_string((const char *)local_name), &node->name);
    if (status != AWP_OK) {
        stop(builder, status);
        return;
    }
    assert(builder->depth < AWP_MAX_DEPTH); /* the scan refuses more */
    attach(builder, node);
    builder->open[builder->depth++] = (struct open_element){.node = node};
}

static void on_end_element(void *context, const xmlChar *local_name, const xmlChar *prefix,
                           const xmlChar *uri) {
    (void)local_name, (void)prefix, (void)uri;
    struct builder *builder = context;
    if (builder->status == AWP_OK && builder->depth > 0) {
        builder->depth--;
    }
}

/* How much more character data there can be before the next markup. */
static size_t data_ahead(const struct builder *builder) {
    const xmlParserInput *input = builder->parser->input;
    const size_t left = (size_t)(input->end - input->cur);
    const xmlChar *markup = memchr(input->cur, '<', left);
    return markup == NULL ? left : (size_t)(markup - input->cur);
}

/* Makes room for `more` bytes of text, and for all up to the next markup; doubling from there on,
   so that data in many pieces stay linear. */
static bool reserve_text(struct builder *builder, struct open_element *element, size_t more) {
    const struct awp_bytes text = element->node->text;
    if (more <= element->text_capacity - text.len) {
        return true;
    }
    const size_t needed = text.len + more + data_ahead(builder);
    const size_t doubled = element->text_capacity * 2;
    const size_t capacity = doubled < needed ? needed : doubled;
    uint8_t *to = awp_arena_allocate(builder->arena, capacity);
    if (to == NULL) {
        stop(builder, awp_arena_status(builder->arena));
        return false;
    }
    if (text.len != 0) {
        memcpy(to, text.ptr, text.len);
    }
    element->node->text.ptr = to;
    element->text_capacity = capacity;
    return true;
}

/* Character data and CDATA alike: appended to the innermost open element. */
static void on_characters(void *context, const xmlChar *data, int length) {
    struct builder *builder = context;
    if (builder->status != AWP_OK || builder->depth == 0 || length <= 0) {
        return;
    }
    struct open_element *element = &builder->open[builder->depth - 1];
    if (!reserve_text(builder, element, (size_t)length)) {
        return;
    }
    struct awp_bytes *text = &element->node->text;
    memcpy((uint8_t *)text->ptr + text->len, data, (size_t)length);
    text->len += (size_t)length;
}

/* The scan has refused a DOCTYPE before; should one get here, it goes no further. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id) {
    (void)name, (void)public_id, (void)system_id;
    struct builder *builder = context;
    builder->fault = (struct awp_fault){"a DOCTYPE", parser_offset(builder)};
    xmlStopParser(builder->parser);
}

/*
 * Keeps the first error's message, in the arena; warnings change nothing. That a namespace's name
 * is no URI is none either, though libxml2 2.9.14 reports it as an error: Namespaces in XML makes
 * no constraint of it.
 */
static void on_error(void *context, xmlErrorPtr error) {
    struct builder *builder = context;
    if (error->code == XML_WAR_NS_URI) {
        return;
    }
    builder->breaks_namespaces |=
        error->domain == XML_FROM_NAMESPACE && error->level != XML_ERR_WARNING;
    if (error->level == XML_ERR_WARNING || builder->fault.reason != NULL ||
        builder->status != AWP_OK) {
        return;
    }
    struct awp_buffer message = {.arena = builder->arena};
    struct awp_bytes text = awp_bytes_of_string(error->message);
    while (text.len > 0 && text.ptr[text.len - 1] == '\n') {
        text.len--;
    }
    awp_buffer_append_string(&message, "libxml2: ");
    awp_buffer_append(&message, text);
    awp_buffer_append(&message, (struct awp_bytes){(const uint8_t *)"", 1});
    struct awp_bytes reason;
    builder->status = awp_buffer_finish(&message, &reason);
    if (builder->status == AWP_OK) {
        builder->fault = (struct awp_fault){(const char *)reason.ptr, parser_offset(builder)};
    }
}

static const xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startDocument = on_start_document,
    .internalSubset = on_doctype,
    .startElementNs = on_start_element,
    .endElementNs = on_end_element,
    .characters = on_characters,
    .ignorableWhitespace = on_characters,
    .cdataBlock = on_characters,
    .processingInstruction = on_instruction,
    .serror = on_error,
};

/*
 * A parser with a copy of the text for its input, in which references are respelled; NULL: no
 * memory. xmlCreateMemoryParserCtxt makes such a copy too, and in libxml2 2.9.14 leaks the copy of
 * a text over 8 KiB when that cannot grow.
 */
static xmlParserCtxtPtr parser_of_text(struct awp_bytes text) {
    const int len = (int)text.len;
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser == NULL) {
        return NULL;
    }
    xmlParserInputBufferPtr copy = xmlAllocParserInputBuffer(XML_CHAR_ENCODING_NONE);
    xmlParserInputPtr input = NULL;
    if (copy != NULL && xmlParserInputBufferPush(copy, len, (const char *)text.ptr) == len) {
        awp_xml_respell_references(xmlBufContent(copy->buffer), text.len);
        input = xmlNewIOInputStream(parser, copy, XML_CHAR_ENCODING_NONE);
    }
    if (input == NULL) {
        xmlFreeParserInputBuffer(copy);
        xmlFreeParserCtxt(parser);
        return NULL;
    }
    (void)inputPush(parser, input); /* the first; a new parser has room for five */
    return parser;
}

/*
 * Room for the attributes of any element that the scan lets pass. libxml2 2.9.14 grows it in two
 * steps, and when the second fails goes on with what the first has freed.
 */
static bool reserve_attributes(xmlParserCtxtPtr parser) {
    enum { FIELDS = 5, ATTRIBUTES = AWP_MAX_XML_ATTRIBUTES + 2 };
    parser->atts = xmlMalloc(FIELDS * ATTRIBUTES * sizeof *parser->atts);
    parser->attallocs = xmlMalloc(ATTRIBUTES * sizeof *parser->attallocs);
    parser->maxatts = parser->atts == NULL ? 0 : FIELDS * ATTRIBUTES;
    return parser->atts != NULL && parser->attallocs != NULL; /* both are freed with the parser */
}

/*
 * Runs libxml2. Its own word on failed allocations cannot be trusted: 2.9.14 goes on after some,
 * with an altered document or a syntax error that is none. But every allocator sets errno when it
 * fails, and nothing else here does: the text is in memory, and nothing is opened.
 */
static enum awp_status run_parser(struct builder *builder, struct awp_bytes text) {
    const int errno_before = errno;
    errno = 0;
    builder->parser = parser_of_text(text);
    if (builder->parser == NULL) {
        xmlResetLastError();
        errno = errno_before;
        return AWP_NO_MEMORY;
    }
    /* All is there; libxml2 2.9.14 makes room for more all the same, and a pointer of NULL plus
     * something where it gets none. */
    builder->parser->input->buf->readcallback = NULL;
    *builder->parser->sax = handler;
    builder->parser->userData = builder;
    xmlCtxtUseOptions(builder->parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    if (reserve_attributes(builder->parser)) {
        xmlParseDocument(builder->parser);
    }
    const bool no_memory = errno == ENOMEM;
    errno = errno_before;
    if (no_memory && builder->status == AWP_OK) {
        builder->status = AWP_NO_MEMORY;
    }
    if (!builder->parser->wellFormed || builder->breaks_namespaces) {
        builder->root = NULL;
    }
    /* Behind an error, libxml2 reads a DOCTYPE without a call to on_doctype, and keeps it here. */
    xmlFreeDoc(builder->parser->myDoc);
    xmlFreeParserCtxt(builder->parser);
    xmlResetLastError(); /* libxml2 keeps a copy of it for the thread */
    return builder->status;
}

/* Stands in for libxml2's own report, which goes to standard error. */
static void say_nothing(void *context, xmlErrorPtr error) { (void)context, (void)error; }

/* What fails without a parser, or with one half made, is reported to the thread's handler. */
static enum awp_status run_quietly(struct builder *builder, struct awp_bytes text) {
    const xmlStructuredErrorFunc report_before = xmlStructuredError;
    void *context_before = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, say_nothing);
    const enum awp_status status = run_parser(builder, text);
    xmlSetStructuredErrorFunc(context_before, report_before);
    return status;
}

enum awp_status awp_xml_parse(struct awp_bytes text, struct awp_arena *arena,
                              const struct awp_xml_node **root, struct awp_fault *fault) {
    static pthread_once_t parser_once = PTHREAD_ONCE_INIT;
    if (text.len >= AWP_MAX_TEXT_BYTES) {
        return AWP_TOO_LARGE;
    }
    struct awp_fault found = awp_xml_scan(text);
    struct awp_xml_node *built = NULL;
    if (found.reason == NULL && text.len == 0) {
        found.reason = "no bytes at all";
    }
    if (found.reason == NULL) {
        (void)pthread_once(&parser_once, xmlInitParser);
        struct open_element open[AWP_MAX_DEPTH];
        struct builder builder = {.arena = arena, .open = open};
        AWP_GUARD(run_quietly(&builder, text));
        built = builder.root;
        found = builder.fault;
        if (built == NULL && found.reason == NULL) {
            found.reason = "libxml2: not well-formed";
        }
    }
    *root = built;
    if (fault != NULL) {
        *fault = built != NULL ? (struct awp_fault){0} : found;
    }
    return AWP_OK;
}

struct awp_bytes awp_xml_name(const struct awp_xml_node *element) {
    return element->name;
}
struct awp_bytes awp_xml_text(const struct awp_xml_node *element) {
    return element->text;
}

const struct awp_xml_node *awp_xml_first(const struct awp_xml_node *element) {
    return element->first;
}

const struct awp_xml_node *awp_xml_next(const struct awp_xml_node *element) {
    return element->next;
}

const struct awp_xml_node *awp_xml_child(const struct awp_xml_node *element,
                                         struct awp_bytes name) {
    const struct awp_xml_node *child = element->first;
    while (child != NULL && !awp_bytes_equal(child->name, name)) {
        child = child->next;
    }
    return child;
}

void awp_xml_write(const struct awp_xml_node *element, struct awp_buffer *out) {
    awp_xml_write_start(element->name, out);
    awp_xml_write_text(element->text, out);
    for (const struct awp_xml_node *child = element->first; child != NULL; child = child->next) {
        awp_xml_write(child, out);
    }
    awp_xml_write_end(element->name, out);
}
