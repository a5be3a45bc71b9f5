/* SPDX-License-Identifier: Apache-2.0 */
/* Values: what a document is after a shape was laid on it, and the way back to JSON and XML. */
#ifndef AWSPROOF_VALUE_H
#define AWSPROOF_VALUE_H

#include "awsproof/arena.h"
#include "awsproof/document.h"
#include "awsproof/shape.h"

struct awp_member_value;

/**
 * A decoded value: the tree that the seed's to_value gives (Structure, List, String). Plain data:
 * build one by hand as freely as the decoder does.
 */
struct awp_value {
    enum awp_shape_kind kind;
    union {
        struct awp_bytes string; /* UTF-8, counted */
        struct {
            const struct awp_value *items; /* in document order */
            size_t count;
        } list;
        struct {
            const struct awp_member_value *members; /* in model order, absent ones left out (D4) */
            size_t count;
        } structure;
    } as;
};

/** A member that is present. `member` points into the shape table. */
struct awp_member_value {
    const struct awp_member *member;
    struct awp_value value;
};

/** The member of a structure with this model name, or NULL where it is absent. */
AWP_API const struct awp_value *awp_value_member(const struct awp_value *structure,
                                                 struct awp_bytes name);

/** Whether two values are equal: same kinds, same members present, same items in order, same bytes.
 */
AWP_API bool awp_value_equal(const struct awp_value *a, const struct awp_value *b);

/**
 * Lays `shape` on a JSON value (R11, R13, R14). AWP_MISFIT: the value does not fit, and `*value` is
 * untouched; AWP_UNSUPPORTED_SHAPE: the table holds a kind that is not interpreted; else memory.
 * The result belongs to `arena` and points into the document and the table: keep those.
 */
AWP_API AWP_MUST_USE enum awp_status awp_value_of_json(const struct awp_shape *shape,
                                                       const struct awp_json_node *node,
                                                       struct awp_arena *arena,
                                                       struct awp_value *value);

/** Lays `shape` on an XML element: on its children, its items or its text (X3, X5). As above. */
AWP_API AWP_MUST_USE enum awp_status awp_value_of_xml(const struct awp_shape *shape,
                                                      const struct awp_xml_node *element,
                                                      struct awp_arena *arena,
                                                      struct awp_value *value);

/**
 * Writes the value as JSON by its members' JSON names, compact; decoding that by the same shape
 * gives an equal value (D4). AWP_NOT_REPRESENTABLE: a string that is no UTF-8.
 */
AWP_API AWP_MUST_USE enum awp_status
awp_json_of_value(const struct awp_value *value, struct awp_arena *arena, struct awp_bytes *json);

/**
 * Writes a structure as an XML element called `root_name`; decoding that by the same shape gives an
 * equal value (D4). AWP_NOT_REPRESENTABLE: a string that is no UTF-8 or holds a character that XML
 * 1.0 cannot, such as U+0000, and a flattened list that is present but empty. AWP_MISFIT: no
 * structure.
 */
AWP_API AWP_MUST_USE enum awp_status awp_xml_of_value(const struct awp_value *value,
                                                      struct awp_bytes root_name,
                                                      struct awp_arena *arena,
                                                      struct awp_bytes *xml);

/**
 * Appends the value in canonical form (docs/TESTEE.md, "Values"): members under their model names,
 * in model order, absent ones left out, scalars other than strings and booleans as typed objects.
 */
AWP_API void awp_value_write(const struct awp_value *value, struct awp_buffer *out);

#endif
