/* SPDX-License-Identifier: Apache-2.0 */
/* Values: looking into them, comparing them, and their canonical form. */
#include "awsproof/value.h"

const struct awp_value *awp_value_member(const struct awp_value *structure, struct awp_bytes name) {
    if (structure->kind != AWP_SHAPE_STRUCTURE) {
        return NULL;
    }
    for (size_t i = 0; i < structure->as.structure.count; i++) {
        const struct awp_member_value *present = &structure->as.structure.members[i];
        if (awp_bytes_equal(present->member->name, name)) {
            return &present->value;
        }
    }
    return NULL;
}

static bool lists_equal(const struct awp_value *a, const struct awp_value *b) {
    if (a->as.list.count != b->as.list.count) {
        return false;
    }
    for (size_t i = 0; i < a->as.list.count; i++) {
        if (!awp_value_equal(&a->as.list.items[i], &b->as.list.items[i])) {
            return false;
        }
    }
    return true;
}

/* Both are in model order, so equal structures have the same members at the same places. */
static bool structures_equal(const struct awp_value *a, const struct awp_value *b) {
    if (a->as.structure.count != b->as.structure.count) {
        return false;
    }
    for (size_t i = 0; i < a->as.structure.count; i++) {
        const struct awp_member_value *of_a = &a->as.structure.members[i];
        const struct awp_member_value *of_b = &b->as.structure.members[i];
        if (!awp_bytes_equal(of_a->member->name, of_b->member->name) ||
            !awp_value_equal(&of_a->value, &of_b->value)) {
            return false;
        }
    }
    return true;
}

bool awp_value_equal(const struct awp_value *a, const struct awp_value *b) {
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == AWP_SHAPE_LIST) {
        return lists_equal(a, b);
    }
    if (a->kind == AWP_SHAPE_STRUCTURE) {
        return structures_equal(a, b);
    }
    return a->kind == AWP_SHAPE_STRING && awp_bytes_equal(a->as.string, b->as.string);
}
