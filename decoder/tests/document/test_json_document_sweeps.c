/* SPDX-License-Identifier: Apache-2.0 */
/* JSON documents: the parse on every prefix of a text, with every allocation failing, under any
 * ceiling. */
#include <criterion/criterion.h>
#include <pthread.h>

#include "support/heap.h"
#include "support/sweep.h"

#define TEXT(literal) AWP_BYTES_INIT(literal)

#define RICH                                                                                       \
    "{\"Message\":\"a\\\"\\\\/\\u0000\xC3\xA9\xF0\x9F\x98\x80\",\"n\":[-0,1.50,2E+3,90071992547"   \
    "40993,true,false,null,{}],\"x\\u0000\":{\"__type\":\"no\",\"y\":[[],[\"\"]]}}"

static const struct awp_test_sweep sweeps[] = {
    {.name = "a rich object",
     .run = awp_test_run_json_parse,
     .input = TEXT(RICH),
     .whole = "document " RICH,
     .empty = "no document: the text ends where a value should begin",
     .broken = "no document: "},
    {.name = "an array without numbers and NULs",
     .run = awp_test_run_json_parse,
     .input = TEXT(" [ \"plain\" , [ { \"a\" : \"\\ud83d\\ude00\" } ] ]"),
     .whole = "document [\"plain\",[{\"a\":\"\xF0\x9F\x98\x80\"}]]",
     .empty = "no document: the text ends where a value should begin",
     .broken = "no document: "},
    {.name = "a text that ends in rubbish",
     .run = awp_test_run_json_parse,
     .input = TEXT("[\"a\", x"),
     .whole = "no document: not a JSON value",
     .empty = "no document: the text ends where a value should begin",
     .broken = "no document: "},
};

Test(json_document, has_one_answer_for_every_prefix) {
    for (size_t i = 0; i < AWP_TEST_COUNT(sweeps); i++) {
        awp_test_sweep_prefixes(&sweeps[i]);
    }
}

Test(json_document, says_so_when_any_allocation_fails) {
    awp_test_sweep_memory(&sweeps[0]);
    awp_test_sweep_memory(&sweeps[1]);
}

Test(json_document, says_so_under_any_ceiling) {
    awp_test_sweep_ceilings(&sweeps[0]);
    awp_test_sweep_ceilings(&sweeps[1]);
}

/* An allocator that lets another thread parse, from beginning to end, before it gives a block. */
struct interrupted {
    struct awp_test_heap heap;
    size_t interruptions;
    size_t right; /* of those parses */
};

static void *parse_meanwhile(void *context) {
    struct interrupted *interrupted = context;
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const struct awp_json_node *root = NULL;
    const bool is_right = arena != NULL &&
                          awp_json_parse(AWP_BYTES("[\"a\",1]"), arena, &root, NULL) == AWP_OK &&
                          root != NULL && awp_json_kind(awp_json_first(root)) == AWP_JSON_STRING;
    interrupted->right += is_right ? 1 : 0;
    awp_arena_destroy(arena);
    return NULL;
}

static void *allocate_later(void *context, size_t size_bytes) {
    struct interrupted *interrupted = context;
    pthread_t thread;
    interrupted->interruptions++;
    cr_assert_eq(pthread_create(&thread, NULL, parse_meanwhile, interrupted), 0);
    cr_assert_eq(pthread_join(thread, NULL), 0);
    const struct awp_allocator heap = awp_test_heap_allocator(&interrupted->heap);
    return heap.allocate(heap.context, size_bytes);
}

static void release_now(void *context, void *block) {
    struct interrupted *interrupted = context;
    const struct awp_allocator heap = awp_test_heap_allocator(&interrupted->heap);
    heap.release(heap.context, block);
}

/* The bytes that an arena on this allocator holds after the text was parsed. */
static size_t held_after(const struct awp_allocator *allocator, struct awp_bytes text) {
    struct awp_arena *arena = awp_arena_create(allocator, 0);
    const struct awp_json_node *root = NULL;
    cr_assert_not_null(arena);
    cr_assert_eq(awp_json_parse(text, arena, &root, NULL), AWP_OK);
    cr_assert_not_null(root);
    const size_t held = awp_arena_held_bytes(arena);
    awp_arena_destroy(arena);
    return held;
}

Test(json_document, takes_its_memory_from_its_own_arena_while_another_thread_parses) {
    struct awp_test_heap heap = {0};
    struct interrupted interrupted = {0};
    const struct awp_bytes items = awp_test_repeat(&heap, AWP_BYTES("{\"a\":\"b\"},"), 3000);
    const struct awp_bytes text =
        awp_test_join(&heap, (const struct awp_bytes[]){AWP_BYTES("["), items, AWP_BYTES("0]")}, 3);
    const size_t alone = held_after(NULL, text);
    const struct awp_allocator later = {allocate_later, release_now, &interrupted};
    const size_t together = held_after(&later, text);
    cr_expect_eq(together, alone, "%zu bytes, %zu without the other thread", together, alone);
    cr_expect_gt(interrupted.interruptions, 5);
    cr_expect_eq(interrupted.right, interrupted.interruptions);
    awp_test_heap_expect_empty(&interrupted.heap, "the arena");
    awp_test_release(&heap, text);
    awp_test_release(&heap, items);
    awp_test_heap_expect_empty(&heap, "the text");
}
