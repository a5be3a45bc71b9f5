/* SPDX-License-Identifier: Apache-2.0 */
/* Headers in another order, under names in other letter case, among others (R5.1, R8.1). */
#include "rewrites.h"

/* A copy of the headers with room for `more`; NULL after the buffer was told. */
static struct awp_header *copy_headers(struct awp_rewriting *rewriting,
                                       const struct awp_specimen *from, size_t more) {
    struct awp_header *headers =
        awp_arena_allocate_array(rewriting->arena, from->header_count + more, sizeof(*headers));
    if (headers == NULL) {
        awp_buffer_fail(&rewriting->body, awp_arena_status(rewriting->arena));
        return NULL;
    }
    for (size_t i = 0; i < from->header_count; i++) {
        headers[i] = from->headers[i];
    }
    return headers;
}

static bool is_letter(uint8_t byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }

static struct awp_bytes other_case(struct awp_rewriting *rewriting, struct awp_bytes name) {
    uint8_t *letters = awp_arena_allocate(rewriting->arena, name.len);
    if (letters == NULL) {
        awp_buffer_fail(&rewriting->body, awp_arena_status(rewriting->arena));
        return name;
    }
    for (size_t i = 0; i < name.len; i++) {
        const bool changes = is_letter(name.ptr[i]) && awp_random_once_in(rewriting->random, 2);
        letters[i] = (uint8_t)(changes ? name.ptr[i] ^ 0x20 : name.ptr[i]);
    }
    return (struct awp_bytes){letters, name.len};
}

enum awp_variant_end awp_rewrite_header_case(struct awp_rewriting *rewriting,
                                             const struct awp_specimen *from,
                                             struct awp_specimen *to) {
    struct awp_header *headers = copy_headers(rewriting, from, 0);
    for (size_t i = 0; headers != NULL && i < from->header_count; i++) {
        headers[i].name = other_case(rewriting, headers[i].name);
    }
    to->headers = headers;
    return AWP_VARIANT_MADE;
}

/* Neighbours of different names change places: those of one name keep their order (R6.2). */
static void drift(struct awp_random *random, struct awp_header *headers, size_t count) {
    for (size_t i = 0; i + 1 < count; i++) {
        const struct awp_header held = headers[i];
        if (!awp_bytes_equal_ascii_case(held.name, headers[i + 1].name) &&
            awp_random_once_in(random, 2)) {
            headers[i] = headers[i + 1];
            headers[i + 1] = held;
        }
    }
}

enum awp_variant_end awp_rewrite_header_order(struct awp_rewriting *rewriting,
                                              const struct awp_specimen *from,
                                              struct awp_specimen *to) {
    struct awp_header *headers = copy_headers(rewriting, from, 0);
    for (size_t round = 0; headers != NULL && round < from->header_count; round++) {
        drift(rewriting->random, headers, from->header_count);
    }
    to->headers = headers;
    return AWP_VARIANT_MADE;
}

enum awp_variant_end awp_rewrite_header_unrelated(struct awp_rewriting *rewriting,
                                                  const struct awp_specimen *from,
                                                  struct awp_specimen *to) {
    static const struct awp_header unrelated[] = {
        {AWP_BYTES_INIT("x-amzn-RequestId"),
         AWP_BYTES_INIT("a1b2c3d4-0000-4000-8000-000000000000")},
        {AWP_BYTES_INIT("x-amz-apigw-id"), AWP_BYTES_INIT("InternalException=")},
        {AWP_BYTES_INIT("Via"), AWP_BYTES_INIT("1.1 proxy.example")},
        {AWP_BYTES_INIT("x-amzn-errortypes"), AWP_BYTES_INIT("LimitExceededException")},
        {AWP_BYTES_INIT("Date"), AWP_BYTES_INIT("Thu, 01 Jan 1970 00:00:00 GMT")},
    };
    struct awp_header *headers = copy_headers(rewriting, from, 1);
    if (headers == NULL) {
        return AWP_VARIANT_MADE;
    }
    const size_t at = awp_random_below(rewriting->random, from->header_count + 1);
    for (size_t i = from->header_count; i > at; i--) {
        headers[i] = headers[i - 1];
    }
    headers[at] =
        unrelated[awp_random_below(rewriting->random, sizeof unrelated / sizeof unrelated[0])];
    to->headers = headers;
    to->header_count = from->header_count + 1;
    return AWP_VARIANT_MADE;
}
