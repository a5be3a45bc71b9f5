/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON document -> its canonical text, with one rule for what stands on a line. */
#include "canonical.h"

#include <stdlib.h>

#include "object.h"
#include "text.h"

#define MAX_COLUMNS 100

/* The format's fields in their order; an object with another one in it keeps its own. */
static const char *const order[] = {
    "topic",   "id",      "name",   "title",    "why",  "level",    "operation", "rules",
    "sources", "flags",   "tags",   "response", "call", "function", "protocol",  "status",
    "headers", "kind",    "code",   "body",     "wire", "value",    "base64",    "repeat",
    "times",   "counter", "expect", "accept",   "seen", "outcome",  "cases"};
#define ORDER_COUNT (sizeof(order) / sizeof(order[0]))

/* An item of a container: a member's name, or none, and a value. */
struct item {
    const struct awp_json_node *value;
    struct awp_bytes name; /* as a JSON string; empty in an array */
    size_t rank;
    size_t place;
};

static size_t rank_of(const struct awp_json_node *member) {
    size_t rank = 0;
    while (rank < ORDER_COUNT && !awp_json_name_is(member, awp_bytes_of_string(order[rank]))) {
        rank++;
    }
    return rank;
}

static int by_rank(const void *a, const void *b) {
    const struct item *one = a;
    const struct item *two = b;
    if (one->rank != two->rank) {
        return one->rank < two->rank ? -1 : 1;
    }
    return one->place < two->place ? -1 : one->place > two->place;
}

/* The character that begins here, and how many bytes it has; JSON strings are well-formed UTF-8. */
static unsigned character_at(const uint8_t *at, size_t *len) {
    *len = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    unsigned character = *len == 1 ? at[0] : at[0] & (0x7fu >> *len);
    for (size_t i = 1; i < *len; i++) {
        character = character << 6 | (at[i] & 0x3fu);
    }
    return character;
}

static void write_escape(unsigned unit, struct awp_buffer *out) {
    awp_buffer_append(out, awp_text_format(out->arena, "\\u%04x", unit));
}

static void write_character(unsigned character, struct awp_buffer *out) {
    static const char *const short_escapes[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"};
    if (character < sizeof(short_escapes) / sizeof(short_escapes[0]) &&
        short_escapes[character] != NULL) {
        awp_buffer_append_string(out, short_escapes[character]);
    } else if (character >= 0x20 && character < 0x7f) {
        awp_buffer_append(out, (struct awp_bytes){&(uint8_t){(uint8_t)character}, 1});
    } else if (character > 0xffff) {
        write_escape(0xd7c0 + (character >> 10), out);
        write_escape(0xdc00 + (character & 0x3ff), out);
    } else {
        write_escape(character, out);
    }
}

static void write_string(struct awp_bytes text, struct awp_buffer *out) {
    awp_buffer_append_string(out, "\"");
    for (size_t i = 0, len; i < text.len; i += len) {
        write_character(character_at(text.ptr + i, &len), out);
    }
    awp_buffer_append_string(out, "\"");
}

static struct awp_bytes finish(struct awp_buffer *out) {
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(out, &text));
    return text;
}

/* The items of an object or array, in the order in which they are written. */
static struct item *items_of(const struct awp_json_node *node, struct awp_arena *arena,
                             size_t *count) {
    const bool is_object = awp_json_kind(node) == AWP_JSON_OBJECT;
    bool is_known = is_object;
    *count = awp_json_count(node);
    struct item *items = awp_need_array(arena, *count, sizeof(*items));
    const struct awp_json_node *value = awp_json_first(node);
    for (size_t i = 0; i < *count; i++, value = awp_json_next(value)) {
        struct awp_bytes name = {0};
        struct awp_buffer out = {.arena = arena};
        items[i] = (struct item){.value = value, .rank = rank_of(value), .place = i};
        is_known = is_known && items[i].rank < ORDER_COUNT;
        if (is_object) {
            awp_need(awp_json_name(value, arena, &name));
            write_string(name, &out);
            awp_buffer_append_string(&out, ": ");
            items[i].name = finish(&out);
        }
    }
    if (is_known) {
        qsort(items, *count, sizeof(*items), by_rank);
    }
    return items;
}

static bool is_container(const struct awp_json_node *node) {
    const enum awp_json_kind kind = awp_json_kind(node);
    return kind == AWP_JSON_ARRAY || kind == AWP_JSON_OBJECT;
}

static void write_scalar(const struct awp_json_node *node, struct awp_buffer *out) {
    struct awp_bytes text = {0};
    if (awp_json_kind(node) == AWP_JSON_STRING) {
        awp_need(awp_json_string(node, out->arena, &text));
        write_string(text, out);
    } else {
        awp_json_write(node, out);
    }
}

static void write_flat(const struct awp_json_node *node, struct awp_buffer *out) {
    size_t count;
    if (!is_container(node)) {
        write_scalar(node, out);
        return;
    }
    const bool is_object = awp_json_kind(node) == AWP_JSON_OBJECT;
    const struct item *items = items_of(node, out->arena, &count);
    awp_buffer_append_string(out, !is_object ? "[" : count > 0 ? "{ " : "{");
    for (size_t i = 0; i < count; i++) {
        awp_buffer_append_string(out, i > 0 ? ", " : "");
        awp_buffer_append(out, items[i].name);
        write_flat(items[i].value, out);
    }
    awp_buffer_append_string(out, !is_object ? "]" : count > 0 ? " }" : "}");
}

static void write_indent(size_t indent, struct awp_buffer *out) {
    awp_buffer_append_string(out, "\n");
    for (size_t i = 0; i < indent; i++) {
        awp_buffer_append_string(out, " ");
    }
}

/* `used`: the columns before the value on its line; `tail`: those behind it. */
static void write_value(const struct awp_json_node *node, size_t indent, size_t used, size_t tail,
                        struct awp_buffer *out) {
    struct awp_buffer one_line = {.arena = out->arena};
    write_flat(node, &one_line);
    const struct awp_bytes flat = finish(&one_line);
    if (!is_container(node) || awp_json_first(node) == NULL ||
        used + flat.len + tail <= MAX_COLUMNS) {
        awp_buffer_append(out, flat);
        return;
    }
    size_t count;
    const bool is_object = awp_json_kind(node) == AWP_JSON_OBJECT;
    const struct item *items = items_of(node, out->arena, &count);
    awp_buffer_append_string(out, is_object ? "{" : "[");
    for (size_t i = 0; i < count; i++) {
        const size_t comma = i + 1 < count;
        write_indent(indent + 2, out);
        awp_buffer_append(out, items[i].name);
        write_value(items[i].value, indent + 2, indent + 2 + items[i].name.len, comma, out);
        awp_buffer_append_string(out, comma > 0 ? "," : "");
    }
    write_indent(indent, out);
    awp_buffer_append_string(out, is_object ? "}" : "]");
}

void awp_canonical_write(const struct awp_json_node *root, struct awp_buffer *out) {
    write_value(root, 0, 0, 0, out);
    awp_buffer_append_string(out, "\n");
}
