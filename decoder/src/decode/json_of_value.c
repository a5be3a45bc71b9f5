/* SPDX-License-Identifier: Apache-2.0 */
/* Values written as JSON: as the service would (jsonName), and in canonical form (model names). */
#include "awsproof/value.h"
#include "shape.h"

typedef struct awp_bytes member_name(const struct awp_member *member);

static struct awp_bytes model_name(const struct awp_member *member) { return member->name; }

static void write_value(const struct awp_value *value, member_name *name_of,
                        struct awp_buffer *out);

static void write_list(const struct awp_value *list, member_name *name_of, struct awp_buffer *out) {
    awp_buffer_append_string(out, "[");
    for (size_t i = 0; i < list->as.list.count; i++) {
        awp_buffer_append_string(out, i == 0 ? "" : ",");
        write_value(&list->as.list.items[i], name_of, out);
    }
    awp_buffer_append_string(out, "]");
}

static void write_structure(const struct awp_value *structure, member_name *name_of,
                            struct awp_buffer *out) {
    awp_buffer_append_string(out, "{");
    for (size_t i = 0; i < structure->as.structure.count; i++) {
        const struct awp_member_value *present = &structure->as.structure.members[i];
        awp_buffer_append_string(out, i == 0 ? "" : ",");
        awp_buffer_append_json_string(out, name_of(present->member));
        awp_buffer_append_string(out, ":");
        write_value(&present->value, name_of, out);
    }
    awp_buffer_append_string(out, "}");
}

static void write_value(const struct awp_value *value, member_name *name_of,
                        struct awp_buffer *out) {
    if (value->kind == AWP_SHAPE_STRUCTURE) {
        write_structure(value, name_of, out);
    } else if (value->kind == AWP_SHAPE_LIST) {
        write_list(value, name_of, out);
    } else if (value->kind == AWP_SHAPE_STRING) {
        awp_buffer_append_json_string(out, value->as.string);
    } else {
        awp_buffer_fail(out, AWP_UNSUPPORTED_SHAPE);
    }
}

enum awp_status awp_json_of_value(const struct awp_value *value, struct awp_arena *arena,
                                  struct awp_bytes *json) {
    struct awp_buffer out = {.arena = arena};
    write_value(value, awp_member_json_name, &out);
    return awp_buffer_finish(&out, json);
}

void awp_value_write(const struct awp_value *value, struct awp_buffer *out) {
    write_value(value, model_name, out);
}
