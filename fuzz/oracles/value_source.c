/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes -> a value of a shape: every byte string stands for one, near strings for near values. */
#include "value_source.h"

#include "fail.h"
#include "scalar.h"

enum { MAX_ITEMS = 7, MAX_STRING_CHARACTERS = 63, MAX_SCALAR = 0x10FFFF };

uint8_t awp_value_source_byte(struct awp_value_source *source) {
    if (source->left.len == 0) {
        return 0;
    }
    const uint8_t byte = source->left.ptr[0];
    source->left = (struct awp_bytes){source->left.ptr + 1, source->left.len - 1};
    return byte;
}

static bool is_surrogate(uint32_t scalar) { return scalar >= 0xD800 && scalar <= 0xDFFF; }

/* XML 1.0, production 2. */
static bool is_xml_scalar(uint32_t scalar) {
    return scalar == '\t' || scalar == '\n' || scalar == '\r' ||
           (scalar >= 0x20 && !is_surrogate(scalar) && scalar != 0xFFFE && scalar != 0xFFFF);
}

/* A byte under 0xC0 is the character itself; others bring two more. */
static uint32_t take_scalar(struct awp_value_source *source) {
    const uint32_t first = awp_value_source_byte(source);
    if (first < 0xC0) {
        return first;
    }
    const uint32_t second = awp_value_source_byte(source);
    const uint32_t third = awp_value_source_byte(source);
    return (((first & 0x1F) << 16) | (second << 8) | third) % (MAX_SCALAR + 1);
}

static struct awp_bytes take_string(struct awp_value_source *source) {
    struct awp_buffer out = {.arena = source->arena};
    struct awp_bytes text;
    const size_t count = awp_value_source_byte(source) % (MAX_STRING_CHARACTERS + 1);
    for (size_t i = 0; i < count && source->left.len > 0; i++) {
        if (source->range == AWP_STRINGS_OF_BYTES) {
            const uint8_t byte = awp_value_source_byte(source);
            awp_buffer_append(&out, (struct awp_bytes){&byte, 1});
            continue;
        }
        const uint32_t scalar = take_scalar(source);
        const bool fits =
            source->range == AWP_STRINGS_OF_XML ? is_xml_scalar(scalar) : !is_surrogate(scalar);
        awp_scalar_append(fits ? scalar : '?', &out);
    }
    if (awp_buffer_finish(&out, &text) != AWP_OK) {
        awp_oracle_fail(source->run, AWP_ORACLE_HARNESS, "no memory for a string");
    }
    return text;
}

static void *room(const struct awp_value_source *source, size_t count, size_t size) {
    void *items = awp_arena_allocate_array(source->arena, count, size);
    if (items == NULL) {
        awp_oracle_fail(source->run, AWP_ORACLE_HARNESS, "no memory for a value");
    }
    return items;
}

static struct awp_value take_list(struct awp_value_source *source, const struct awp_shape *shape,
                                  size_t least) {
    size_t count = awp_value_source_byte(source) % (MAX_ITEMS + 1);
    count = source->budget < count ? 0 : count;
    count = count < least ? least : count;
    struct awp_value *items = room(source, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        items[i] = awp_value_source_value(source, shape->members[0].target);
    }
    return (struct awp_value){.kind = AWP_SHAPE_LIST, .as.list = {items, count}};
}

static struct awp_value take_structure(struct awp_value_source *source,
                                       const struct awp_shape *shape) {
    struct awp_member_value *members = room(source, shape->member_count, sizeof *members);
    const unsigned present = awp_value_source_byte(source);
    size_t count = 0;
    for (size_t i = 0; i < shape->member_count && source->budget > 0; i++) {
        const struct awp_member *member = &shape->members[i];
        if ((present >> (i % 8) & 1) == 0) {
            continue;
        }
        const bool is_flat = member->xml_flattened && member->target->kind == AWP_SHAPE_LIST;
        members[count++] = (struct awp_member_value){
            member, is_flat ? take_list(source, member->target, 1)
                            : awp_value_source_value(source, member->target)};
    }
    return (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
}

struct awp_value awp_value_source_value(struct awp_value_source *source,
                                        const struct awp_shape *shape) {
    source->budget -= source->budget > 0 ? 1 : 0;
    if (shape->kind == AWP_SHAPE_STRUCTURE) {
        return take_structure(source, shape);
    }
    if (shape->kind == AWP_SHAPE_LIST) {
        return take_list(source, shape, 0);
    }
    return (struct awp_value){.kind = AWP_SHAPE_STRING, .as.string = take_string(source)};
}

/* A character's length, and itself; 0 where the bytes begin with none. RFC 3629, section 4. */
static size_t read_scalar(struct awp_bytes bytes, uint32_t *scalar) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t first = bytes.ptr[0];
    const size_t len = first < 0x80             ? 1
                       : (first & 0xE0) == 0xC0 ? 2
                       : (first & 0xF0) == 0xE0 ? 3
                       : (first & 0xF8) == 0xF0 ? 4
                                                : 0;
    if (len == 0 || len > bytes.len) {
        return 0;
    }
    *scalar = len == 1 ? first : first & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((bytes.ptr[i] & 0xC0) != 0x80) {
            return 0;
        }
        *scalar = *scalar << 6 | (bytes.ptr[i] & 0x3F);
    }
    return *scalar < least[len] || *scalar > MAX_SCALAR || is_surrogate(*scalar) ? 0 : len;
}

static bool any_scalar(uint32_t scalar) {
    (void)scalar;
    return true;
}

static bool all_pass(struct awp_bytes text, bool (*passes)(uint32_t scalar)) {
    while (text.len > 0) {
        uint32_t scalar = 0;
        const size_t len = read_scalar(text, &scalar);
        if (len == 0 || !passes(scalar)) {
            return false;
        }
        text = (struct awp_bytes){text.ptr + len, text.len - len};
    }
    return true;
}

static bool strings_pass(const struct awp_value *value, bool (*passes)(uint32_t scalar)) {
    bool good = true;
    if (value->kind == AWP_SHAPE_STRING) {
        return all_pass(value->as.string, passes);
    }
    for (size_t i = 0; value->kind == AWP_SHAPE_LIST && i < value->as.list.count; i++) {
        good = good && strings_pass(&value->as.list.items[i], passes);
    }
    for (size_t i = 0; value->kind == AWP_SHAPE_STRUCTURE && i < value->as.structure.count; i++) {
        good = good && strings_pass(&value->as.structure.members[i].value, passes);
    }
    return good;
}

bool awp_value_fits_xml(const struct awp_value *value) {
    return strings_pass(value, is_xml_scalar);
}

bool awp_value_is_utf8(const struct awp_value *value) { return strings_pass(value, any_scalar); }

bool awp_fuzz_is_utf8(struct awp_bytes bytes) { return all_pass(bytes, any_scalar); }
