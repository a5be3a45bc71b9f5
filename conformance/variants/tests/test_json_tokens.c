/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of JSON: where each begins and ends, how deep it is, and what a string means. */
#include <criterion/criterion.h>

#include "json_tokens.h"
#include "support.h"

static struct awp_arena *arena;
static struct awp_bytes exact; /* of the last text */
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) {
    awp_test_release(exact);
    awp_arena_destroy(arena);
}
TestSuite(json_tokens, .init = set_up, .fini = tear_down);

static struct awp_json_tokens tokens_of(const char *text) {
    struct awp_json_tokens tokens;
    awp_test_release(exact);
    exact = awp_test_exact(awp_bytes_of_string(text));
    cr_assert_eq(awp_json_tokens_of(exact, arena, &tokens), AWP_OK);
    return tokens;
}

static void expect_token(const struct awp_json_token *token, const char *text, size_t depth,
                         bool is_name) {
    cr_expect(awp_bytes_equal(token->text, awp_bytes_of_string(text)), "%s", text);
    cr_expect_eq(token->depth, depth, "%s at %zu", text, token->depth);
    cr_expect_eq(token->is_name, is_name, "%s", text);
}

Test(json_tokens, have_no_blanks_between_them) {
    const struct awp_json_tokens tokens = tokens_of(" {\t\"a\\\"}\" :\r\n[ -1.5e3,true ,{}]} ");
    static const struct {
        const char *text;
        size_t depth;
        bool is_name;
    } want[] = {{"{", 0, false},      {"\"a\\\"}\"", 1, true}, {":", 1, false},    {"[", 1, false},
                {"-1.5e3", 2, false}, {",", 2, false},         {"true", 2, false}, {",", 2, false},
                {"{", 2, false},      {"}", 2, false},         {"]", 1, false},    {"}", 0, false}};
    cr_assert_eq(tokens.count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < tokens.count; i++) {
        expect_token(&tokens.items[i], want[i].text, want[i].depth, want[i].is_name);
    }
    cr_expect_eq(awp_json_tokens_skip(&tokens, 0), 12);
    cr_expect_eq(awp_json_tokens_skip(&tokens, 3), 11);
    cr_expect_eq(awp_json_tokens_skip(&tokens, 4), 5);
    cr_expect_eq(awp_json_tokens_skip(&tokens, 8), 10);
}

Test(json_tokens, a_number_may_be_the_whole_text) {
    const struct awp_json_tokens tokens = tokens_of("12");
    cr_assert_eq(tokens.count, 1);
    expect_token(&tokens.items[0], "12", 0, false);
}

Test(json_tokens, strings_are_unescaped_as_the_decoder_does_it) {
    static const char text[] =
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\u20AC\\ud83d\\uDE00\xC3\xA9\xF0\x9F\x98\x80\"";
    const struct awp_json_tokens tokens = tokens_of(text);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes got = {0};
    awp_json_token_unescape(&tokens.items[0], &out);
    cr_assert_eq(awp_buffer_finish(&out, &got), AWP_OK);
    const struct awp_bytes want =
        AWP_BYTES("\"\\/\b\f\n\r\t\0\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xC3\xA9\xF0\x9F\x98\x80");
    cr_expect(awp_bytes_equal(got, want));
}
