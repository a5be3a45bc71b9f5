/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof copy`: the case files that the binary carries, written out. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "text.h"

static error_t parse(int key, char *argument, struct argp_state *state) {
    const char **folder = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        if (*folder != NULL) {
            argp_error(state, "one DIR only");
        }
        *folder = argument;
        return 0;
    case ARGP_KEY_END:
        if (*folder == NULL) {
            argp_error(state, "where to? DIR is missing");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static bool fail(const char *path) {
    fprintf(stderr, "awsproof: cannot write %s: %s\n", path, strerror(errno));
    return false;
}

/* Makes every folder on the way to a file. */
static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(path, 0777) == 0 || errno == EEXIST || fail(path);
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return true;
}

/* Never over a file that is there: it may be somebody's work. */
static bool write_file(const char *folder, const struct awp_case_text *file,
                       struct awp_arena *arena) {
    char *path = awp_text_cstring(
        arena, awp_text_format(arena, "%s/%.*s", folder, AWP_TEXT_ARGS(file->path)));
    if (!make_folders(path)) {
        return false;
    }
    FILE *out = fopen(path, "wbxe");
    if (out == NULL) {
        return fail(path);
    }
    const bool written = fwrite(file->text.ptr, 1, file->text.len, out) == file->text.len;
    return (fclose(out) == 0 && written) || fail(path);
}

static int copy(const char *folder) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    size_t count;
    const struct awp_case_text *files = awp_cli_embedded(arena, &count);
    size_t written = 0;
    while (written < count && write_file(folder, &files[written], arena)) {
        written++;
    }
    if (written == count) {
        printf("%zu files in %s\n", written, folder);
    }
    awp_arena_destroy(arena);
    return awp_cli_finish_output(written == count ? AWP_EXIT_PASS : AWP_EXIT_INFRASTRUCTURE);
}

int awp_cli_copy(int argc, char **argv) {
    static const struct argp parser = {
        .parser = parse,
        .args_doc = "DIR",
        .doc = "Write the case files that the binary carries to DIR, which is made if it is not "
               "there; a file that is there is never written over.\v"
               "Examples:\n"
               "  awsproof copy my-cases\n"
               "  awsproof run --cases my-cases\n\n"
               "Exit status: 0 written; 2 usage; 3 a file that cannot be written."};
    const char *folder = NULL;
    awp_cli_parse(&parser, argc, argv, &folder);
    return copy(folder);
}
