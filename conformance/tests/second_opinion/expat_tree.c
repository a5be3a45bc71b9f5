/* SPDX-License-Identifier: Apache-2.0 */
/* What expat makes of a text: a tree of local names and character data, and what else it met. */
#include "expat_tree.h"

#include <search.h>
#include <string.h>
#include <strings.h>

#include "text.h"

/* U+0001 stands in no XML document, so it parts a URI from a local name without doubt. */
#define SEPARATOR '\x01'

struct reader {
    struct awp_arena *arena;
    struct awp_expat_document *document;
    XML_Parser parser;
    size_t data_left; /* more than twice the text's bytes can only be entities that multiply */
    struct awp_expat_element *root;
    struct awp_expat_element *open;
    size_t depth;
    size_t pending;      /* declarations on the element that comes next */
    size_t declarations; /* in scope */
    void *names;         /* a tree of tsearch's */
};

static void raise_to(size_t *most, size_t count) { *most = count > *most ? count : *most; }

static int compare_names(const void *a, const void *b) { return strcmp(a, b); }

static void leave_name(void *name) { (void)name; /* it is the arena's */ }

static void count_one(struct reader *reader, struct awp_bytes name) {
    char *copy = awp_text_cstring(reader->arena, name);
    char **found = awp_need_block(tsearch(copy, &reader->names, compare_names));
    reader->document->names += *found == copy;
}

/* A URI and a local name are two. */
static void count_name(struct reader *reader, const char *name) {
    const char *separator = strrchr(name, SEPARATOR);
    if (separator != NULL) {
        count_one(reader, (struct awp_bytes){(const uint8_t *)name, (size_t)(separator - name)});
    }
    count_one(reader, awp_bytes_of_string(separator == NULL ? name : separator + 1));
}

static struct awp_bytes local_name(struct awp_arena *arena, const char *name) {
    const char *separator = strrchr(name, SEPARATOR);
    return awp_text_format(arena, "%s", separator == NULL ? name : separator + 1);
}

static void on_start(void *context, const char *name, const char **attributes) {
    struct reader *reader = context;
    struct awp_expat_element *element = awp_need_array(reader->arena, 1, sizeof *element);
    size_t attribute_count = reader->pending;
    count_name(reader, name);
    for (; attributes[0] != NULL; attributes += 2) {
        count_name(reader, attributes[0]);
        attribute_count++;
    }
    raise_to(&reader->document->attributes, attribute_count);
    reader->pending = 0;
    *element =
        (struct awp_expat_element){.name = local_name(reader->arena, name), .parent = reader->open};
    if (reader->open == NULL) {
        reader->root = element;
    } else if (reader->open->last == NULL) {
        reader->open->first = reader->open->last = element;
    } else {
        reader->open->last = reader->open->last->next = element;
    }
    reader->open = element;
    raise_to(&reader->document->depth, ++reader->depth);
}

static void on_end(void *context, const char *name) {
    struct reader *reader = context;
    (void)name;
    reader->open = reader->open->parent;
    reader->depth--;
}

/* Room is taken in doublings: data come in many pieces. */
static void on_text(void *context, const char *data, int length) {
    struct reader *reader = context;
    struct awp_expat_element *element = reader->open;
    struct awp_bytes *text = &element->text;
    if ((size_t)length > reader->data_left) {
        XML_StopParser(reader->parser, XML_FALSE);
        return;
    }
    reader->data_left -= (size_t)length;
    const size_t needed = text->len + (size_t)length;
    if (needed > element->text_capacity) {
        element->text_capacity = 2 * needed;
        uint8_t *grown = awp_need_block(awp_arena_allocate(reader->arena, element->text_capacity));
        if (text->len > 0) {
            memcpy(grown, text->ptr, text->len);
        }
        text->ptr = grown;
    }
    memcpy((uint8_t *)(uintptr_t)text->ptr + text->len, data, (size_t)length);
    text->len = needed;
}

static void on_namespace(void *context, const char *prefix, const char *uri) {
    struct reader *reader = context;
    count_one(reader, awp_bytes_of_string(prefix));
    count_one(reader, awp_bytes_of_string(uri));
    reader->pending++;
    raise_to(&reader->document->declarations, ++reader->declarations);
}

static void on_namespace_end(void *context, const char *prefix) {
    struct reader *reader = context;
    (void)prefix;
    reader->declarations--;
}

static void on_instruction(void *context, const char *target, const char *data) {
    (void)data;
    count_one(context, awp_bytes_of_string(target));
}

/* VersionNum of XML 1.0's fifth edition. */
static bool is_version(const char *version) {
    return strncmp(version, "1.", 2) == 0 && version[2] != '\0' &&
           version[2 + strspn(version + 2, "0123456789")] == '\0';
}

static void on_declaration(void *context, const char *version, const char *encoding,
                           int standalone) {
    struct reader *reader = context;
    (void)standalone;
    reader->document->has_version = version != NULL && !is_version(version);
    reader->document->has_encoding = encoding != NULL && strcasecmp(encoding, "UTF-8") != 0;
}

static void on_doctype(void *context, const char *name, const char *system_id,
                       const char *public_id, int has_internal_subset) {
    struct reader *reader = context;
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    reader->document->has_doctype = true;
}

void awp_expat_read(struct awp_bytes text, struct awp_arena *arena,
                    struct awp_expat_document *document) {
    XML_Parser parser = awp_need_block(XML_ParserCreateNS(NULL, SEPARATOR));
    struct reader reader = {
        .arena = arena, .document = document, .parser = parser, .data_left = 2 * text.len};
    *document = (struct awp_expat_document){0};
    XML_SetUserData(parser, &reader);
    XML_SetHashSalt(parser, 1); /* not by chance: every run is the same */
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetNamespaceDeclHandler(parser, on_namespace, on_namespace_end);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
    XML_SetXmlDeclHandler(parser, on_declaration);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    if (XML_Parse(parser, (const char *)text.ptr, (int)text.len, XML_TRUE) == XML_STATUS_OK) {
        document->root = reader.root;
    } else {
        document->error = XML_GetErrorCode(parser);
    }
    tdestroy(reader.names, leave_name);
    XML_ParserFree(parser);
}
