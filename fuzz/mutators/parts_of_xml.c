/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes -> the tree of what looks like XML in them. */
#include <string.h>

#include "parts.h"

/* An end tag is sought this far up for the element that it ends: the work stays linear. */
#define MAX_UNCLOSED 64

static const struct {
    enum awp_node_kind kind;
    struct awp_bytes begin;
    struct awp_bytes end;
} sections[] = {
    {AWP_NODE_COMMENT, AWP_BYTES_INIT("<!--"), AWP_BYTES_INIT("-->")},
    {AWP_NODE_CDATA, AWP_BYTES_INIT("<![CDATA["), AWP_BYTES_INIT("]]>")},
    {AWP_NODE_PI, AWP_BYTES_INIT("<?"), AWP_BYTES_INIT("?>")},
};

static bool is_space(uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool begins(struct awp_bytes text, size_t at, struct awp_bytes with) {
    return text.len - at >= with.len && memcmp(text.ptr + at, with.ptr, with.len) == 0;
}

/* Behind the first `what` from `at` on, or the text's end. */
static size_t behind(struct awp_bytes text, size_t at, struct awp_bytes what) {
    if (at >= text.len) {
        return text.len;
    }
    const uint8_t *found = memmem(text.ptr + at, text.len - at, what.ptr, what.len);
    return found == NULL ? text.len : (size_t)(found - text.ptr) + what.len;
}

static size_t skip_space(struct awp_bytes text, size_t at) {
    while (at < text.len && is_space(text.ptr[at])) {
        at++;
    }
    return at;
}

/* To the end of a name, or of a value without quotes. */
static size_t skip_name(struct awp_bytes text, size_t at) {
    for (; at < text.len; at++) {
        const uint8_t byte = text.ptr[at];
        if (is_space(byte) || byte == '/' || byte == '>' || byte == '<' || byte == '=') {
            break;
        }
    }
    return at;
}

/* From a name on: to the end of its attribute. */
static size_t skip_attribute(struct awp_bytes text, size_t at) {
    size_t end = skip_name(text, at);
    const size_t equals = skip_space(text, end);
    if (equals >= text.len || text.ptr[equals] != '=') {
        return end;
    }
    const size_t value = skip_space(text, equals + 1);
    if (value < text.len && (text.ptr[value] == '"' || text.ptr[value] == '\'')) {
        return behind(text, value + 1, (struct awp_bytes){text.ptr + value, 1});
    }
    end = skip_name(text, value);
    return end;
}

/* The start tag at `at`, its attributes, and the element that it opens; gives where the tag ends.
 */
static size_t take_start(struct awp_bytes text, size_t at, struct awp_parts *tree) {
    const bool is_open =
        awp_parts_open(tree, AWP_NODE_ELEMENT, at) && awp_parts_open(tree, AWP_NODE_START_TAG, at);
    size_t end = skip_name(text, at + 1);
    bool is_empty = false;
    while (end < text.len && text.ptr[end] != '>' && text.ptr[end] != '<') {
        const size_t name = skip_space(text, end);
        const size_t attribute = skip_attribute(text, name);
        is_empty = name < text.len && text.ptr[name] == '/';
        if (attribute > name && is_open) {
            awp_parts_add(tree, AWP_NODE_ATTRIBUTE, end, attribute);
        }
        /* A slash, an equals sign: whatever begins no attribute is passed over. */
        end = attribute > name ? attribute : name;
        if (attribute == name && end < text.len && text.ptr[end] != '>' && text.ptr[end] != '<') {
            end++;
        }
    }
    end += end < text.len && text.ptr[end] == '>' ? 1 : 0;
    if (is_open) {
        awp_parts_close(tree, end);
        if (is_empty) {
            awp_parts_close(tree, end);
        }
    }
    return end;
}

static struct awp_bytes name_at(struct awp_bytes text, size_t at) {
    return (struct awp_bytes){text.ptr + at, skip_name(text, at) - at};
}

/* How many open elements an end tag of this name ends; 0: it is no one's. */
static size_t elements_ended(struct awp_bytes text, struct awp_bytes name,
                             const struct awp_parts *tree) {
    uint32_t node = tree->open;
    for (size_t up = 1; up <= MAX_UNCLOSED && node != 0; up++) {
        const struct awp_bytes open = name_at(text, tree->nodes[node].begin + 1);
        if (open.len == name.len && memcmp(open.ptr, name.ptr, name.len) == 0) {
            return up;
        }
        node = tree->nodes[node].parent;
    }
    return 0;
}

static size_t take_end(struct awp_bytes text, size_t at, struct awp_parts *tree) {
    const size_t end = behind(text, at, AWP_BYTES(">"));
    size_t count = elements_ended(text, name_at(text, at + 2), tree);
    for (; count > 1; count--) {
        awp_parts_close(tree, at); /* never ended by itself */
    }
    awp_parts_add(tree, AWP_NODE_END_TAG, at, end);
    if (count == 1) {
        awp_parts_close(tree, end);
    }
    return end;
}

static size_t take_doctype(struct awp_bytes text, size_t at, struct awp_parts *tree) {
    size_t end = behind(text, at, AWP_BYTES(">"));
    const uint8_t *subset = memchr(text.ptr + at, '[', end - at);
    if (subset != NULL) {
        end = behind(text, at, AWP_BYTES("]>"));
    }
    awp_parts_add(tree, AWP_NODE_DOCTYPE, at, end);
    return end;
}

static size_t take_markup(struct awp_bytes text, size_t at, struct awp_parts *tree) {
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        if (begins(text, at, sections[i].begin)) {
            const size_t end = behind(text, at + sections[i].begin.len, sections[i].end);
            awp_parts_add(tree, sections[i].kind, at, end);
            return end;
        }
    }
    if (begins(text, at, AWP_BYTES("</"))) {
        return take_end(text, at, tree);
    }
    return begins(text, at, AWP_BYTES("<!")) ? take_doctype(text, at, tree)
                                             : take_start(text, at, tree);
}

static size_t take_text(struct awp_bytes text, size_t at, struct awp_parts *tree) {
    const uint8_t *markup = memchr(text.ptr + at, '<', text.len - at);
    const size_t end = markup == NULL ? text.len : (size_t)(markup - text.ptr);
    awp_parts_add(tree, AWP_NODE_TEXT, at, end);
    return end;
}

void awp_parts_of_xml(struct awp_bytes text, struct awp_parts *tree) {
    if (!awp_parts_begin(tree, text)) {
        return;
    }
    for (size_t at = 0; at < text.len && tree->count < tree->capacity;) {
        at = text.ptr[at] == '<' ? take_markup(text, at, tree) : take_text(text, at, tree);
    }
    awp_parts_end(tree);
}
