/* SPDX-License-Identifier: Apache-2.0 */
/* A decoder's functions, linked in or looked up in a shared library; a trial put to them. */
#include "library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

const struct awp_library awp_library_linked = {.arena_create = awp_arena_create,
                                               .arena_destroy = awp_arena_destroy,
                                               .arena_reset = awp_arena_reset,
                                               .operation_find = awp_operation_find,
                                               .protocol_find = awp_protocol_find,
                                               .function_find = awp_function_find,
                                               .response_decode = awp_response_decode};

/* ISO C has no conversion from an object's pointer to a function's, POSIX has: hence the copy. */
static bool look_up(void *handle, const char *name, void *field, size_t field_bytes) {
    void *symbol = dlsym(handle, name);
    if (symbol == NULL) {
        fprintf(stderr, "mutant-run: %s\n", dlerror());
        return false;
    }
    memcpy(field, &symbol, field_bytes);
    return true;
}

bool awp_library_open(const char *path, struct awp_library *library) {
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        fprintf(stderr, "mutant-run: %s\n", dlerror());
        return false;
    }
    *library = (struct awp_library){.handle = handle};
    const struct {
        const char *name;
        void *field;
    } symbols[] = {
        {"awp_arena_create", &library->arena_create},
        {"awp_arena_destroy", &library->arena_destroy},
        {"awp_arena_reset", &library->arena_reset},
        {"awp_operation_find", &library->operation_find},
        {"awp_protocol_find", &library->protocol_find},
        {"awp_function_find", &library->function_find},
        {"awp_response_decode", &library->response_decode},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        if (!look_up(handle, symbols[i].name, symbols[i].field, sizeof(void *))) {
            return false;
        }
    }
    return true;
}

enum awp_status awp_library_decode(const struct awp_library *library, const struct awp_trial *trial,
                                   struct awp_arena *arena, struct awp_outcome *outcome) {
    const struct awp_case *golden = trial->golden;
    const struct awp_operation *operation = library->operation_find(trial->operation);
    if (operation == NULL) {
        return AWP_MISFIT;
    }
    if (golden->function != NULL) {
        const struct awp_function *function = library->function_find(golden->function->name);
        return function == NULL
                   ? AWP_MISFIT
                   : function->decode(operation, golden->code, trial->body, arena, outcome);
    }
    const struct awp_http_response response = {.status = golden->status,
                                               .headers = golden->headers,
                                               .header_count = golden->header_count,
                                               .body = trial->body};
    const struct awp_protocol *protocol = library->protocol_find(golden->protocol->name);
    return protocol == NULL
               ? AWP_MISFIT
               : library->response_decode(protocol, operation, &response, arena, outcome);
}
