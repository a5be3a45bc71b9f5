/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that two parsers are held against each other on: bodies, prefixes, deletions. */
#include "texts.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "variant_cases.h"

/* `head` and `tail` joined in a block of exactly their size: an over-read is seen. */
static void visit(struct awp_bytes head, struct awp_bytes tail,
                  const struct awp_text_origin *origin, awp_text_visitor *visitor, void *context) {
    const struct awp_bytes text = {awp_need_block(malloc(head.len + tail.len)),
                                   head.len + tail.len};
    if (head.len > 0) {
        memcpy((uint8_t *)(uintptr_t)text.ptr, head.ptr, head.len);
    }
    if (tail.len > 0) {
        memcpy((uint8_t *)(uintptr_t)text.ptr + head.len, tail.ptr, tail.len);
    }
    visitor(context, text, origin);
    free((void *)(uintptr_t)text.ptr);
}

void awp_texts_visit(struct awp_bytes bytes, struct awp_bytes id, awp_text_visitor *visitor,
                     void *context) {
    static const struct awp_bytes nothing = {0};
    struct awp_text_origin origin = {.id = id, .alteration = "whole"};
    visit(bytes, nothing, &origin, visitor, context);
    if (bytes.len > AWP_TEXTS_MAX_ALTERED_BYTES) {
        return;
    }
    for (origin.at = 0; origin.at < bytes.len; origin.at++) {
        const struct awp_bytes head = {bytes.ptr, origin.at};
        const struct awp_bytes tail = {bytes.ptr + origin.at + 1, bytes.len - origin.at - 1};
        origin.alteration = "cut at";
        visit(head, nothing, &origin, visitor, context);
        origin.alteration = "without";
        visit(head, tail, &origin, visitor, context);
    }
}

size_t awp_texts_visit_cases(const char *path, awp_text_visitor *visitor, void *context) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_arena *body_arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_cases cases = {0};
    size_t visited = 0;
    if (awp_cases_load(path, arena, stderr, &cases)) {
        for (size_t i = 0; i < cases.count; i++) {
            if (cases.items[i].body.len > AWP_TEXTS_MAX_BYTES) {
                continue;
            }
            awp_texts_visit(awp_body_make(&cases.items[i].body, body_arena), cases.items[i].id,
                            visitor, context);
            awp_arena_reset(body_arena);
            visited++;
        }
    }
    awp_arena_destroy(body_arena);
    awp_arena_destroy(arena);
    return visited;
}

static void visit_variants(const struct awp_case *golden, uint64_t seed, struct awp_arena *arena,
                           awp_text_visitor *visitor, void *context, size_t *visited) {
    const struct awp_variant_wish wish = {.seed = seed, .is_reference = true};
    const struct awp_case *const *all;
    struct awp_variant_counts counts;
    size_t count;
    awp_variant_cases_make(&golden, 1, &wish, arena, &all, &count, &counts);
    for (size_t i = 1; i < count; i++, ++*visited) {
        const struct awp_text_origin origin = {.id = all[i]->id, .alteration = "whole"};
        visit(all[i]->body.bytes, (struct awp_bytes){0}, &origin, visitor, context);
    }
}

size_t awp_texts_visit_variants(const char *path, uint64_t seed, awp_text_visitor *visitor,
                                void *context) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_arena *case_arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_cases cases = {0};
    size_t visited = 0;
    if (awp_cases_load(path, arena, stderr, &cases)) {
        for (size_t i = 0; i < cases.count; i++) {
            visit_variants(&cases.items[i], seed, case_arena, visitor, context, &visited);
            awp_arena_reset(case_arena);
        }
    }
    awp_arena_destroy(case_arena);
    awp_arena_destroy(arena);
    return visited;
}
