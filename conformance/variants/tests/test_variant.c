/* SPDX-License-Identifier: Apache-2.0 */
/* The making of a variant: its bounds, its seed and label, and memory that fails. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/buffer.h"
#include "support.h"

static const struct awp_header headers[] = {
    {AWP_BYTES_INIT("x-amzn-errortype"), AWP_BYTES_INIT("InternalException")},
    {AWP_BYTES_INIT("Via"), AWP_BYTES_INIT("x")},
};

/* A specimen of which every kind of its format can make a variant. */
static struct awp_specimen specimen(enum awp_variant_format format) {
    return (struct awp_specimen){.format = format,
                                 .is_response = true,
                                 .is_json_error = format == AWP_VARIANT_JSON,
                                 .headers = headers,
                                 .header_count = 2,
                                 .body = format == AWP_VARIANT_JSON
                                             ? AWP_BYTES("{\"a/\":\"\\u0041\",\"b\":[\"c\",{}]}")
                                             : AWP_BYTES("<a><b c='d'>e&lt;</b><f/></a>")};
}

static enum awp_status make(size_t kind, const struct awp_specimen *from, const char *label,
                            struct awp_arena *arena, struct awp_specimen *to,
                            enum awp_variant_end *end) {
    size_t count;
    return awp_variant_make(&awp_variant_kinds(&count)[kind], from, 5, awp_bytes_of_string(label),
                            arena, to, end);
}

static size_t kind_count(void) {
    size_t count;
    (void)awp_variant_kinds(&count);
    return count;
}

static size_t made_of(enum awp_variant_format format, struct awp_arena *arena) {
    const struct awp_specimen from = specimen(format);
    size_t made = 0;
    for (size_t i = 0; i < kind_count(); i++) {
        struct awp_specimen to;
        enum awp_variant_end end;
        cr_assert_eq(make(i, &from, "label", arena, &to, &end), AWP_OK);
        cr_expect(end == AWP_VARIANT_MADE || end == AWP_VARIANT_NOT_FOR_IT, "kind %zu: %s", i,
                  awp_variant_end_text(end));
        made += end == AWP_VARIANT_MADE;
    }
    return made;
}

Test(variant, every_kind_makes_something_of_its_format) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    cr_expect_eq(made_of(AWP_VARIANT_JSON, arena), 6 + 3 + 1 + 2);
    cr_expect_eq(made_of(AWP_VARIANT_XML, arena), 10 + 3 + 2);
    awp_arena_destroy(arena);
}

Test(variant, the_label_makes_another_of_the_same_seed) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    const struct awp_specimen from = specimen(AWP_VARIANT_JSON);
    struct awp_specimen a;
    struct awp_specimen b;
    enum awp_variant_end end;
    cr_assert_eq(make(0, &from, "one", arena, &a, &end), AWP_OK);
    cr_assert_eq(make(0, &from, "two", arena, &b, &end), AWP_OK);
    cr_expect_not(awp_bytes_equal(a.body, b.body));
    awp_arena_destroy(arena);
}

/* A JSON string of so many bytes, quotes counted. */
static struct awp_bytes long_string(size_t size, struct awp_arena *arena) {
    uint8_t *text = awp_arena_allocate(arena, size);
    cr_assert_not_null(text);
    memset(text, 'x', size);
    text[0] = text[size - 1] = '"';
    return (struct awp_bytes){text, size};
}

Test(variant, a_body_may_be_as_large_as_the_bound_and_no_larger) {
    struct awp_arena *arena = awp_arena_create(NULL, 0);
    struct awp_specimen from = specimen(AWP_VARIANT_JSON);
    struct awp_specimen to;
    enum awp_variant_end end;
    from.body = long_string(AWP_VARIANT_MAX_BODY_BYTES, arena);
    cr_assert_eq(make(0, &from, "x", arena, &to, &end), AWP_OK);
    cr_expect_eq(end, AWP_VARIANT_MADE);
    from.body = long_string(AWP_VARIANT_MAX_BODY_BYTES + 1, arena);
    cr_assert_eq(make(0, &from, "x", arena, &to, &end), AWP_OK);
    cr_expect_eq(end, AWP_VARIANT_TOO_LARGE);
    awp_arena_destroy(arena);
}

struct heap {
    size_t allocations;
    size_t fail_at;
};

static void *allocate(void *context, size_t size) {
    struct heap *heap = context;
    return ++heap->allocations == heap->fail_at ? NULL : malloc(size);
}

static void release(void *context, void *block) {
    (void)context;
    free(block);
}

/* One kind with the n-th allocation failing; whether that allocation was still needed. */
static bool fails_well(size_t kind, const struct awp_specimen *from, size_t fail_at) {
    struct heap heap = {.fail_at = fail_at};
    const struct awp_allocator allocator = {allocate, release, &heap};
    struct awp_arena *arena = awp_arena_create(&allocator, 0);
    struct awp_specimen to;
    enum awp_variant_end end;
    if (arena == NULL) {
        return true;
    }
    const enum awp_status status = make(kind, from, "x", arena, &to, &end);
    cr_expect_eq(status, heap.allocations >= fail_at ? AWP_NO_MEMORY : AWP_OK, "kind %zu, %zu",
                 kind, fail_at);
    awp_arena_destroy(arena);
    return heap.allocations >= fail_at;
}

Test(variant, memory_that_fails_is_told_whichever_allocation_it_is) {
    static const enum awp_variant_format formats[] = {AWP_VARIANT_JSON, AWP_VARIANT_XML};
    for (size_t i = 0; i < 2; i++) {
        struct awp_specimen from = specimen(formats[i]);
        struct awp_arena *arena = awp_arena_create(NULL, 0);
        struct awp_buffer out = {.arena = arena};
        awp_buffer_append_string(&out, formats[i] == AWP_VARIANT_JSON ? "[" : "<a>");
        for (int j = 0; j < 2000; j++) {
            awp_buffer_append_string(&out, formats[i] == AWP_VARIANT_JSON
                                               ? "{\"a\":0,\"/\":\"\\/\"},"
                                               : "<b> c<d/></b><e>x</e>");
        }
        awp_buffer_append_string(&out, formats[i] == AWP_VARIANT_JSON ? "0]" : "</a>");
        cr_assert_eq(awp_buffer_finish(&out, &from.body), AWP_OK);
        for (size_t kind = 0; kind < kind_count(); kind++) {
            size_t fail_at = 1;
            while (fails_well(kind, &from, fail_at)) {
                fail_at++;
            }
        }
        awp_arena_destroy(arena);
    }
}
