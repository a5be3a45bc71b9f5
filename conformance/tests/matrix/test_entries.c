/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/entries.c: testees found in a folder, and named. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "entries.h"
#include "support.h"
#include "text.h"

static char folder[] = "/tmp/awp-entries-XXXXXX";

static const char *path_of(const char *name, const char *file) {
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s%s", folder, name, file);
    return path;
}

static void write_file(const char *name, const char *file, mode_t mode) {
    FILE *out = fopen(path_of(name, file), "w");
    cr_assert_not_null(out);
    fclose(out);
    cr_assert_eq(chmod(path_of(name, file), mode), 0);
}

static void make(const char *name) {
    cr_assert_eq(mkdir(path_of(name, ""), 0755), 0);
    write_file(name, "/run", 0755);
}

/* What is found, as "key=command[!]": with a list of known failures. */
static void expect_found(const struct awp_matrix_wish *wish, const char *want,
                         const char *complaint) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    char *said = NULL;
    size_t said_len = 0;
    FILE *errors = open_memstream(&said, &said_len);
    const struct awp_matrix_entry *entries;
    size_t count;
    const bool found = awp_matrix_entries_find(wish, arena, errors, &entries, &count);
    fclose(errors);
    char text[1024] = "";
    for (size_t i = 0; i < count && found; i++) {
        const size_t len = strlen(text);
        snprintf(text + len, sizeof(text) - len, "%.*s=%s%s ", AWP_TEXT_ARGS(entries[i].key),
                 entries[i].command, entries[i].expectations != NULL ? "!" : "");
    }
    cr_expect_eq(found, complaint == NULL, "%s", said);
    cr_expect_str_eq(text, want);
    cr_expect(complaint == NULL ? said_len == 0 : strstr(said, complaint) != NULL, "%s", said);
    free(said);
    awp_arena_destroy(arena);
}

static void set_up(void) {
    cr_assert_not_null(mkdtemp(folder));
    make("b-sdk");
    make("a's");
    write_file("b-sdk", "/expectations.txt", 0644);
    write_file("", "a-file", 0755);
    cr_assert_eq(mkdir(path_of(".git", ""), 0755), 0);
}

static void tear_down(void) {
    char command[64];
    snprintf(command, sizeof(command), "rm -rf -- %s", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(matrix_entries, .init = set_up, .fini = tear_down);

Test(matrix_entries, a_name_that_is_none_is_refused_unless_it_is_not_wanted) {
    char want[256];
    const struct awp_bytes only = AWP_BYTES("b-sdk");
    struct awp_matrix_wish wish = {.folder = folder};
    expect_found(&wish, "", "a testee's name is made of letters");
    wish.only = (struct awp_texts){&only, 1};
    snprintf(want, sizeof(want), "b-sdk=%s/b-sdk/run! ", folder);
    expect_found(&wish, want, NULL);
}

Test(matrix_entries, those_of_the_folder_come_in_order_and_then_those_that_are_named) {
    char want[512];
    char old[128];
    const struct awp_bytes named[] = {AWP_BYTES("z=cmd --a=b"), AWP_BYTES("a=c")};
    const struct awp_matrix_wish wish = {.folder = folder, .named = {named, 2}};
    strcpy(old, path_of("a's", ""));
    cr_assert_eq(rename(old, path_of("x", "")), 0);
    snprintf(want, sizeof(want), "b-sdk=%s/b-sdk/run! x=%s/x/run z=cmd --a=b a=c ", folder, folder);
    expect_found(&wish, want, NULL);
}

Test(matrix_entries, a_command_is_one_word_for_the_shell) {
    char inner[64];
    char want[256];
    const struct awp_matrix_wish wish = {.folder = inner};
    snprintf(inner, sizeof(inner), "%s/a folder", folder);
    cr_assert_eq(mkdir(inner, 0755), 0);
    make("a folder/sdk");
    snprintf(want, sizeof(want), "sdk='%s/a folder/sdk/run' ", folder);
    expect_found(&wish, want, NULL);
}

Test(matrix_entries, none_at_all_is_an_error) {
    const struct awp_matrix_wish wish = {.folder = NULL};
    expect_found(&wish, "", "there is no testee in");
}
