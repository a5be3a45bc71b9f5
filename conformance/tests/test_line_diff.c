/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/line_diff.c: each line that goes or comes, in order, and no other. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "line_diff.h"
#include "support.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(line_diff, .init = set_up, .fini = tear_down);

static char *diff(struct awp_bytes before, struct awp_bytes after, size_t *lines) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    *lines = awp_line_diff_write(out, before, after, arena);
    cr_assert_eq(fclose(out), 0);
    return text;
}

static const struct {
    const char *before;
    const char *after;
    const char *want;
} rows[] = {
    {"", "", ""},
    {"a\nb\n", "a\nb\n", ""},
    {"", "a\nb\n", "+a\n+b\n"},
    {"a\nb\n", "", "-a\n-b\n"},
    {"a\nb\nc\n", "a\nx\nc\n", "-b\n+x\n"},
    {"a\nb\nc\nd\n", "b\nc\nd\na\n", "-a\n+a\n"},
    {"one\ntwo\nthree\nfour\n", "zero\ntwo\nfour\nfive\n", "-one\n+zero\n-three\n+five\n"},
    {"a\n\nb\n", "a\nb\n", "-\n"},
    {"x\na\nb\ny\nc\nd\n", "c\nd\na\nb\nx\ny\n", "-x\n+c\n+d\n+x\n-c\n-d\n"},
    {"c\nd\na\nb\nx\ny\n", "x\na\nb\ny\nc\nd\n", "-c\n-d\n+x\n-x\n+c\n+d\n"},
    {"a\nb", "a\nb\n", ""},
};

Test(line_diff, shows_what_goes_and_what_comes) {
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct awp_bytes before = awp_test_exact(rows[i].before);
        const struct awp_bytes after = awp_test_exact(rows[i].after);
        size_t lines = 0;
        size_t wanted = 0;
        char *text = diff(before, after, &lines);
        for (const char *at = rows[i].want; *at != '\0'; at++) {
            wanted += *at == '\n';
        }
        cr_expect_str_eq(text, rows[i].want, "row %zu: %s", i, text);
        cr_expect_eq(lines, wanted, "row %zu", i);
        free(text);
        awp_test_release(before);
        awp_test_release(after);
    }
}

/* As many lines as there are letters, all different from the other letter's. */
static struct awp_bytes many(char letter, size_t count) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    for (size_t i = 0; i < count; i++) {
        char line[32];
        snprintf(line, sizeof(line), "%c%zu\n", letter, i);
        awp_buffer_append_string(&out, line);
    }
    cr_assert_eq(awp_buffer_finish(&out, &text), AWP_OK);
    return text;
}

Test(line_diff, takes_texts_that_are_too_long_to_compare_by_their_ends) {
    size_t lines = 0;
    char *text = diff(many('a', 5000), many('b', 5000), &lines);
    cr_expect_eq(lines, 10000);
    cr_expect_eq(strncmp(text, "-a0\n", 4), 0);
    free(text);
}
