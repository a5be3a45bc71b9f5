/* SPDX-License-Identifier: Apache-2.0 */
/* The counting heap over malloc, and the inputs that are made on it. */
#include "support/heap.h"

#include <criterion/criterion.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(void *context, size_t size_bytes) {
    struct awp_test_heap *heap = context;
    heap->allocations++;
    const bool is_the_one = heap->allocations == heap->fail_at;
    const bool is_after = heap->fail_ever_after && heap->allocations > heap->fail_at;
    if (heap->fail_at != 0 && (is_the_one || is_after)) {
        return NULL;
    }
    void *block = malloc(size_bytes);
    cr_assert_not_null(block, "the test itself is out of memory");
    memset(block, 0xA5, size_bytes); /* nothing may count on zeros */
    heap->live_blocks++;
    heap->live_bytes += malloc_usable_size(block);
    return block;
}

static void release(void *context, void *block) {
    struct awp_test_heap *heap = context;
    cr_assert_not_null(block);
    cr_assert_gt(heap->live_blocks, 0);
    heap->live_blocks--;
    heap->live_bytes -= malloc_usable_size(block);
    free(block);
}

struct awp_allocator awp_test_heap_allocator(struct awp_test_heap *heap) {
    return (struct awp_allocator){allocate, release, heap};
}

void awp_test_heap_expect_empty(const struct awp_test_heap *heap, const char *what) {
    cr_assert_eq(heap->live_blocks, 0, "%s: %zu blocks live", what, heap->live_blocks);
    cr_assert_eq(heap->live_bytes, 0, "%s: %zu bytes live", what, heap->live_bytes);
}

struct awp_bytes awp_test_repeat(struct awp_test_heap *heap, struct awp_bytes unit, size_t times) {
    const size_t len = unit.len * times;
    if (len == 0) {
        return (struct awp_bytes){0};
    }
    uint8_t *to = allocate(heap, len);
    for (size_t i = 0; i < times; i++) {
        memcpy(to + i * unit.len, unit.ptr, unit.len);
    }
    return (struct awp_bytes){to, len};
}

struct awp_bytes awp_test_copy(struct awp_test_heap *heap, struct awp_bytes bytes) {
    return awp_test_repeat(heap, bytes, 1);
}

void awp_test_release(struct awp_test_heap *heap, struct awp_bytes copy) {
    if (copy.ptr != NULL) {
        release(heap, (void *)(uintptr_t)copy.ptr);
    }
}

struct awp_bytes awp_test_join(struct awp_test_heap *heap, const struct awp_bytes *parts,
                               size_t count) {
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += parts[i].len;
    }
    if (len == 0) {
        return (struct awp_bytes){0};
    }
    uint8_t *to = allocate(heap, len);
    len = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len != 0) {
            memcpy(to + len, parts[i].ptr, parts[i].len);
        }
        len += parts[i].len;
    }
    return (struct awp_bytes){to, len};
}

struct awp_bytes awp_test_numbered(struct awp_test_heap *heap, const char *before, const char *unit,
                                   size_t times, const char *after) {
    const char *const mark = strchr(unit, '#');
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    cr_assert(mark != NULL && out != NULL);
    fputs(before, out);
    for (size_t i = 0; i < times; i++) {
        fprintf(out, "%.*s%zu%s", (int)(mark - unit), unit, i, mark + 1);
    }
    fputs(after, out);
    cr_assert_eq(fclose(out), 0);
    const struct awp_bytes copy = awp_test_copy(heap, (struct awp_bytes){(uint8_t *)text, len});
    free(text);
    return copy;
}

void awp_test_room_open(struct awp_test_room *room, size_t max_bytes) {
    *room = (struct awp_test_room){0};
    const struct awp_allocator allocator = awp_test_heap_allocator(&room->heap);
    room->arena = awp_arena_create(&allocator, max_bytes);
    cr_assert_not_null(room->arena);
}

void awp_test_room_close(struct awp_test_room *room) {
    awp_arena_destroy(room->arena);
    awp_test_heap_expect_empty(&room->heap, "at the end of the test");
}

size_t awp_test_some(size_t count) {
    cr_assert_gt(count, 0, "a table without rows proves nothing");
    return count;
}
