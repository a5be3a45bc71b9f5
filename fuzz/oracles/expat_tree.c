/* SPDX-License-Identifier: Apache-2.0 */
/* An XML text as expat reads it, with namespaces. */
#include <expat.h>
#include <string.h>
#include <strings.h>

#include "document_tree.h"
#include "fail.h"

/* U+0001 stands in no XML document, so it parts a URI from a local name without doubt. */
#define SEPARATOR '\x01'

struct reader {
    const struct awp_run *run;
    struct awp_arena *arena;
    XML_Parser parser;
    struct awp_tree *root;
    struct {
        struct awp_tree *element;
        size_t capacity; /* of its text */
    } open[AWP_MAX_DEPTH];
    size_t depth;
    size_t declarations; /* of namespaces, on the element that comes next */
    size_t in_scope;     /* of them, on all that are open */
};

/* What SPEC refuses and expat takes: whatever the rest of the text is. */
static void give_up(struct reader *reader) { XML_StopParser(reader->parser, XML_FALSE); }

static struct awp_bytes local_name(struct reader *reader, const char *name) {
    const char *separator = strrchr(name, SEPARATOR);
    return awp_tree_copy(reader->run, reader->arena,
                         awp_bytes_of_string(separator == NULL ? name : separator + 1));
}

static void on_start(void *context, const char *name, const char **attributes) {
    struct reader *reader = context;
    size_t attribute_count = reader->declarations;
    for (; attributes[0] != NULL; attributes += 2) {
        attribute_count++;
    }
    reader->declarations = 0;
    if (reader->depth == AWP_MAX_DEPTH || attribute_count > AWP_MAX_XML_ATTRIBUTES) {
        give_up(reader);
        return;
    }
    struct awp_tree *element =
        awp_tree_create(reader->run, reader->arena, AWP_TREE_ELEMENT, local_name(reader, name));
    if (reader->depth == 0) {
        reader->root = element;
    } else {
        awp_tree_append(reader->open[reader->depth - 1].element, element);
    }
    reader->open[reader->depth].element = element;
    reader->open[reader->depth++].capacity = 0;
}

static void on_end(void *context, const char *name) {
    (void)name;
    ((struct reader *)context)->depth--;
}

/* Room is taken in doublings: data come in many pieces. */
static void on_text(void *context, const char *data, int length) {
    struct reader *reader = context;
    struct awp_bytes *text = &reader->open[reader->depth - 1].element->text;
    size_t *capacity = &reader->open[reader->depth - 1].capacity;
    const size_t needed = text->len + (size_t)length;
    if (needed > *capacity) {
        *capacity = 2 * needed;
        uint8_t *grown = awp_arena_allocate(reader->arena, *capacity);
        if (grown == NULL) {
            awp_oracle_fail(reader->run, AWP_ORACLE_HARNESS, "no memory for expat's text");
        }
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
    (void)prefix, (void)uri;
    reader->declarations++;
    if (++reader->in_scope > AWP_MAX_XML_NAMESPACES) {
        give_up(reader);
    }
}

static void on_namespace_end(void *context, const char *prefix) {
    (void)prefix;
    ((struct reader *)context)->in_scope--;
}

/* VersionNum of XML 1.0's fifth edition, at whose form expat does not look. */
static bool is_version(const char *version) {
    return strncmp(version, "1.", 2) == 0 && version[2] != '\0' &&
           version[2 + strspn(version + 2, "0123456789")] == '\0';
}

static void on_declaration(void *context, const char *version, const char *encoding,
                           int standalone) {
    (void)standalone;
    if ((version != NULL && !is_version(version)) ||
        (encoding != NULL && strcasecmp(encoding, "UTF-8") != 0)) {
        give_up(context);
    }
}

static void on_doctype(void *context, const char *name, const char *system_id,
                       const char *public_id, int has_internal_subset) {
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    give_up(context);
}

/* expat's names are those of the fourth edition: some characters that SPEC takes it refuses. */
static bool is_about_names(const struct reader *reader, struct awp_bytes text) {
    const XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    if (XML_GetErrorCode(reader->parser) != XML_ERROR_INVALID_TOKEN || at < 0) {
        return false;
    }
    for (size_t i = (size_t)at; i < text.len && text.ptr[i] != '>'; i++) {
        if (text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

/* What expat takes for UTF-16. */
static bool is_utf16(struct awp_bytes text) {
    static const uint8_t heads[][2] = {{'<', 0}, {0, '<'}, {0xFF, 0xFE}, {0xFE, 0xFF}};
    for (size_t i = 0; text.len >= 2 && i < sizeof heads / sizeof heads[0]; i++) {
        if (memcmp(text.ptr, heads[i], 2) == 0) {
            return true;
        }
    }
    return false;
}

static void set_handlers(struct reader *reader) {
    XML_SetUserData(reader->parser, reader);
    XML_SetHashSalt(reader->parser, 1); /* not by chance: every run is the same */
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_text);
    XML_SetNamespaceDeclHandler(reader->parser, on_namespace, on_namespace_end);
    XML_SetXmlDeclHandler(reader->parser, on_declaration);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
}

enum awp_second_word awp_tree_by_expat(const struct awp_run *run, struct awp_bytes text,
                                       struct awp_arena *arena, const struct awp_tree **tree) {
    *tree = NULL;
    struct reader *reader = awp_arena_allocate(arena, sizeof *reader);
    if (reader == NULL || text.len > INT32_MAX || is_utf16(text)) {
        return AWP_SECOND_CANNOT_SAY;
    }
    *reader = (struct reader){.run = run, .arena = arena};
    reader->parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (reader->parser == NULL) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for expat");
    }
    set_handlers(reader);
    enum awp_second_word word = AWP_SECOND_DOCUMENT;
    if (XML_Parse(reader->parser, (const char *)text.ptr, (int)text.len, XML_TRUE) !=
        XML_STATUS_OK) {
        word = is_about_names(reader, text) ? AWP_SECOND_CANNOT_SAY : AWP_SECOND_REFUSES;
    } else {
        *tree = reader->root;
    }
    XML_ParserFree(reader->parser);
    return word;
}
