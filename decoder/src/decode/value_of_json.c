/* SPDX-License-Identifier: Apache-2.0 */
/* Laying a shape on a JSON value: R11 for strings, R13 and R14 for lists and what they hold. */
#include "awsproof/value.h"
#include "shape.h"

/* R11: a string is itself, whatever it holds; any other type does not fit. */
static enum awp_status string_of_json(const struct awp_json_node *node, struct awp_arena *arena,
                                      struct awp_value *value) {
    if (awp_json_kind(node) != AWP_JSON_STRING) {
        return AWP_MISFIT;
    }
    struct awp_value string = {.kind = AWP_SHAPE_STRING};
    AWP_GUARD(awp_json_string(node, arena, &string.as.string));
    *value = string;
    return AWP_OK;
}

/* R13: an array is a list, order kept. R14: a null element does not fit: it is no object, no
 * string. */
static enum awp_status list_of_json(const struct awp_shape *shape, const struct awp_json_node *node,
                                    struct awp_arena *arena, struct awp_value *value) {
    if (awp_json_kind(node) != AWP_JSON_ARRAY) {
        return AWP_MISFIT;
    }
    size_t count = 0;
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        count++;
    }
    struct awp_value *items = awp_arena_allocate_array(arena, count, sizeof *items);
    if (items == NULL) {
        return awp_arena_status(arena);
    }
    size_t at = 0;
    for (const struct awp_json_node *item = awp_json_first(node); item != NULL;
         item = awp_json_next(item)) {
        AWP_GUARD(awp_value_of_json(shape->members[0].target, item, arena, &items[at++]));
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_LIST, .as.list = {items, count}};
    return AWP_OK;
}

/* R4: the last of a repeated name counts, unknown members are ignored. R11: null is absent. */
static enum awp_status structure_of_json(const struct awp_shape *shape,
                                         const struct awp_json_node *node, struct awp_arena *arena,
                                         struct awp_value *value) {
    if (awp_json_kind(node) != AWP_JSON_OBJECT) {
        return AWP_MISFIT;
    }
    struct awp_member_value *members =
        awp_arena_allocate_array(arena, shape->member_count, sizeof *members);
    if (members == NULL) {
        return awp_arena_status(arena);
    }
    size_t count = 0;
    for (size_t i = 0; i < shape->member_count; i++) {
        const struct awp_member *member = &shape->members[i];
        const struct awp_json_node *found = awp_json_member(node, awp_member_json_name(member));
        if (found == NULL || awp_json_kind(found) == AWP_JSON_NULL) {
            continue;
        }
        members[count].member = member;
        AWP_GUARD(awp_value_of_json(member->target, found, arena, &members[count++].value));
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
    return AWP_OK;
}

enum awp_status awp_value_of_json(const struct awp_shape *shape, const struct awp_json_node *node,
                                  struct awp_arena *arena, struct awp_value *value) {
    if (shape->kind == AWP_SHAPE_STRUCTURE) {
        return structure_of_json(shape, node, arena, value);
    }
    if (shape->kind == AWP_SHAPE_LIST) {
        return list_of_json(shape, node, arena, value);
    }
    if (shape->kind == AWP_SHAPE_STRING) {
        return string_of_json(node, arena, value);
    }
    return AWP_UNSUPPORTED_SHAPE;
}
