/* SPDX-License-Identifier: Apache-2.0 */
/* Values as SPEC R11 to R14, X3 and X5 read them off a tree, and their equality. */
#include "expect_value.h"

#include "fail.h"

/* The name of a member in documents of this format. */
static struct awp_bytes wire_name(const struct awp_member *member, enum awp_format format) {
    const struct awp_bytes other = format == AWP_FORMAT_JSON ? member->json_name : member->xml_name;
    return other.len > 0 ? other : member->name;
}

/* R4.1: of a repeated name the last counts. */
static const struct awp_tree *last_named(const struct awp_tree *parent, struct awp_bytes name) {
    const struct awp_tree *found = NULL;
    for (const struct awp_tree *child = parent->first; child != NULL; child = child->next) {
        found = awp_same_bytes(child->name, name) ? child : found;
    }
    return found;
}

const struct awp_tree *awp_expect_named(const struct awp_tree *from, struct awp_bytes name) {
    while (from != NULL && !awp_same_bytes(from->name, name)) {
        from = from->next;
    }
    return from;
}

static void *room(const struct awp_run *run, struct awp_arena *arena, size_t count, size_t size) {
    void *items = awp_arena_allocate_array(arena, count, size);
    if (items == NULL) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for an expected value");
    }
    return items;
}

/* X5: the children of one name, in order; R13: all of them. */
static bool list_of(const struct awp_run *run, const struct awp_shape *shape,
                    enum awp_format format, const struct awp_tree *parent, struct awp_bytes name,
                    struct awp_arena *arena, struct awp_value *value) {
    size_t count = 0;
    const bool any = format == AWP_FORMAT_JSON;
    for (const struct awp_tree *item = parent->first; item != NULL; item = item->next) {
        count += any || awp_same_bytes(item->name, name) ? 1 : 0;
    }
    struct awp_value *items = room(run, arena, count, sizeof *items);
    size_t at = 0;
    for (const struct awp_tree *item = parent->first; item != NULL; item = item->next) {
        if ((any || awp_same_bytes(item->name, name)) &&
            !awp_expect_value(run, shape->members[0].target, format, item, arena, &items[at++])) {
            return false;
        }
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_LIST, .as.list = {items, count}};
    return true;
}

/* R11.1, X3.1 to X3.3: what is there of a member. False: it does not fit. */
static bool member_of(const struct awp_run *run, const struct awp_member *member,
                      enum awp_format format, const struct awp_tree *parent,
                      struct awp_arena *arena, struct awp_value *value, bool *present) {
    const struct awp_bytes name = wire_name(member, format);
    if (format == AWP_FORMAT_JSON) {
        const struct awp_tree *last = last_named(parent, name);
        *present = last != NULL && last->kind != AWP_TREE_NULL;
        return !*present || awp_expect_value(run, member->target, format, last, arena, value);
    }
    const struct awp_tree *first = awp_expect_named(parent->first, name);
    *present = first != NULL;
    if (first == NULL) {
        return true;
    }
    if (member->xml_flattened && member->target->kind == AWP_SHAPE_LIST) {
        return list_of(run, member->target, format, parent, name, arena, value);
    }
    return awp_expect_named(first->next, name) == NULL &&
           awp_expect_value(run, member->target, format, first, arena, value);
}

static bool structure_of(const struct awp_run *run, const struct awp_shape *shape,
                         enum awp_format format, const struct awp_tree *tree,
                         struct awp_arena *arena, struct awp_value *value) {
    struct awp_member_value *members = room(run, arena, shape->member_count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < shape->member_count; i++) {
        bool present = false;
        members[count].member = &shape->members[i];
        if (!member_of(run, &shape->members[i], format, tree, arena, &members[count].value,
                       &present)) {
            return false;
        }
        count += present ? 1 : 0;
    }
    *value = (struct awp_value){.kind = AWP_SHAPE_STRUCTURE, .as.structure = {members, count}};
    return true;
}

static bool string_of(enum awp_format format, const struct awp_tree *tree,
                      struct awp_value *value) {
    *value = (struct awp_value){.kind = AWP_SHAPE_STRING, .as.string = tree->text};
    return format == AWP_FORMAT_JSON ? tree->kind == AWP_TREE_TEXT : tree->first == NULL;
}

bool awp_expect_value(const struct awp_run *run, const struct awp_shape *shape,
                      enum awp_format format, const struct awp_tree *tree, struct awp_arena *arena,
                      struct awp_value *value) {
    const bool is_xml = format == AWP_FORMAT_XML;
    if (shape->kind == AWP_SHAPE_STRING) {
        return string_of(format, tree, value);
    }
    if (shape->kind == AWP_SHAPE_STRUCTURE) {
        return (is_xml || tree->kind == AWP_TREE_OBJECT) &&
               structure_of(run, shape, format, tree, arena, value);
    }
    if (shape->kind == AWP_SHAPE_LIST) {
        return (is_xml || tree->kind == AWP_TREE_ARRAY) &&
               list_of(run, shape, format, tree, wire_name(&shape->members[0], format), arena,
                       value);
    }
    awp_oracle_fail(run, AWP_ORACLE_HARNESS, "a shape that this oracle cannot read");
}

static bool same_items(const struct awp_value *a, const struct awp_value *b) {
    bool same = a->as.list.count == b->as.list.count;
    for (size_t i = 0; same && i < a->as.list.count; i++) {
        same = awp_same_value(&a->as.list.items[i], &b->as.list.items[i]);
    }
    return same;
}

static bool same_members(const struct awp_value *a, const struct awp_value *b) {
    bool same = a->as.structure.count == b->as.structure.count;
    for (size_t i = 0; same && i < a->as.structure.count; i++) {
        same = a->as.structure.members[i].member == b->as.structure.members[i].member &&
               awp_same_value(&a->as.structure.members[i].value, &b->as.structure.members[i].value);
    }
    return same;
}

bool awp_same_value(const struct awp_value *a, const struct awp_value *b) {
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == AWP_SHAPE_STRING) {
        return awp_same_bytes(a->as.string, b->as.string);
    }
    return a->kind == AWP_SHAPE_LIST ? same_items(a, b) : same_members(a, b);
}
