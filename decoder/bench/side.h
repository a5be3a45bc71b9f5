/* SPDX-License-Identifier: Apache-2.0 */
/* The two sides that are compared: the decoder, and the bare parsers that it stands on. */
#ifndef AWP_BENCH_SIDE_H
#define AWP_BENCH_SIDE_H

#include "input.h"

/** A side: a way to go once over a body and give back all memory, as a program's loop would. */
struct awp_side {
    const char *name;
    /** What is kept from body to body. `counted`: its memory, and that of what is below it, is
        taken from heap.h; a process may ask for that once, and before anything else. */
    void *(*begin)(bool counted);
    /** Whether the body came to what the family says. */
    bool (*run)(void *kept, const struct awp_family *family, struct awp_bytes body);
    void (*end)(void *kept);
};

/** Bytes to an outcome in an arena, which is rewound. */
extern const struct awp_side awp_side_ours;

/** cJSON_ParseWithLength and cJSON_Delete, or xmlReadMemory and xmlFreeDoc. */
extern const struct awp_side awp_side_bare;

#endif
