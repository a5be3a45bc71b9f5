/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/base64.c: encoding, and the strictness of decoding. */
#include <criterion/criterion.h>
#include <string.h>

#include "base64.h"
#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(base64, .init = set_up, .fini = tear_down);

Test(base64, decodes_what_it_encodes_at_every_length) {
    uint8_t bytes[300];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (uint8_t)(i * 7);
    }
    for (size_t len = 0; len <= sizeof(bytes); len++) {
        struct awp_buffer out = {.arena = arena};
        struct awp_bytes text = {0};
        struct awp_bytes back = {0};
        awp_base64_append(&out, (struct awp_bytes){bytes, len});
        cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
        cr_assert_eq(text.len, awp_base64_len(len));
        cr_assert(awp_base64_decode(text, arena, &back));
        cr_assert(awp_bytes_equal(back, (struct awp_bytes){bytes, len}), "length %zu", len);
    }
}

Test(base64, joins_the_pieces_of_a_large_text) {
    const size_t len = 100001;
    uint8_t *bytes = awp_arena_allocate(arena, len);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    struct awp_bytes back = {0};
    memset(bytes, 0xa5, len);
    awp_base64_append(&out, (struct awp_bytes){bytes, len});
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    cr_assert(awp_base64_decode(text, arena, &back));
    cr_assert(awp_bytes_equal(back, (struct awp_bytes){bytes, len}));
}

Test(base64, refuses_what_no_encoder_writes) {
    static const char *const bad[] = {
        "a",        "ab",    "abc",          "ab=",      "====", "a===", "ab==cd==",
        "abc=abcd", "YQ= =", " YQ=",         "YQ==\n",   "YR==", "YWJ=", "YW-_",
        "YW\xff/",  "Y=Q=",  "YWJj\n\n\n\n", "YQ  =  =", "    "};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const struct awp_bytes text = awp_test_exact(bad[i]);
        struct awp_bytes back = {0};
        cr_expect_not(awp_base64_decode(text, arena, &back), "%s", bad[i]);
        awp_test_release(text);
    }
}
