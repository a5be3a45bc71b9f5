/* SPDX-License-Identifier: Apache-2.0 */
/* Shape tables: a service's model as plain constant data, which the decoder interprets. */
#ifndef AWSPROOF_SHAPE_H
#define AWSPROOF_SHAPE_H

#include <stddef.h>

#include "awsproof/api.h"
#include "awsproof/bytes.h"

/**
 * Smithy's shape kinds. Structure, list and string are interpreted; a table with another kind gives
 * AWP_UNSUPPORTED_SHAPE when it is decoded by, never a wrong value.
 */
enum awp_shape_kind {
    AWP_SHAPE_STRUCTURE,
    AWP_SHAPE_LIST,
    AWP_SHAPE_STRING,
    AWP_SHAPE_BOOLEAN,
    AWP_SHAPE_BYTE,
    AWP_SHAPE_SHORT,
    AWP_SHAPE_INTEGER,
    AWP_SHAPE_LONG,
    AWP_SHAPE_FLOAT,
    AWP_SHAPE_DOUBLE,
    AWP_SHAPE_BIG_INTEGER,
    AWP_SHAPE_BIG_DECIMAL,
    AWP_SHAPE_BLOB,
    AWP_SHAPE_TIMESTAMP,
    AWP_SHAPE_ENUM,
    AWP_SHAPE_INT_ENUM,
    AWP_SHAPE_DOCUMENT,
    AWP_SHAPE_MAP,
    AWP_SHAPE_UNION
};

struct awp_shape;

/** A member of a structure or union; the one member of a list; the key and the value of a map. */
struct awp_member {
    struct awp_bytes name;          /* as the model has it, and as values name it */
    const struct awp_shape *target; /* never NULL; may point back: shapes may be recursive */
    struct awp_bytes json_name;     /* trait jsonName; empty: the name itself */
    struct awp_bytes xml_name;      /* trait xmlName, local part; empty: the name itself */
    bool xml_flattened;             /* trait xmlFlattened, on a list member */
    bool required;                  /* trait required: recorded; responses are not refused for it */
};

/** A shape. `members` is in model order. */
struct awp_shape {
    struct awp_bytes name; /* without its namespace */
    enum awp_shape_kind kind;
    const struct awp_member *members;
    size_t member_count; /* list: 1, map: 2, simple kinds: 0 */
};

/** An entry of an operation's error list. */
struct awp_error {
    const struct awp_shape *shape; /* a structure; its name is what a code is compared with (R9) */
    unsigned http_status; /* trait httpError; recorded: any status may carry any error (R9) */
    struct awp_bytes query_code; /* trait awsQueryError's code; empty: the shape's name (X4) */
};

/** An operation: what its responses and errors are decoded by. */
struct awp_operation {
    struct awp_bytes service;  /* "securityhub" */
    struct awp_bytes name;     /* "InviteMembers" */
    struct awp_bytes protocol; /* "restJson1": the one the service speaks; any may be asked for */
    const struct awp_shape *output; /* a structure */
    const struct awp_error *errors; /* in model order */
    size_t error_count;
};

/**
 * The operation's error with this code, byte for byte (R9), or NULL. Query codes are not looked at.
 */
AWP_API const struct awp_error *awp_operation_error(const struct awp_operation *operation,
                                                    struct awp_bytes code);

/**
 * The operations whose tables this library brings: `*count` of them, in a constant array. Tables
 * that a program builds at run time need no entry here; every call takes the operation itself, and
 * only needs it and all it points to to outlive the results.
 */
AWP_API const struct awp_operation *const *awp_operation_list(size_t *count);

/** The operation called "service.Name" ("securityhub.InviteMembers") among those, or NULL. */
AWP_API const struct awp_operation *awp_operation_find(struct awp_bytes qualified_name);

#endif
