/* SPDX-License-Identifier: Apache-2.0 */
/* A decoder as a table of its functions: the one that is linked in, or a mutant's shared library.
 */
#ifndef AWP_MUTATION_LIBRARY_H
#define AWP_MUTATION_LIBRARY_H

#include "trial.h"

/** The functions of the decoder's interface that a trial needs. */
struct awp_library {
    struct awp_arena *(*arena_create)(const struct awp_allocator *allocator, size_t max_bytes);
    void (*arena_destroy)(struct awp_arena *arena);
    void (*arena_reset)(struct awp_arena *arena);
    const struct awp_operation *(*operation_find)(struct awp_bytes qualified_name);
    const struct awp_protocol *(*protocol_find)(struct awp_bytes name);
    const struct awp_function *(*function_find)(struct awp_bytes name);
    enum awp_status (*response_decode)(const struct awp_protocol *protocol,
                                       const struct awp_operation *operation,
                                       const struct awp_http_response *response,
                                       struct awp_arena *arena, struct awp_outcome *outcome);
    void *handle; /* of dlopen; NULL: linked in */
};

/** The reference, as linked into this program. */
extern const struct awp_library awp_library_linked;

/** Opens a shared library, its symbols its own. False after a line on standard error. */
bool awp_library_open(const char *path, struct awp_library *library);

/**
 * Puts a trial to a library: everything that it needs, the tables too, is that library's. Statuses
 * as awp_response_decode; AWP_MISFIT where the library does not know what the trial asks for.
 */
AWP_MUST_USE enum awp_status awp_library_decode(const struct awp_library *library,
                                                const struct awp_trial *trial,
                                                struct awp_arena *arena,
                                                struct awp_outcome *outcome);

#endif
