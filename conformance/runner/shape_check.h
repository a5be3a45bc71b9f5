/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a value in its JSON form is one that a shape can have. */
#ifndef AWP_RUNNER_SHAPE_CHECK_H
#define AWP_RUNNER_SHAPE_CHECK_H

#include "awsproof/document.h"
#include "awsproof/shape.h"
#include "path.h"

/** What is wrong with a value. */
enum awp_misfit {
    AWP_FITS,
    AWP_MISFIT_MEMBER, /* a structure has a member that the model does not know, or one twice */
    AWP_MISFIT_TYPE    /* a value of a type that the model does not give */
};

/** The first thing that is wrong with a value, a wrong type before a wrong member. */
struct awp_shape_fault {
    enum awp_misfit misfit;
    struct awp_bytes path;            /* "$.Message" */
    struct awp_bytes reason;          /* "must be a string, not an object" */
    const struct awp_json_node *node; /* where */
};

/** Checks a value against its shape (docs/TESTEE.md, "Values"). Texts are in the arena. */
struct awp_shape_fault awp_shape_check(const struct awp_shape *shape,
                                       const struct awp_json_node *value, struct awp_arena *arena);

/** As awp_shape_check, for what a decoder other than the reference gives: null may stand anywhere.
 */
struct awp_shape_fault awp_shape_check_pattern(const struct awp_shape *shape,
                                               const struct awp_json_node *value,
                                               struct awp_arena *arena);

/** One of the two. */
typedef struct awp_shape_fault awp_shape_check_function(const struct awp_shape *shape,
                                                        const struct awp_json_node *value,
                                                        struct awp_arena *arena);

#endif
