/* SPDX-License-Identifier: Apache-2.0 */
/* The arena: alignment, the ceiling, what is held, and that all is given back. */
#include "awsproof/arena.h"

#include <criterion/criterion.h>
#include <stdalign.h>
#include <string.h>

#include "poison.h"
#include "support/describe.h"
#include "support/heap.h"

Test(arena, gives_aligned_objects_that_do_not_overlap) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    uint8_t *objects[200];
    for (size_t i = 0; i < 200; i++) {
        objects[i] = awp_arena_allocate(room.arena, i * 3);
        cr_assert_not_null(objects[i]);
        cr_expect_eq((uintptr_t)objects[i] % alignof(max_align_t), 0, "%zu bytes", i * 3);
        memset(objects[i], (int)i, i * 3);
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t at = 0; at < i * 3; at++) {
            cr_assert_eq(objects[i][at], i, "object %zu was written over at %zu", i, at);
        }
    }
    awp_test_room_close(&room);
}

Test(arena, gives_a_pointer_for_no_bytes) {
    struct awp_test_room room;
    awp_test_room_open(&room, AWP_ARENA_MIN_BYTES);
    cr_expect_not_null(awp_arena_allocate(room.arena, 0));
    while (awp_arena_allocate(room.arena, 1) != NULL) {
    }
    cr_expect_not_null(awp_arena_allocate(room.arena, 0), "a full arena has room for nothing");
    awp_test_room_close(&room);
}

Test(arena, is_not_made_under_its_smallest_ceiling_or_without_memory) {
    struct awp_test_heap heap = {0};
    const struct awp_allocator allocator = awp_test_heap_allocator(&heap);
    for (size_t max = 1; max < AWP_ARENA_MIN_BYTES; max++) {
        cr_assert_null(awp_arena_create(&allocator, max), "a ceiling of %zu", max);
    }
    cr_expect_eq(heap.allocations, 0);
    heap.fail_at = 1;
    cr_expect_null(awp_arena_create(&allocator, 0));
    awp_test_heap_expect_empty(&heap, "no arena");
}

Test(arena, never_holds_more_than_its_ceiling) {
    for (size_t max = AWP_ARENA_MIN_BYTES; max < 40000; max += 997) {
        struct awp_test_room room;
        awp_test_room_open(&room, max);
        size_t taken = 0;
        while (awp_arena_allocate(room.arena, 48) != NULL) {
            taken += 48;
            cr_assert_leq(awp_arena_held_bytes(room.arena), max);
        }
        cr_expect_eq(awp_arena_status(room.arena), AWP_OVER_CEILING);
        cr_expect_leq(taken, max);
        cr_expect_geq(taken + 1024, max, "of %zu bytes only %zu were to be had", max, taken);
        awp_test_room_close(&room);
    }
}

Test(arena, says_why_it_has_nothing_to_give) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    cr_expect_eq(awp_arena_status(room.arena), AWP_OK);
    room.heap.fail_at = 2;
    cr_expect_null(awp_arena_allocate(room.arena, 5000));
    cr_expect_eq(awp_arena_status(room.arena), AWP_NO_MEMORY);
    cr_expect_not_null(awp_arena_allocate(room.arena, 5000), "the next one succeeds");
    cr_expect_eq(awp_arena_status(room.arena), AWP_OK);
    cr_expect_null(awp_arena_allocate(room.arena, SIZE_MAX));
    cr_expect_eq(awp_arena_status(room.arena), AWP_OVER_CEILING);
    cr_expect_null(awp_arena_allocate(room.arena, SIZE_MAX - 64));
    cr_expect_eq(awp_arena_status(room.arena), AWP_OVER_CEILING);
    awp_test_room_close(&room);
}

Test(arena, refuses_an_array_whose_size_overflows) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    cr_expect_null(awp_arena_allocate_array(room.arena, SIZE_MAX / 2, 3));
    cr_expect_eq(awp_arena_status(room.arena), AWP_OVER_CEILING);
    cr_expect_null(awp_arena_allocate_array(room.arena, SIZE_MAX / 16 + 2, 16));
    cr_expect_not_null(awp_arena_allocate_array(room.arena, 0, 16));
    uint8_t *array = awp_arena_allocate_array(room.arena, 10, 16);
    cr_assert_not_null(array);
    memset(array, 1, 160);
    awp_test_room_close(&room);
}

Test(arena, copies_bytes_or_leaves_the_copy_alone) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    struct awp_bytes copy;
    const struct awp_bytes bytes = awp_test_copy(&room.heap, AWP_BYTES("a\0b"));
    cr_assert_eq(awp_arena_copy(room.arena, bytes, &copy), AWP_OK);
    awp_test_release(&room.heap, bytes);
    cr_expect(awp_bytes_equal(copy, AWP_BYTES("a\0b")));
    cr_assert_eq(awp_arena_copy(room.arena, (struct awp_bytes){0}, &copy), AWP_OK);
    cr_expect_eq(copy.len, 0);
    cr_expect_not_null(copy.ptr, "present, and empty");
    awp_test_poison(&copy, sizeof copy);
    const struct awp_bytes large = awp_test_repeat(&room.heap, AWP_BYTES("x"), 5000);
    room.heap.fail_at = room.heap.allocations + 1;
    cr_expect_eq(awp_arena_copy(room.arena, large, &copy), AWP_NO_MEMORY);
    awp_test_expect_poison(&copy, sizeof copy);
    awp_test_release(&room.heap, large);
    awp_test_room_close(&room);
}

Test(arena, counts_what_it_holds) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const size_t at_first = awp_arena_held_bytes(room.arena);
    cr_expect_gt(at_first, 0);
    cr_assert_not_null(awp_arena_allocate(room.arena, 100000));
    cr_expect_geq(awp_arena_held_bytes(room.arena), at_first + 100000);
    cr_expect_lt(awp_arena_held_bytes(room.arena), at_first + 110000);
    cr_expect_leq(awp_arena_held_bytes(room.arena), room.heap.live_bytes);
    awp_arena_reset(room.arena);
    cr_expect_eq(awp_arena_held_bytes(room.arena), at_first);
    cr_expect_eq(room.heap.live_blocks, 1, "a reset keeps one block");
    awp_test_room_close(&room);
}

/* Fills the arena with this and that, `bytes` in all, and rewinds it. */
static void fill_and_rewind(struct awp_test_room *room, size_t bytes) {
    for (size_t taken = 0; taken < bytes; taken += 1000) {
        cr_assert_not_null(awp_arena_allocate(room->arena, 1000));
    }
    awp_arena_rewind(room->arena);
}

Test(arena, keeps_a_block_for_reuse) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    fill_and_rewind(&room, 60000);
    const size_t allocations = room.heap.allocations;
    const size_t held = awp_arena_held_bytes(room.arena);
    cr_expect_eq(room.heap.live_blocks, 2);
    cr_expect_leq(held, room.heap.live_bytes);
    cr_expect_gt(held, 30000);
    for (int round = 0; round < 3; round++) {
        fill_and_rewind(&room, 30000);
        fill_and_rewind(&room, 1000);
    }
    cr_expect_eq(room.heap.allocations, allocations, "nothing was asked for");
    cr_expect_eq(awp_arena_held_bytes(room.arena), held);
    fill_and_rewind(&room, 200000);
    cr_expect_eq(room.heap.live_blocks, 2, "the larger block took the place of the other");
    cr_expect_gt(awp_arena_held_bytes(room.arena), held);
    awp_arena_reset(room.arena);
    cr_expect_eq(room.heap.live_blocks, 1, "a reset gives back what was kept");
    awp_test_room_close(&room);
}

Test(arena, grows_on_from_the_block_that_was_kept) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    fill_and_rewind(&room, 60000);
    const size_t allocations = room.heap.allocations;
    fill_and_rewind(&room, 90000);
    cr_expect_eq(room.heap.allocations, allocations + 1, "one block of twice the size");
    awp_test_room_close(&room);
}

Test(arena, keeps_no_block_of_more_than_a_mebibyte) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    const size_t at_first = awp_arena_held_bytes(room.arena);
    cr_assert_not_null(awp_arena_allocate(room.arena, 1024 * 1024 + 1));
    awp_arena_rewind(room.arena);
    cr_expect_eq(awp_arena_held_bytes(room.arena), at_first);
    cr_expect_eq(room.heap.live_blocks, 1);
    fill_and_rewind(&room, 4 * 1024 * 1024);
    cr_expect_leq(awp_arena_held_bytes(room.arena), at_first + 1024 * 1024);
    awp_test_room_close(&room);
}

Test(arena, keeps_nothing_under_a_ceiling) {
    struct awp_test_room room;
    awp_test_room_open(&room, 100000);
    const size_t at_first = awp_arena_held_bytes(room.arena);
    fill_and_rewind(&room, 60000);
    cr_expect_eq(awp_arena_held_bytes(room.arena), at_first);
    cr_expect_eq(room.heap.live_blocks, 1);
    awp_test_room_close(&room);
}

Test(arena, starts_anew_after_a_reset) {
    struct awp_test_room room;
    awp_test_room_open(&room, 20000);
    for (int round = 0; round < 3; round++) {
        size_t taken = 0;
        while (awp_arena_allocate(room.arena, 100) != NULL) {
            taken++;
        }
        cr_expect_gt(taken, 150, "round %d: only %zu objects", round, taken);
        cr_expect_eq(awp_arena_status(room.arena), AWP_OVER_CEILING);
        awp_arena_reset(room.arena);
        cr_expect_eq(awp_arena_status(room.arena), AWP_OK);
    }
    awp_test_room_close(&room);
}

Test(arena, needs_few_blocks_for_many_objects_of_mixed_sizes) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t i = 0; i < 20000; i++) {
        uint8_t *object = awp_arena_allocate(room.arena, i % 100 == 0 ? 9000 : 40);
        cr_assert_not_null(object);
        memset(object, 0, 40);
    }
    /* 200 large objects of 9000 bytes, and 950 KB of small ones. */
    cr_expect_lt(room.heap.allocations, 60, "%zu blocks", room.heap.allocations);
    cr_expect_lt(awp_arena_held_bytes(room.arena), 2 * (200 * 9008 + 20000 * 48));
    awp_test_room_close(&room);
}

Test(arena, works_with_malloc_where_no_allocator_is_given) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    cr_assert_not_null(arena);
    uint8_t *object = awp_arena_allocate(arena, 100000);
    cr_assert_not_null(object);
    memset(object, 1, 100000);
    awp_arena_destroy(arena);
    awp_arena_destroy(NULL);
}

#if defined(__SANITIZE_ADDRESS__) || AWP_HAS_FEATURE(address_sanitizer)
Test(arena, tells_the_sanitizer_what_is_not_handed_out) {
    struct awp_test_room room;
    awp_test_room_open(&room, 0);
    for (size_t size = 0; size < 6000; size = size * 2 + 1) {
        uint8_t *object = awp_arena_allocate(room.arena, size);
        cr_assert_not_null(object);
        cr_expect_null(__asan_region_is_poisoned(object, size), "%zu bytes", size);
        cr_expect(__asan_address_is_poisoned(object + size), "behind %zu bytes", size);
    }
    uint8_t *object = awp_arena_allocate(room.arena, 8);
    awp_arena_reset(room.arena);
    cr_expect(__asan_address_is_poisoned(object), "after the reset");
    awp_test_room_close(&room);
}
#endif
