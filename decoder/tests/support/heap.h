/* SPDX-License-Identifier: Apache-2.0 */
/* Memory under test: an allocator that counts what lives and fails on demand, and exact inputs. */
#ifndef AWP_TEST_HEAP_H
#define AWP_TEST_HEAP_H

#include "awsproof/arena.h"

/** What lives, and which allocation fails. All zero is a heap that never fails. */
struct awp_test_heap {
    size_t live_blocks;
    size_t live_bytes; /* as malloc counts them */
    size_t allocations;
    size_t fail_at;       /* this allocation gives NULL, counted from 1; 0: none does */
    bool fail_ever_after; /* and all that follow it */
};

/** The heap as an allocator for arenas. */
struct awp_allocator awp_test_heap_allocator(struct awp_test_heap *heap);

/** Asserts that nothing lives: Criterion passes a test that leaks, this does not. */
void awp_test_heap_expect_empty(const struct awp_test_heap *heap, const char *what);

/**
 * A copy in a block of exactly its size, so that a sanitizer sees a read of one byte more; of no
 * bytes: NULL, so that any read at all is seen. Given back by awp_test_release.
 */
struct awp_bytes awp_test_copy(struct awp_test_heap *heap, struct awp_bytes bytes);
void awp_test_release(struct awp_test_heap *heap, struct awp_bytes copy);

/** An arena on a heap of its own: what most tests work in. */
struct awp_test_room {
    struct awp_test_heap heap;
    struct awp_arena *arena;
};

/** Opens the room; `max_bytes` is the arena's ceiling, 0 none. */
void awp_test_room_open(struct awp_test_room *room, size_t max_bytes);

/** Closes it and asserts that nothing was left behind. */
void awp_test_room_close(struct awp_test_room *room);

/** How many rows a table has. */
#define AWP_TEST_COUNT(table) awp_test_some(sizeof(table) / sizeof((table)[0]))

/** Asserts that there are some, so that no table passes by being empty; returns the count. */
size_t awp_test_some(size_t count);

/** `times` copies of `unit`, in a block to be given back by awp_test_release. */
struct awp_bytes awp_test_repeat(struct awp_test_heap *heap, struct awp_bytes unit, size_t times);

/** The texts joined, likewise. */
struct awp_bytes awp_test_join(struct awp_test_heap *heap, const struct awp_bytes *parts,
                               size_t count);

/** `before`, `times` units with their number, from 0, for `#`, and `after`, likewise. */
struct awp_bytes awp_test_numbered(struct awp_test_heap *heap, const char *before, const char *unit,
                                   size_t times, const char *after);

/** For "%.*s": the start of counted bytes, for a message that stays a message. */
#define AWP_TEST_SHOW(bytes)                                                                       \
    (int)((bytes).len < 300 ? (bytes).len : 300), (bytes).len == 0 ? "" : (const char *)(bytes).ptr

#endif
