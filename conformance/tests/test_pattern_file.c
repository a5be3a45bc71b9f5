/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/pattern_file.c: patterns, one a line. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "pattern_file.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(pattern_file, .init = set_up, .fini = tear_down);

/* The patterns joined by "|", or what was said. */
static struct awp_bytes parse(const char *text) {
    char *said = NULL;
    size_t len = 0;
    struct awp_texts patterns;
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes joined = {0};
    FILE *errors = open_memstream(&said, &len);
    const struct awp_bytes exact = awp_test_exact(text);
    const bool good = awp_patterns_parse("F", exact, arena, errors, &patterns);
    awp_test_release(exact);
    fclose(errors);
    for (size_t i = 0; good && i < patterns.count; i++) {
        awp_buffer_append_string(&out, i > 0 ? "|" : "");
        awp_buffer_append(&out, patterns.items[i]);
    }
    cr_assert_eq(good, len == 0, "%s", said);
    awp_buffer_append(&out, (struct awp_bytes){(const uint8_t *)said, len});
    awp_need(awp_buffer_finish(&out, &joined));
    free(said);
    return joined;
}

static void expect(const char *text, const char *want) {
    const struct awp_bytes got = parse(text);
    cr_expect(awp_bytes_equal(got, awp_bytes_of_string(want)), "%.*s", AWP_TEXT_ARGS(got));
}

Test(pattern_file, reads_one_pattern_a_line) {
    expect("a", "a");
    expect("a\nb-*\n**/c\n", "a|b-*|**/c");
    expect("\n \t\r\n# all of it\n  a # why\r\n#\nb#c", "a|b");
}

Test(pattern_file, refuses_what_is_no_list) {
    expect("", "F: there is no pattern in it\n");
    expect("# a\n\n", "F: there is no pattern in it\n");
    expect("a\nb c\n", "F:2: one pattern a line, not: \"b c\"\n");
}

Test(pattern_file, says_why_a_file_cannot_be_read) {
    char *said = NULL;
    size_t len = 0;
    struct awp_texts patterns;
    FILE *errors = open_memstream(&said, &len);
    cr_expect_not(awp_patterns_read("/no/such/file", arena, errors, &patterns));
    cr_expect_not(awp_patterns_read("/", arena, errors, &patterns));
    fclose(errors);
    cr_expect_str_eq(said, "/no/such/file: No such file or directory\n/: Is a directory\n");
    free(said);
}
