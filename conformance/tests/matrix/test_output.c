/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of matrix/output.c: all files of a matrix, or none. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"
#include "support.h"
#include "text.h"

static char folder[] = "/tmp/awp-output-XXXXXX";

static void set_up(void) { cr_assert_not_null(mkdtemp(folder)); }

static void tear_down(void) {
    char command[64];
    snprintf(command, sizeof(command), "rm -rf -- %s", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(matrix_output, .init = set_up, .fini = tear_down);

static size_t count_files(void) {
    size_t count = 0;
    DIR *dir = opendir(folder);
    cr_assert_not_null(dir);
    while (readdir(dir) != NULL) {
        count++;
    }
    closedir(dir);
    return count - 2;
}

static bool is_there(const char *name) {
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

Test(matrix_output, a_whole_matrix_takes_the_place_of_a_partial_one) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_matrix matrix = {.is_partial = true};
    cr_assert(awp_matrix_output_write(&matrix, folder, arena, stderr));
    cr_expect_eq(count_files(), 3);
    cr_expect(is_there("sdk-matrix.partial.html"));
    matrix.is_partial = false;
    cr_assert(awp_matrix_output_write(&matrix, folder, arena, stderr));
    cr_expect_eq(count_files(), 3);
    cr_expect(is_there("sdk-matrix.jsonl") && is_there("sdk-matrix.md"));
    matrix.is_partial = true;
    cr_assert(awp_matrix_output_write(&matrix, folder, arena, stderr));
    cr_expect_eq(count_files(), 6);
    awp_arena_destroy(arena);
}

Test(matrix_output, where_a_place_is_taken_nothing_half_written_is_left) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_matrix matrix = {.is_partial = false};
    char said[512] = "";
    char path[128];
    FILE *errors = fmemopen(said, sizeof(said), "w");
    snprintf(path, sizeof(path), "%s/sdk-matrix.jsonl", folder);
    cr_assert_eq(mkdir(path, 0755), 0);
    cr_expect_not(awp_matrix_output_write(&matrix, folder, arena, errors));
    fclose(errors);
    cr_expect_not_null(strstr(said, "Is a directory"), "%s", said);
    cr_expect_eq(count_files(), 1);
    awp_arena_destroy(arena);
}

Test(matrix_output, a_folder_is_made_with_all_above_it) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    char path[128];
    snprintf(path, sizeof(path), "%s/a/b/c", folder);
    for (int i = 0; i < 2; i++) {
        const char *made = awp_matrix_output_folder(path, arena, stderr);
        cr_assert_not_null(made);
        cr_expect_str_eq(made, path);
    }
    awp_arena_destroy(arena);
}

Test(matrix_output, no_folder_can_be_made_of_nothing_or_below_a_file) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    char path[128];
    char said[512] = "";
    FILE *errors = fmemopen(said, sizeof(said), "w");
    snprintf(path, sizeof(path), "%s/file", folder);
    fclose(fopen(path, "w"));
    cr_expect_null(awp_matrix_output_folder(path, arena, errors));
    snprintf(path, sizeof(path), "%s/file/below", folder);
    cr_expect_null(awp_matrix_output_folder(path, arena, errors));
    cr_expect_null(awp_matrix_output_folder("", arena, errors));
    fclose(errors);
    cr_expect_not_null(strstr(said, "file: Not a directory\n"), "%s", said);
    cr_expect_not_null(strstr(said, "below: Not a directory\n"), "%s", said);
    cr_expect_not_null(strstr(said, "No such file or directory\n"), "%s", said);
    awp_arena_destroy(arena);
}
