/* SPDX-License-Identifier: Apache-2.0 */
/* The XML scan: markup walked without a tree, for the bounds of SPEC X1. */
#include "document/xml_scan.h"

#include <string.h>

#include "utf8.h"

/*
 * document  = [ BOM ] *( chardata / comment / cdata / pi / end-tag / start-tag )
 * comment   = "<!--" ... "-->"        cdata = "<![CDATA[" ... "]]>"        pi = "<?" ... "?>"
 * start-tag = "<" name *( S attribute ) [ S ] [ "/" ] ">"
 * attribute = name [ S ] "=" [ S ] quote ... quote
 * "<!" followed by anything else is a declaration, and refused as soon as it is met.
 */
struct reader {
    struct awp_bytes text;
    size_t at;
    struct awp_fault fault;
    unsigned depth;                              /* of open elements */
    unsigned namespaces_in_scope;                /* declarations on all open elements */
    unsigned namespaces_of_depth[AWP_MAX_DEPTH]; /* declarations on each of them */
};

/* An attribute, or a part of the XML declaration that is written like one. */
struct attribute {
    struct awp_bytes name;
    struct awp_bytes value;
};

static bool refuse(struct reader *reader, const char *reason) {
    reader->fault = (struct awp_fault){reason, reader->at};
    return false;
}

static bool starts_with(const struct reader *reader, struct awp_bytes prefix) {
    return prefix.len <= reader->text.len - reader->at &&
           memcmp(reader->text.ptr + reader->at, prefix.ptr, prefix.len) == 0;
}

static bool take(struct reader *reader, struct awp_bytes prefix) {
    if (!starts_with(reader, prefix)) {
        return false;
    }
    reader->at += prefix.len;
    return true;
}

static bool is_blank(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_blanks(struct reader *reader) {
    while (reader->at < reader->text.len && is_blank(reader->text.ptr[reader->at])) {
        reader->at++;
    }
}

/* Moves behind the next `mark`; refuses where there is none. */
static bool skip_past(struct reader *reader, struct awp_bytes mark, const char *reason) {
    const uint8_t *from = reader->text.ptr + reader->at;
    const size_t left = reader->text.len - reader->at;
    const uint8_t *found =
        mark.len == 1 ? memchr(from, mark.ptr[0], left) : memmem(from, left, mark.ptr, mark.len);
    if (found == NULL) {
        return refuse(reader, reason);
    }
    reader->at += (size_t)(found - from) + mark.len;
    return true;
}

/* Up to a blank or one of `= / > ? < " '`: libxml2 judges whether it is a name. */
static struct awp_bytes take_name(struct reader *reader) {
    static const bool ends_name[256] = {
        [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['='] = true, ['/'] = true,
        ['>'] = true, ['?'] = true,  ['<'] = true,  ['"'] = true,  ['\''] = true};
    const uint8_t *from = reader->text.ptr + reader->at;
    const size_t left = reader->text.len - reader->at;
    size_t len = 0;
    while (len < left && !ends_name[from[len]]) {
        len++;
    }
    reader->at += len;
    return (struct awp_bytes){from, len};
}

static bool take_attribute(struct reader *reader, struct attribute *attribute) {
    attribute->name = take_name(reader);
    skip_blanks(reader);
    if (attribute->name.len == 0 || !take(reader, AWP_BYTES("="))) {
        return refuse(reader, "not an attribute");
    }
    skip_blanks(reader);
    const struct awp_bytes quote =
        starts_with(reader, AWP_BYTES("'")) ? AWP_BYTES("'") : AWP_BYTES("\"");
    if (!take(reader, quote)) {
        return refuse(reader, "an attribute's value is not quoted");
    }
    const size_t from = reader->at;
    if (!skip_past(reader, quote, "an attribute's value does not end")) {
        return false;
    }
    attribute->value = (struct awp_bytes){reader->text.ptr + from, reader->at - 1 - from};
    return true;
}

static bool is_namespace_declaration(struct awp_bytes name) {
    return name.len >= 5 && memcmp(name.ptr, "xmlns", 5) == 0 &&
           (name.len == 5 || name.ptr[5] == ':');
}

/* The attributes of a start tag, up to its `/` or `>`; counts the namespace declarations in them.
   Of attributes that come twice libxml2 2.9.14 misses `xmlns:xml`. */
static bool scan_attributes(struct reader *reader, unsigned *namespace_count) {
    bool has_xml_prefix = false;
    for (unsigned count = 0;; count++) {
        skip_blanks(reader);
        if (reader->at == reader->text.len) {
            return refuse(reader, "the text ends in a tag");
        }
        if (starts_with(reader, AWP_BYTES("/")) || starts_with(reader, AWP_BYTES(">"))) {
            return true;
        }
        struct attribute attribute;
        if (count == AWP_MAX_XML_ATTRIBUTES) {
            return refuse(reader, "more than 256 attributes on an element");
        }
        if (!take_attribute(reader, &attribute)) {
            return false;
        }
        *namespace_count += is_namespace_declaration(attribute.name) ? 1 : 0;
        const bool is_xml_prefix = awp_bytes_equal(attribute.name, AWP_BYTES("xmlns:xml"));
        if (is_xml_prefix && has_xml_prefix) {
            return refuse(reader, "an attribute comes twice");
        }
        has_xml_prefix |= is_xml_prefix;
    }
}

static bool scan_start_tag(struct reader *reader) {
    if (reader->depth == AWP_MAX_DEPTH) {
        return refuse(reader, "elements nest more than 512 deep");
    }
    reader->at++;
    (void)take_name(reader);
    unsigned namespace_count = 0;
    if (!scan_attributes(reader, &namespace_count)) {
        return false;
    }
    if (reader->namespaces_in_scope + namespace_count > AWP_MAX_XML_NAMESPACES) {
        return refuse(reader, "more than 512 namespace declarations in scope");
    }
    const bool is_empty = take(reader, AWP_BYTES("/"));
    if (!take(reader, AWP_BYTES(">"))) {
        return refuse(reader, "a tag does not end");
    }
    if (!is_empty) {
        reader->namespaces_of_depth[reader->depth++] = namespace_count;
        reader->namespaces_in_scope += namespace_count;
    }
    return true;
}

static bool scan_end_tag(struct reader *reader) {
    if (reader->depth == 0) {
        return refuse(reader, "an end tag without a start tag");
    }
    reader->namespaces_in_scope -= reader->namespaces_of_depth[--reader->depth];
    return skip_past(reader, AWP_BYTES(">"), "the text ends in a tag");
}

/* What stands at a `<`. */
static bool scan_markup(struct reader *reader) {
    if (take(reader, AWP_BYTES("<!--"))) {
        return skip_past(reader, AWP_BYTES("-->"), "a comment does not end");
    }
    if (take(reader, AWP_BYTES("<![CDATA["))) {
        return skip_past(reader, AWP_BYTES("]]>"), "a CDATA section does not end");
    }
    if (starts_with(reader, AWP_BYTES("<!"))) {
        return refuse(reader, "a DOCTYPE or another declaration");
    }
    if (take(reader, AWP_BYTES("<?"))) {
        return skip_past(reader, AWP_BYTES("?>"), "a processing instruction does not end");
    }
    if (starts_with(reader, AWP_BYTES("</"))) {
        return scan_end_tag(reader);
    }
    return scan_start_tag(reader);
}

/* Of the parts of the XML declaration, a version must be `1.` and digits: libxml2 2.9.14 takes `1.`
   alone. */
static bool check_version(struct reader *reader, const struct attribute *part) {
    const struct awp_bytes value = part->value;
    if (!awp_bytes_equal(part->name, AWP_BYTES("version"))) {
        return true;
    }
    size_t len = 2;
    while (len < value.len && value.ptr[len] >= '0' && value.ptr[len] <= '9') {
        len++;
    }
    if (len == 2 || len != value.len || memcmp(value.ptr, "1.", 2) != 0) {
        return refuse(reader, "a declared version other than 1.x");
    }
    return true;
}

/* The XML declaration, where there is one: its parts must stand apart, its version be one of 1.x,
   and its encoding UTF-8, in any letter case. */
static bool scan_declaration(struct reader *reader) {
    if (!take(reader, AWP_BYTES("<?xml")) || reader->at == reader->text.len ||
        !is_blank(reader->text.ptr[reader->at])) {
        return true;
    }
    for (;;) {
        skip_blanks(reader);
        if (take(reader, AWP_BYTES("?>"))) {
            return true;
        }
        if (!is_blank(reader->text.ptr[reader->at - 1])) { /* libxml2 2.9.14 does not mind */
            return refuse(reader, "white space is missing in the XML declaration");
        }
        struct attribute part;
        if (!take_attribute(reader, &part) || !check_version(reader, &part)) {
            return false;
        }
        if (awp_bytes_equal(part.name, AWP_BYTES("encoding")) &&
            !awp_bytes_equal_ascii_case(part.value, AWP_BYTES("UTF-8"))) {
            return refuse(reader, "a declared encoding other than UTF-8");
        }
    }
}

struct awp_fault awp_xml_scan(struct awp_bytes text) {
    struct reader reader = {.text = text};
    reader.at = awp_utf8_valid_prefix(text);
    if (reader.at != text.len) {
        (void)refuse(&reader, "bytes that are no UTF-8");
        return reader.fault;
    }
    const uint8_t *nul = text.len == 0 ? NULL : memchr(text.ptr, 0, text.len);
    if (nul != NULL) {
        return (struct awp_fault){"U+0000, which XML cannot hold", (size_t)(nul - text.ptr)};
    }
    reader.at = 0;
    (void)take(&reader, AWP_BYTES("\xEF\xBB\xBF"));
    const size_t start = reader.at;
    if (!scan_declaration(&reader)) {
        return reader.fault;
    }
    reader.at = start;
    while (reader.at < text.len) {
        const uint8_t *from = text.ptr + reader.at;
        const uint8_t *markup = memchr(from, '<', text.len - reader.at);
        if (markup == NULL) {
            break;
        }
        reader.at += (size_t)(markup - from);
        if (!scan_markup(&reader)) {
            return reader.fault;
        }
    }
    if (reader.depth != 0) {
        reader.at = text.len;
        (void)refuse(&reader, "the text ends in an element");
    }
    return reader.fault;
}
