/* SPDX-License-Identifier: Apache-2.0 */
/* Wire faults: the ways in which a response is sent other than plainly. One file a fault. */
#ifndef AWP_ENDPOINT_FAULT_H
#define AWP_ENDPOINT_FAULT_H

#include "plan.h"

#define AWP_WIRE_FAULT_MAX_PARAMETERS 2

/** A parameter of a fault: a number in bounds, or one of some names. */
struct awp_wire_fault_parameter {
    const char *name;           /* NULL: there is none */
    const char *const *choices; /* NULL: a number; else names, of which the value is the index */
    unsigned min;
    unsigned max;
    unsigned fallback; /* where it is left out */
};

/** A fault. */
struct awp_wire_fault {
    const char *name;
    const char *summary; /* one line, for --help and the docs */
    struct awp_wire_fault_parameter parameters[AWP_WIRE_FAULT_MAX_PARAMETERS];
    void (*build)(const struct awp_http_response *response, const unsigned *parameters,
                  struct awp_plan *plan);
};

/** The faults in a constant array of `*count` pointers. */
const struct awp_wire_fault *const *awp_wire_fault_list(size_t *count);

/** The fault of this name, or NULL. */
const struct awp_wire_fault *awp_wire_fault_find(struct awp_bytes name);

/** How a response is sent: by a fault, or plainly. */
struct awp_wire {
    const struct awp_wire_fault *fault; /* NULL: plainly, framed by its Content-Length */
    unsigned parameters[AWP_WIRE_FAULT_MAX_PARAMETERS];
};

/** The fault with its parameters as they are where they are left out. */
struct awp_wire awp_wire_of_fault(const struct awp_wire_fault *fault);

/** Makes the plan of a response. Texts are in the arena, or the response's own. */
AWP_MUST_USE enum awp_status awp_wire_plan(const struct awp_wire *wire,
                                           const struct awp_http_response *response,
                                           struct awp_arena *arena, struct awp_plan *plan);

/**
 * Why this response cannot be sent plainly so that a client gets just its status, headers and body:
 * one line that lives as long as the program. NULL: it can.
 */
const char *awp_wire_hindrance(const struct awp_http_response *response);

#endif
