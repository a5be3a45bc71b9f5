/* SPDX-License-Identifier: Apache-2.0 */
/* Values written as XML: structures as elements by xmlName, lists as `member` elements or
 * flattened. */
#include "awsproof/value.h"
#include "document/xml_writer.h"
#include "shape.h"

static void write_content(const struct awp_value *value, const struct awp_shape *shape,
                          struct awp_buffer *out);

static void write_element(const struct awp_value *value, const struct awp_shape *shape,
                          struct awp_bytes name, struct awp_buffer *out) {
    awp_xml_write_start(name, out);
    write_content(value, shape, out);
    awp_xml_write_end(name, out);
}

static void write_items(const struct awp_value *list, const struct awp_shape *shape,
                        struct awp_bytes name, struct awp_buffer *out) {
    for (size_t i = 0; i < list->as.list.count; i++) {
        write_element(&list->as.list.items[i], shape->members[0].target, name, out);
    }
}

static void write_member(const struct awp_member_value *present, struct awp_buffer *out) {
    const struct awp_member *member = present->member;
    const struct awp_bytes name = awp_member_xml_name(member);
    if (!member->xml_flattened || present->value.kind != AWP_SHAPE_LIST) {
        write_element(&present->value, member->target, name, out);
        return;
    }
    if (present->value.as.list.count == 0) {
        awp_buffer_fail(out, AWP_NOT_REPRESENTABLE); /* it would come back absent */
        return;
    }
    write_items(&present->value, member->target, name, out);
}

static void write_content(const struct awp_value *value, const struct awp_shape *shape,
                          struct awp_buffer *out) {
    if (value->kind == AWP_SHAPE_STRUCTURE) {
        for (size_t i = 0; i < value->as.structure.count; i++) {
            write_member(&value->as.structure.members[i], out);
        }
    } else if (value->kind == AWP_SHAPE_LIST) {
        write_items(value, shape, awp_member_xml_name(&shape->members[0]), out);
    } else if (value->kind == AWP_SHAPE_STRING) {
        awp_xml_write_text(value->as.string, out);
    } else {
        awp_buffer_fail(out, AWP_UNSUPPORTED_SHAPE);
    }
}

enum awp_status awp_xml_of_value(const struct awp_value *value, struct awp_bytes root_name,
                                 struct awp_arena *arena, struct awp_bytes *xml) {
    struct awp_buffer out = {.arena = arena};
    if (value->kind != AWP_SHAPE_STRUCTURE) {
        return AWP_MISFIT;
    }
    write_element(value, NULL, root_name, &out);
    return awp_buffer_finish(&out, xml);
}
