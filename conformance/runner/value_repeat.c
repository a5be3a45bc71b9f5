/* SPDX-License-Identifier: Apache-2.0 */
/* Values of case files that are written as recipes: lists of thousands of items in one line. */
#include "value_repeat.h"

#include <string.h>

#include "body.h"
#include "text.h"

#define MAX_TIMES 1000000

enum repeat_field { REPEAT_VALUE, REPEAT_TIMES, REPEAT_COUNTER, REPEAT_FIELDS };
static const struct awp_field repeat_fields[REPEAT_FIELDS] = {
    [REPEAT_VALUE] = {"repeat",
                      AWP_KIND(NULL) | AWP_KIND_BOOLEAN | AWP_KIND(STRING) | AWP_KIND(ARRAY) |
                          AWP_KIND(OBJECT),
                      true},
    [REPEAT_TIMES] = {"times", AWP_KIND(NUMBER), true},
    [REPEAT_COUNTER] = {"counter", AWP_KIND(STRING), false},
};

/* A value never holds a number: a recipe cannot be taken for a structure. */
static bool is_recipe(const struct awp_json_node *node) {
    const struct awp_json_node *times =
        awp_json_kind(node) == AWP_JSON_OBJECT ? awp_json_member(node, AWP_BYTES("times")) : NULL;
    return times != NULL && awp_json_kind(times) == AWP_JSON_NUMBER;
}

static bool has_recipe(const struct awp_json_node *node) {
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        if (is_recipe(item) || has_recipe(item)) {
            return true;
        }
    }
    return false;
}

static bool write_value(const struct awp_json_node *value, struct awp_complaints *complaints,
                        struct awp_buffer *out);

/* The item's JSON text again and again: with a counter it is what a body with one is. */
static bool write_recipe(const struct awp_json_node *node, struct awp_complaints *complaints,
                         struct awp_buffer *out) {
    const struct awp_json_node *found[REPEAT_FIELDS];
    struct awp_buffer item = {.arena = out->arena};
    struct awp_body body = {.part_count = 1};
    unsigned times = 0;
    struct awp_body part = {0};
    if (!awp_object_read(complaints, node, "a repeated item", repeat_fields, REPEAT_FIELDS,
                         found) ||
        !write_value(found[REPEAT_VALUE], complaints, &item)) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(found[REPEAT_TIMES]), MAX_TIMES, &times) || times == 0) {
        return awp_complain(complaints, found[REPEAT_TIMES],
                            "field \"times\" must be a whole number from 1 to %d", MAX_TIMES);
    }
    awp_buffer_append_string(&item, ",");
    awp_need(awp_buffer_finish(&item, &part.bytes));
    part.len = part.bytes.len;
    body.parts = &part;
    if (!awp_body_repeat(&body, times, awp_object_text(complaints, found[REPEAT_COUNTER]))) {
        return awp_complain(complaints, node,
                            "a repetition of a counter that does not stand in "
                            "it, or of more than %zu bytes",
                            AWP_MAX_BODY_BYTES);
    }
    struct awp_bytes items = awp_body_make(&body, out->arena);
    items.len--; /* the last comma */
    awp_buffer_append(out, items);
    return true;
}

static bool write_items(const struct awp_json_node *value, struct awp_complaints *complaints,
                        struct awp_buffer *out) {
    const bool is_object = awp_json_kind(value) == AWP_JSON_OBJECT;
    awp_buffer_append_string(out, is_object ? "{" : "[");
    for (const struct awp_json_node *item = awp_json_first(value); item != NULL;
         item = awp_json_next(item)) {
        struct awp_bytes name = {0};
        awp_buffer_append_string(out, item == awp_json_first(value) ? "" : ",");
        if (is_object) {
            awp_need(awp_json_name(item, out->arena, &name));
            awp_buffer_append_json_string(out, name);
            awp_buffer_append_string(out, ":");
        }
        if (!(is_recipe(item) && !is_object ? write_recipe : write_value)(item, complaints, out)) {
            return false;
        }
    }
    awp_buffer_append_string(out, is_object ? "}" : "]");
    return true;
}

static bool write_value(const struct awp_json_node *value, struct awp_complaints *complaints,
                        struct awp_buffer *out) {
    const enum awp_json_kind kind = awp_json_kind(value);
    if (kind == AWP_JSON_OBJECT || kind == AWP_JSON_ARRAY) {
        return write_items(value, complaints, out);
    }
    awp_json_write(value, out);
    return true;
}

const struct awp_json_node *awp_value_repeat(const struct awp_json_node *value,
                                             struct awp_complaints *complaints) {
    const struct awp_json_node *root = NULL;
    struct awp_buffer out = {.arena = complaints->arena};
    struct awp_bytes text = {0};
    if (value == NULL || !has_recipe(value)) {
        return value;
    }
    if (!write_value(value, complaints, &out)) {
        return NULL;
    }
    awp_need(awp_buffer_finish(&out, &text));
    awp_need(awp_json_parse(text, complaints->arena, &root, NULL));
    if (root == NULL) {
        awp_complain(complaints, value, "no value once its items are repeated");
    }
    return root;
}
