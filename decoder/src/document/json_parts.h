/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON document in two parts: its structure, which cJSON builds a tree of, and its scalars. */
#ifndef AWP_JSON_PARTS_H
#define AWP_JSON_PARTS_H

#include "document/json_scan.h"

/** A name, or a scalar: a value that is no array and no object. */
struct awp_json_scalar {
    enum awp_json_kind kind; /* a name's is AWP_JSON_STRING */
    struct awp_bytes text;   /* of names and strings, unescaped; of a number as it stands */
};

/*
 *     the document                          its structure             its scalars
 *     {"a": "x\u0000y", "n": [1.50, {}]}    {"":null,"":[null,{}]}    a, x U+0000 y, n, 1.50
 */
struct awp_json_parts {
    struct awp_bytes structure;      /* JSON: each name is empty, each scalar null; no blanks */
    struct awp_json_scalar *scalars; /* in their order, a name before its value */
};

/** Takes a text apart in which `scan` found no fault. The parts are in the arena. */
AWP_MUST_USE enum awp_status awp_json_split(struct awp_bytes text, const struct awp_json_scan *scan,
                                            struct awp_arena *arena, struct awp_json_parts *parts);

#endif
