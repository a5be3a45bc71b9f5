/* SPDX-License-Identifier: Apache-2.0 */
/* Where results live: memory that is given back all at once, from an allocator, under a ceiling. */
#ifndef AWSPROOF_ARENA_H
#define AWSPROOF_ARENA_H

#include <stddef.h>

#include "awsproof/api.h"
#include "awsproof/bytes.h"
#include "awsproof/status.h"

/**
 * Where an arena gets its blocks. `allocate` returns NULL when it has none to give; `release` takes
 * back what `allocate` gave. `context` is handed to both. Used only inside calls that are given the
 * arena, on the calling thread.
 */
struct awp_allocator {
    void *(*allocate)(void *context, size_t size_bytes);
    void (*release)(void *context, void *block);
    void *context;
};

/**
 * An arena owns every result that a call writes into it, until awp_arena_reset or
 * awp_arena_destroy; nothing is freed singly. One arena serves one thread at a time; different
 * arenas are independent.
 */
struct awp_arena;

/** The smallest ceiling that an arena can live under, in bytes. */
#define AWP_ARENA_MIN_BYTES 256

/**
 * A new arena, or NULL when `allocator` has no memory or the ceiling is under AWP_ARENA_MIN_BYTES.
 * `allocator` NULL means malloc and free; it is copied. `max_bytes` is the ceiling over all that
 * the arena holds at once, its own book-keeping included; 0 means none. A call that needs more
 * returns AWP_OVER_CEILING.
 */
AWP_API struct awp_arena *awp_arena_create(const struct awp_allocator *allocator, size_t max_bytes);

/** Ends the arena and all results in it. NULL is allowed. */
AWP_API void awp_arena_destroy(struct awp_arena *arena);

/** Ends all results in the arena, which is then as it was made: for a loop over many inputs. */
AWP_API void awp_arena_reset(struct awp_arena *arena);

/**
 * As awp_arena_reset, but keeps a block of up to 1 MiB for reuse: for a loop in which speed counts
 * for more than memory. Under a ceiling nothing is kept, so that whether a call reaches it does not
 * depend on the calls before.
 */
AWP_API void awp_arena_rewind(struct awp_arena *arena);

/**
 * `size_bytes` bytes, aligned for any object, uninitialised; NULL when there are none to be had
 * (then awp_arena_status says why). 0 bytes give a valid pointer.
 */
AWP_API void *awp_arena_allocate(struct awp_arena *arena, size_t size_bytes);

/** Room for `count` objects of `size_bytes` each, as above; a product that overflows gives NULL. */
AWP_API void *awp_arena_allocate_array(struct awp_arena *arena, size_t count, size_t size_bytes);

/** Why the last allocation was refused: AWP_NO_MEMORY or AWP_OVER_CEILING; AWP_OK where it was not.
 */
AWP_API enum awp_status awp_arena_status(const struct awp_arena *arena);

/** Copies `bytes` into the arena. On failure `*copy` is untouched. */
AWP_API AWP_MUST_USE enum awp_status awp_arena_copy(struct awp_arena *arena, struct awp_bytes bytes,
                                                    struct awp_bytes *copy);

/** The bytes that the arena holds from its allocator now: what its ceiling is held against. */
AWP_API size_t awp_arena_held_bytes(const struct awp_arena *arena);

#endif
