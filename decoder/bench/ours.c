/* SPDX-License-Identifier: Apache-2.0 */
/* The decoder's side: one arena for all bodies, rewound after each. */
#include <stdlib.h>

#include "awsproof/invite_members.h"
#include "bare.h"
#include "heap.h"
#include "side.h"

static void *begin(bool counted) {
    const struct awp_allocator counting = {awp_heap_allocate_for, awp_heap_release_for, NULL};
    if (counted) {
        awp_bare_count_libxml2();
    }
    struct awp_arena *arena = awp_arena_create(counted ? &counting : NULL, 0);
    if (arena == NULL) {
        abort();
    }
    return arena;
}

static bool run(void *kept, const struct awp_family *family, struct awp_bytes body) {
    const struct awp_http_response response = {.status = family->status, .body = body};
    const struct awp_protocol *protocol =
        awp_protocol_find(family->is_xml ? AWP_BYTES("restXml") : AWP_BYTES("restJson1"));
    struct awp_outcome outcome;
    const bool is_right = awp_response_decode(protocol, &awp_securityhub_invite_members, &response,
                                              kept, &outcome) == AWP_OK &&
                          outcome.kind == family->outcome;
    awp_arena_rewind(kept);
    return is_right;
}

static void end(void *kept) { awp_arena_destroy(kept); }

const struct awp_side awp_side_ours = {"ours", begin, run, end};
