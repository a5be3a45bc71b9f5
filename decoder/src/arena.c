/* SPDX-License-Identifier: Apache-2.0 */
/* The arena: blocks from an allocator, handed out front to back, given back all at once. */
#include "awsproof/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "poison.h"

/*
 * A block:   | struct block | data ... used ... | free ... |
 * The arena's own struct lies at the start of its first block's data, so that one allocation makes
 * an arena and a reset keeps exactly that block.
 */
struct block {
    struct block *previous;
    size_t size;          /* of the whole block, this header included */
    size_t used;          /* likewise */
    max_align_t unused[]; /* the data begins aligned for any object */
};

struct awp_arena {
    struct awp_allocator allocator;
    struct block *newest; /* where small allocations come from */
    struct block *spare;  /* kept by a rewinding and not yet used again, or NULL */
    size_t max_bytes;
    size_t held_bytes;
    size_t next_block_bytes;
    enum awp_status status;
};

enum { FIRST_BLOCK_BYTES = 4096, MAX_BLOCK_BYTES = 1024 * 1024, ALIGNMENT = alignof(max_align_t) };

_Static_assert(sizeof(struct block) + sizeof(struct awp_arena) + alignof(max_align_t) <=
                   AWP_ARENA_MIN_BYTES,
               "the smallest arena holds itself");

static size_t round_up(size_t size) { return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT; }

static void *allocate_by_malloc(void *context, size_t size_bytes) {
    (void)context;
    return malloc(size_bytes);
}

static void release_by_free(void *context, void *block) {
    (void)context;
    free(block);
}

static struct block *block_create(const struct awp_allocator *allocator, size_t size) {
    struct block *block = allocator->allocate(allocator->context, size);
    if (block == NULL) {
        return NULL;
    }
    *block = (struct block){.size = size, .used = sizeof *block};
    awp_poison((uint8_t *)block + block->used, block->size - block->used);
    return block;
}

/* The next `size` bytes; what fills them up to the next aligned address stays poisoned. */
static void *block_take(struct block *block, size_t size) {
    void *taken = (uint8_t *)block + block->used;
    block->used += round_up(size);
    awp_unpoison(taken, size);
    return taken;
}

static void block_release(const struct awp_allocator *allocator, struct block *block) {
    awp_unpoison(block, block->size);
    allocator->release(allocator->context, block);
}

struct awp_arena *awp_arena_create(const struct awp_allocator *allocator, size_t max_bytes) {
    const struct awp_allocator by_default = {allocate_by_malloc, release_by_free, NULL};
    const struct awp_allocator used = allocator == NULL ? by_default : *allocator;
    const size_t first_bytes =
        max_bytes != 0 && max_bytes < FIRST_BLOCK_BYTES ? max_bytes : FIRST_BLOCK_BYTES;
    if (first_bytes < AWP_ARENA_MIN_BYTES) {
        return NULL;
    }
    struct block *first = block_create(&used, first_bytes);
    if (first == NULL) {
        return NULL;
    }
    struct awp_arena *arena = block_take(first, sizeof *arena);
    *arena = (struct awp_arena){.allocator = used,
                                .newest = first,
                                .max_bytes = max_bytes == 0 ? SIZE_MAX : max_bytes,
                                .held_bytes = first->size,
                                .next_block_bytes = FIRST_BLOCK_BYTES};
    return arena;
}

static void give_back(struct awp_arena *arena, struct block *block) {
    if (block != NULL) {
        arena->held_bytes -= block->size;
        block_release(&arena->allocator, block);
    }
}

/* Gives back every block but the first, which holds the arena itself; returns that one. */
static struct block *release_all_but_first(struct awp_arena *arena) {
    struct block *block = arena->newest;
    while (block->previous != NULL) {
        struct block *previous = block->previous;
        give_back(arena, block);
        block = previous;
    }
    give_back(arena, arena->spare);
    return block;
}

void awp_arena_destroy(struct awp_arena *arena) {
    if (arena == NULL) {
        return;
    }
    struct block *first = release_all_but_first(arena);
    const struct awp_allocator allocator = arena->allocator;
    block_release(&allocator, first);
}

/* Nothing in the block is in use, but `used` bytes at its start. */
static void block_empty(struct block *block, size_t used) {
    block->used = used;
    awp_poison((uint8_t *)block + used, block->size - used);
}

/* Takes the block that is worth keeping off what the arena gives back; NULL: none is. */
static struct block *take_spare(struct awp_arena *arena) {
    struct block *newest = arena->newest;
    struct block *spare = arena->spare;
    if (arena->max_bytes != SIZE_MAX) {
        return NULL;
    }
    if (spare != NULL && (newest->previous == NULL || newest->size <= spare->size)) {
        arena->spare = NULL;
        return spare;
    }
    if (newest->previous == NULL || newest->size > MAX_BLOCK_BYTES) {
        return NULL;
    }
    arena->newest = newest->previous;
    return newest;
}

/* Ends what is in the arena. `spare` is off its chain and stays; NULL: nothing but the first block
   does. */
static void start_anew(struct awp_arena *arena, struct block *spare) {
    arena->newest = release_all_but_first(arena);
    arena->spare = spare;
    if (spare != NULL) {
        block_empty(spare, sizeof *spare);
    }
    block_empty(arena->newest, sizeof(struct block) + round_up(sizeof *arena));
    arena->next_block_bytes = FIRST_BLOCK_BYTES;
    arena->status = AWP_OK;
}

void awp_arena_reset(struct awp_arena *arena) { start_anew(arena, NULL); }

void awp_arena_rewind(struct awp_arena *arena) { start_anew(arena, take_spare(arena)); }

/* The spare block, if it has `size` bytes free; blocks go on growing from there. */
static struct block *use_spare(struct awp_arena *arena, size_t size) {
    struct block *spare = arena->spare;
    if (spare == NULL || spare->size - spare->used < size) {
        return NULL;
    }
    arena->spare = NULL;
    arena->next_block_bytes = spare->size < MAX_BLOCK_BYTES / 2 ? 2 * spare->size : MAX_BLOCK_BYTES;
    return spare;
}

/* A new block that has at least `size` bytes free; NULL, and the arena's status, where there is
 * none. */
static struct block *add_block(struct awp_arena *arena, size_t size) {
    size_t block_bytes = arena->next_block_bytes;
    const size_t left = arena->max_bytes - arena->held_bytes;
    if (size > SIZE_MAX - sizeof(struct block) || size + sizeof(struct block) > left) {
        arena->status = AWP_OVER_CEILING;
        return NULL;
    }
    if (block_bytes < size + sizeof(struct block)) {
        block_bytes = size + sizeof(struct block);
    }
    if (block_bytes > left) {
        block_bytes = left;
    }
    struct block *block = block_create(&arena->allocator, block_bytes);
    if (block == NULL) {
        arena->status = AWP_NO_MEMORY;
        return NULL;
    }
    arena->held_bytes += block_bytes;
    if (arena->next_block_bytes < MAX_BLOCK_BYTES) {
        arena->next_block_bytes *= 2;
    }
    return block;
}

/* An object from a block of its own, or from one that is the newest from now on. */
static void *take_from_new_block(struct awp_arena *arena, size_t size_bytes) {
    const size_t free_in_newest = arena->newest->size - arena->newest->used;
    const size_t size = round_up(size_bytes);
    struct block *block = use_spare(arena, size);
    block = block != NULL ? block : add_block(arena, size);
    if (block == NULL) {
        return NULL;
    }
    void *taken = block_take(block, size_bytes);
    /* A large object's own block goes behind the newest one where that still has more room; the
       first block, which holds the arena, stays last in the chain. */
    if (arena->newest->previous != NULL && block->size - block->used < free_in_newest) {
        block->previous = arena->newest->previous;
        arena->newest->previous = block;
        return taken;
    }
    block->previous = arena->newest;
    arena->newest = block;
    return taken;
}

void *awp_arena_allocate(struct awp_arena *arena, size_t size_bytes) {
    struct block *newest = arena->newest;
    if (size_bytes > SIZE_MAX - ALIGNMENT) {
        arena->status = AWP_OVER_CEILING;
        return NULL;
    }
    arena->status = AWP_OK;
    if (round_up(size_bytes) <= newest->size - newest->used) {
        return block_take(newest, size_bytes);
    }
    return take_from_new_block(arena, size_bytes);
}

void *awp_arena_allocate_array(struct awp_arena *arena, size_t count, size_t size_bytes) {
    size_t product;
    if (__builtin_mul_overflow(count, size_bytes, &product)) {
        arena->status = AWP_OVER_CEILING;
        return NULL;
    }
    return awp_arena_allocate(arena, product);
}

enum awp_status awp_arena_status(const struct awp_arena *arena) { return arena->status; }

enum awp_status awp_arena_copy(struct awp_arena *arena, struct awp_bytes bytes,
                               struct awp_bytes *copy) {
    uint8_t *to = awp_arena_allocate(arena, bytes.len);
    if (to == NULL) {
        return awp_arena_status(arena);
    }
    if (bytes.len != 0) {
        memcpy(to, bytes.ptr, bytes.len);
    }
    *copy = (struct awp_bytes){to, bytes.len};
    return AWP_OK;
}

size_t awp_arena_held_bytes(const struct awp_arena *arena) { return arena->held_bytes; }
