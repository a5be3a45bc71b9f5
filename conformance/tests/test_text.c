/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/text.c: formatting, quoting, slugs, globs, numbers, shell words. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(text, .init = set_up, .fini = tear_down);

static void expect_bytes(struct awp_bytes got, const char *want) {
    cr_expect(awp_bytes_equal(got, awp_bytes_of_string(want)), "want %s, got %.*s", want,
              AWP_TEXT_ARGS(got));
}

Test(text, formats_into_the_arena_with_a_nul_behind) {
    const struct awp_bytes text = awp_text_format(arena, "%d-%s", 42, "x");
    expect_bytes(text, "42-x");
    cr_assert_eq(text.ptr[text.len], '\0');
}

Test(text, quotes_what_is_not_printable_and_cuts_what_is_long) {
    char long_text[101];
    memset(long_text, 'a', 100);
    long_text[100] = '\0';
    expect_bytes(awp_text_quoted(arena, AWP_BYTES("a\"b\\\n\0\xff")),
                 "\"a\\\"b\\x5c\\x0a\\x00\\xff\"");
    const struct awp_bytes cut = awp_text_quoted(arena, awp_bytes_of_string(long_text));
    cr_expect_eq(cut.len, 2 + 80 + strlen(" and 20 bytes more"));
}

static void expect_barred(struct awp_bytes text, const char *want) {
    char *written = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&written, &len);
    cr_assert_not_null(out);
    awp_text_write_barred(out, text);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(written, want);
    free(written);
}

Test(text, puts_each_line_behind_a_bar_and_shows_what_is_not_printable) {
    expect_barred(AWP_BYTES(""), "");
    expect_barred(AWP_BYTES("a"), "    | a\n");
    expect_barred(AWP_BYTES("a\n\nb\n"), "    | a\n    |\n    | b\n");
    expect_barred(AWP_BYTES("\x1b[31m\\\r\0\xc3\xa9"), "    | \\x1b[31m\\\\\\x0d\\x00\\xc3\\xa9\n");
}

Test(text, knows_slugs) {
    static const char *const good[] = {"a", "0", "a-b", "ab-12-c"};
    static const char *const bad[] = {"", "-", "-a", "a-", "a--b", "A", "a_b", "a b", "\xc3\xa4"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        cr_expect(awp_text_is_slug(awp_bytes_of_string(good[i])), "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cr_expect_not(awp_text_is_slug(awp_bytes_of_string(bad[i])), "%s", bad[i]);
    }
}

Test(text, matches_globs_as_a_whole) {
    static const struct {
        const char *pattern;
        const char *text;
        bool fits;
    } rows[] = {{"", "", true},           {"", "a", false},         {"*", "", true},
                {"*", "abc", true},       {"a*", "abc", true},      {"*c", "abc", true},
                {"a*c", "abc", true},     {"a*b*c", "aXbYc", true}, {"a*b", "abc", false},
                {"abc", "abcd", false},   {"abcd", "abc", false},   {"*a*a*a*", "aa", false},
                {"a?c", "abc", false},    {"**", "x", true},        {"*-b", "a-b-b", true},
                {"*", "a/b", false},      {"**", "a/b", true},      {"a/*", "a/b", true},
                {"*/*", "a/b", true},     {"*/*", "a/b/c", false},  {"**/c", "a/b/c", true},
                {"a**c", "a/b/c", true},  {"*b*", "a/b", false},    {"**b*", "a/b/", false},
                {"**x*y", "x/x1y", true}, {"***", "a/", true},      {"**a*b", "a/ab/b", false}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_bytes pattern = awp_test_exact(rows[i].pattern);
        const struct awp_bytes text = awp_test_exact(rows[i].text);
        cr_expect_eq(awp_text_glob(pattern, text), rows[i].fits, "%s on %s", rows[i].pattern,
                     rows[i].text);
        awp_test_release(pattern);
        awp_test_release(text);
    }
}

Test(text, reads_whole_numbers_strictly) {
    static const char *const bad[] = {"",    "-1",   "+1",          "01", "1.0",
                                      "1e2", "1000", "99999999999", " 1"};
    unsigned number = 7;
    cr_assert(awp_text_unsigned(AWP_BYTES("0"), 999, &number) && number == 0);
    cr_assert(awp_text_unsigned(AWP_BYTES("999"), 999, &number) && number == 999);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cr_expect_not(awp_text_unsigned(awp_bytes_of_string(bad[i]), 999, &number), "%s", bad[i]);
        cr_expect_eq(number, 999, "changed by %s", bad[i]);
    }
}

Test(text, writes_words_that_a_shell_reads_back) {
    expect_bytes(awp_text_shell(arena, AWP_BYTES("./a-b_c/d.e")), "./a-b_c/d.e");
    expect_bytes(awp_text_shell(arena, AWP_BYTES("")), "''");
    expect_bytes(awp_text_shell(arena, AWP_BYTES("a b")), "'a b'");
    expect_bytes(awp_text_shell(arena, AWP_BYTES("it's $HOME")), "'it'\\''s $HOME'");
    expect_bytes(awp_text_shell(arena, AWP_BYTES("a\nb'\xc3\xa9%\\")),
                 "\"$(printf 'a\\012b\\047\\303\\251\\045\\134')\"");
}

Test(text, ends_the_program_with_status_3_when_memory_is_out) {
    const pid_t child = fork();
    if (child == 0) {
        cr_assert_not_null(freopen("/dev/null", "w", stderr));
        awp_need(AWP_NO_MEMORY);
        _exit(0);
    }
    int status = 0;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3);
}
