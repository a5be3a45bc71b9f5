/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of an input on the heap and at the edges of pages that cannot be read. */
#include "placement.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "fail.h"

enum { PAGE_BYTES = 4096, FIRST_ROOM_BYTES = 2 << 20, SCRIBBLE = 0xA5 };

/* | page that cannot be read | room ... | page that cannot be read | */
static struct {
    uint8_t *pages;
    size_t room;
} guarded;

/* At once more than an engine's inputs need: one that grows the room takes a path of its own. */
static size_t round_up(size_t size) {
    const size_t pages = (size + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES + PAGE_BYTES;
    return pages < FIRST_ROOM_BYTES ? FIRST_ROOM_BYTES : pages;
}

/* The room between the guards, at least this large. */
static uint8_t *guarded_room(const struct awp_run *run, size_t size) {
    if (size > guarded.room) {
        if (guarded.pages != NULL) {
            munmap(guarded.pages, guarded.room + 2 * (size_t)PAGE_BYTES);
        }
        guarded.room = round_up(size);
        const size_t whole = guarded.room + 2 * (size_t)PAGE_BYTES;
        guarded.pages = mmap(NULL, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (guarded.pages == MAP_FAILED ||
            mprotect(guarded.pages + PAGE_BYTES, guarded.room, PROT_READ | PROT_WRITE) != 0) {
            awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no pages for %zu bytes", size);
        }
    }
    return guarded.pages + PAGE_BYTES;
}

static uint8_t *heap_room(const struct awp_run *run, size_t size) {
    uint8_t *room = malloc(size);
    if (room == NULL) {
        awp_oracle_fail(run, AWP_ORACLE_HARNESS, "no memory for %zu bytes", size);
    }
    return room;
}

static uint8_t *room_at(const struct awp_run *run, enum awp_placement place, size_t len) {
    switch (place) {
    case AWP_PLACE_HEAP:
        return heap_room(run, len);
    case AWP_PLACE_UNALIGNED:
        return heap_room(run, len + 1) + 1;
    case AWP_PLACE_GUARD_AFTER:
        return guarded_room(run, len + 1) + guarded.room - len;
    case AWP_PLACE_GUARD_BEFORE:
        break;
    }
    return guarded_room(run, len + 1);
}

struct awp_placed awp_place(const struct awp_run *run, enum awp_placement place,
                            struct awp_bytes bytes) {
    uint8_t *room = room_at(run, place, bytes.len);
    if (bytes.len > 0) {
        memcpy(room, bytes.ptr, bytes.len);
    }
    return (struct awp_placed){place, {room, bytes.len}};
}

void awp_placed_scribble(const struct awp_placed *placed) {
    if (placed->bytes.len > 0) {
        memset((uint8_t *)(uintptr_t)placed->bytes.ptr, SCRIBBLE, placed->bytes.len);
    }
}

void awp_placed_release(const struct awp_placed *placed) {
    if (placed->place == AWP_PLACE_HEAP) {
        free((void *)(uintptr_t)placed->bytes.ptr);
    } else if (placed->place == AWP_PLACE_UNALIGNED) {
        free((uint8_t *)(uintptr_t)placed->bytes.ptr - 1);
    }
}
