/* SPDX-License-Identifier: Apache-2.0 */
/* Delta debugging: the few items of a sequence that are enough for a test to hold. */
#include "ddmin.h"

#include <string.h>

#include "text.h"

/* A sequence that is being shortened. */
struct work {
    uint8_t *items;
    uint8_t *candidate;
    size_t count;
    size_t item_bytes;
    awp_ddmin_test *test;
    void *context;
    bool stopped;
};

/* Tries to do without some items; true: they are gone. */
static bool remove_items(struct work *work, size_t at, size_t len) {
    const size_t head = at * work->item_bytes;
    const size_t tail_at = (at + len) * work->item_bytes;
    const size_t tail = work->count * work->item_bytes - tail_at;
    if (head > 0) {
        memcpy(work->candidate, work->items, head);
    }
    if (tail > 0) {
        memcpy(work->candidate + head, work->items + tail_at, tail);
    }
    const enum awp_ddmin_answer answer =
        work->test(work->context, work->candidate, work->count - len);
    work->stopped = answer == AWP_DDMIN_STOP;
    if (answer != AWP_DDMIN_HOLDS) {
        return false;
    }
    uint8_t *before = work->items;
    work->items = work->candidate;
    work->candidate = before;
    work->count -= len;
    return true;
}

/* Tries each stretch of this length once; whether any could go. */
static bool sweep(struct work *work, size_t chunk) {
    bool removed = false;
    for (size_t at = 0; at < work->count && !work->stopped;) {
        const size_t left = work->count - at;
        const size_t len = chunk < left ? chunk : left;
        if (remove_items(work, at, len)) {
            removed = true;
        } else {
            at += len;
        }
    }
    return removed;
}

size_t awp_ddmin(void *items, size_t count, size_t item_bytes, awp_ddmin_test *test, void *context,
                 struct awp_arena *arena) {
    struct work work = {
        .items = items,
        .candidate = awp_need_array(arena, count, item_bytes),
        .count = count,
        .item_bytes = item_bytes,
        .test = test,
        .context = context,
    };
    /* All at once, then halves, quarters, ...; single items until none of them can go. */
    size_t chunk = count;
    while (work.count > 0 && !work.stopped) {
        const bool removed = sweep(&work, chunk);
        if (chunk == 1 && !removed) {
            break;
        }
        if (!removed) {
            chunk = (chunk + 1) / 2;
        }
        chunk = chunk > work.count ? work.count : chunk;
    }
    if (work.items != items && work.count > 0) {
        memcpy(items, work.items, work.count * item_bytes);
    }
    return work.count;
}
