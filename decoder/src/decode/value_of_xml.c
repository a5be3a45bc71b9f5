/* SPDX-License-Identifier: Apache-2.0 */
/* Laying a shape on an XML element: X3 for members and strings, X5 for lists. */
#include "awsproof/value.h"
#include "shape.h"

/* The next of `element` and those beside it that has this name, or NULL. */
static const struct awp_xml_node *named(const struct awp_xml_node *element, struct awp_bytes name) {
    while (element != NULL && !awp_bytes_equal(awp_xml_name(element), name)) {
        element = awp_xml_next(element);
    }
    return element;
}

/* X3: the character data of an element without element children; an empty one is the empty string.
 */
static enum awp_status string_of_element(const struct awp_xml_node *element,
                                         struct awp_value *value) {
    if (awp_xml_first(element) != NULL) {
        return AWP_MISFIT;
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_STRING, .as.string = awp_xml_text(element)};
    return AWP_OK;
}

/* X5: the children of `parent` called `name` are the items, in order; others are ignored. */
static enum awp_status list_of_children(const struct awp_shape *shape, struct awp_bytes name,
                                        const struct awp_xml_node *parent, struct awp_arena *arena,
                                        struct awp_value *value) {
    const struct awp_xml_node *first = named(awp_xml_first(parent), name);
    size_t count = 0;
    for (const struct awp_xml_node *item = first; item != NULL;
         item = named(awp_xml_next(item), name)) {
        count++;
    }
    struct awp_value *items = awp_arena_allocate_array(arena, count, sizeof *items);
    if (items == NULL) {
        return awp_arena_status(arena);
    }
    size_t at = 0;
    for (const struct awp_xml_node *item = first; item != NULL;
         item = named(awp_xml_next(item), name)) {
        AWP_GUARD(awp_value_of_xml(shape->members[0].target, item, arena, &items[at++]));
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_LIST, .as.list = {items, count}};
    return AWP_OK;
}

/* X3: present if exactly one child has the member's name; two or more do not fit. */
static enum awp_status member_of_children(const struct awp_member *member,
                                          const struct awp_xml_node *parent,
                                          struct awp_arena *arena, struct awp_value *value,
                                          bool *present) {
    const struct awp_bytes name = awp_member_xml_name(member);
    const struct awp_xml_node *child = named(awp_xml_first(parent), name);
    *present = child != NULL;
    if (child == NULL) {
        return AWP_OK;
    }
    if (member->xml_flattened && member->target->kind == AWP_SHAPE_LIST) {
        return list_of_children(member->target, name, parent, arena, value);
    }
    if (named(awp_xml_next(child), name) != NULL) {
        return AWP_MISFIT;
    }
    return awp_value_of_xml(member->target, child, arena, value);
}

static enum awp_status structure_of_element(const struct awp_shape *shape,
                                            const struct awp_xml_node *element,
                                            struct awp_arena *arena, struct awp_value *value) {
    struct awp_member_value *members =
        awp_arena_allocate_array(arena, shape->member_count, sizeof *members);
    if (members == NULL) {
        return awp_arena_status(arena);
    }
    size_t count = 0;
    for (size_t i = 0; i < shape->member_count; i++) {
        bool present = false;
        members[count].member = &shape->members[i];
        AWP_GUARD(member_of_children(&shape->members[i], element, arena, &members[count].value,
                                     &present));
        count += present ? 1 : 0;
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
    return AWP_OK;
}

enum awp_status awp_value_of_xml(const struct awp_shape *shape, const struct awp_xml_node *element,
                                 struct awp_arena *arena, struct awp_value *value) {
    if (shape->kind == AWP_SHAPE_STRUCTURE) {
        return structure_of_element(shape, element, arena, value);
    }
    if (shape->kind == AWP_SHAPE_LIST) {
        return list_of_children(shape, awp_member_xml_name(&shape->members[0]), element, arena,
                                value);
    }
    if (shape->kind == AWP_SHAPE_STRING) {
        return string_of_element(element, value);
    }
    return AWP_UNSUPPORTED_SHAPE;
}
