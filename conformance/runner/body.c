/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies as recipes: a case keeps how its body is made, and the bytes are made when they are
 * needed. */
#include "body.h"

#include <string.h>

#include "base64.h"
#include "text.h"

static const struct awp_field base64_fields[] = {{"base64", AWP_KIND(STRING), true}};

enum repeat_field { REPEAT_PART, REPEAT_TIMES, REPEAT_COUNTER, REPEAT_FIELDS };
static const struct awp_field repeat_fields[REPEAT_FIELDS] = {
    [REPEAT_PART] = {"repeat", AWP_KIND(STRING) | AWP_KIND(OBJECT) | AWP_KIND(ARRAY), true},
    [REPEAT_TIMES] = {"times", AWP_KIND(NUMBER), true},
    [REPEAT_COUNTER] = {"counter", AWP_KIND(STRING), false}};

static bool too_large(const struct awp_json_node *node, struct awp_complaints *complaints) {
    return awp_complain(complaints, node, "a body of more than %zu bytes", AWP_MAX_BODY_BYTES);
}

static bool read_base64(const struct awp_json_node *node, struct awp_complaints *complaints,
                        struct awp_body *body) {
    const struct awp_json_node *found[1];
    if (!awp_object_read(complaints, node, "a body in base64", base64_fields, 1, found)) {
        return false;
    }
    if (!awp_base64_decode(awp_object_text(complaints, found[0]), complaints->arena,
                           &body->bytes)) {
        return awp_complain(complaints, found[0], "field \"base64\" is no base64");
    }
    body->len = body->bytes.len;
    return true;
}

static size_t count_markers(struct awp_bytes text, struct awp_bytes marker) {
    size_t count = 0;
    for (size_t at = 0; at + marker.len <= text.len;) {
        const bool here = memcmp(text.ptr + at, marker.ptr, marker.len) == 0;
        count += here;
        at += here ? marker.len : 1;
    }
    return count;
}

/* The digits of the last number, which all others are filled up to with zeros. */
static size_t digits_of(size_t last) {
    size_t digits = 1;
    for (; last > 9; last /= 10) {
        digits++;
    }
    return digits;
}

bool awp_body_repeat(struct awp_body *body, size_t times, struct awp_bytes marker) {
    const struct awp_body *part = &body->parts[0];
    size_t len = part->len;
    body->times = times;
    if (marker.len > 0) {
        const size_t count = count_markers(part->bytes, marker);
        if (count == 0) {
            return false;
        }
        body->marker = marker;
        body->digits = digits_of(times - 1);
        len += count * body->digits - count * marker.len;
    }
    body->len = len * times;
    return len <= AWP_MAX_BODY_BYTES / times;
}

static bool read_repeat(const struct awp_json_node *node, struct awp_complaints *complaints,
                        struct awp_body *body) {
    const struct awp_json_node *found[REPEAT_FIELDS];
    unsigned times = 0;
    if (!awp_object_read(complaints, node, "a repeated body", repeat_fields, REPEAT_FIELDS,
                         found)) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(found[REPEAT_TIMES]), (unsigned)AWP_MAX_BODY_BYTES,
                           &times) ||
        times == 0) {
        return awp_complain(complaints, found[REPEAT_TIMES],
                            "field \"times\" must be a whole number from 1");
    }
    struct awp_body *part = awp_need_array(complaints->arena, 1, sizeof(*part));
    if (!awp_body_of_json(found[REPEAT_PART], complaints, part)) {
        return false;
    }
    *body = (struct awp_body){.parts = part, .part_count = 1};
    const struct awp_bytes marker = awp_object_text(complaints, found[REPEAT_COUNTER]);
    if (found[REPEAT_COUNTER] != NULL &&
        (part->part_count > 0 || marker.len == 0 || count_markers(part->bytes, marker) == 0)) {
        return awp_complain_of(complaints, found[REPEAT_COUNTER],
                               "\"repeat\" is no text with this counter in it:", marker);
    }
    return awp_body_repeat(body, times, marker) || too_large(node, complaints);
}

static bool read_parts(const struct awp_json_node *node, struct awp_complaints *complaints,
                       struct awp_body *body) {
    const size_t count = awp_json_count(node);
    struct awp_body *parts = awp_need_array(complaints->arena, count, sizeof(*parts));
    const struct awp_json_node *item = awp_json_first(node);
    *body = (struct awp_body){.parts = parts, .part_count = count, .times = 1};
    for (size_t i = 0; i < count; i++) {
        if (!awp_body_of_json(item, complaints, &parts[i])) {
            return false;
        }
        body->len += parts[i].len;
        if (body->len > AWP_MAX_BODY_BYTES) {
            return too_large(node, complaints);
        }
        item = awp_json_next(item);
    }
    return true;
}

bool awp_body_of_json(const struct awp_json_node *node, struct awp_complaints *complaints,
                      struct awp_body *body) {
    *body = (struct awp_body){0};
    const enum awp_json_kind kind = awp_json_kind(node);
    if (kind == AWP_JSON_STRING) {
        body->bytes = awp_object_text(complaints, node);
        body->len = body->bytes.len;
        return true;
    }
    if (kind == AWP_JSON_ARRAY) {
        return read_parts(node, complaints, body);
    }
    if (kind == AWP_JSON_OBJECT) {
        const bool is_base64 = awp_json_member(node, AWP_BYTES("base64")) != NULL;
        return (is_base64 ? read_base64 : read_repeat)(node, complaints, body);
    }
    return awp_complain(complaints, node, "a body must be a string, an object or an array, not %s",
                        awp_json_kind_text(kind));
}

static uint8_t *write_number(size_t number, size_t digits, uint8_t *at) {
    for (size_t i = digits; i > 0; i--, number /= 10) {
        at[i - 1] = (uint8_t)('0' + number % 10);
    }
    return at + digits;
}

static uint8_t *write_counted(const struct awp_body *body, uint8_t *at) {
    const struct awp_bytes text = body->parts[0].bytes;
    const struct awp_bytes marker = body->marker;
    for (size_t number = 0; number < body->times; number++) {
        for (size_t i = 0; i < text.len;) {
            if (i + marker.len <= text.len && memcmp(text.ptr + i, marker.ptr, marker.len) == 0) {
                at = write_number(number, body->digits, at);
                i += marker.len;
            } else {
                *at++ = text.ptr[i++];
            }
        }
    }
    return at;
}

static uint8_t *write_body(const struct awp_body *body, uint8_t *at) {
    if (body->len == 0) {
        return at;
    }
    if (body->marker.len > 0) {
        return write_counted(body, at);
    }
    if (body->part_count == 0) {
        memcpy(at, body->bytes.ptr, body->bytes.len);
        return at + body->bytes.len;
    }
    const uint8_t *start = at;
    for (size_t i = 0; i < body->part_count; i++) {
        at = write_body(&body->parts[i], at);
    }
    const size_t once = (size_t)(at - start);
    for (size_t i = 1; i < body->times; i++) {
        memcpy(at, start, once);
        at += once;
    }
    return at;
}

struct awp_bytes awp_body_make(const struct awp_body *body, struct awp_arena *arena) {
    uint8_t *bytes = awp_need_block(awp_arena_allocate(arena, body->len));
    write_body(body, bytes);
    return (struct awp_bytes){bytes, body->len};
}
