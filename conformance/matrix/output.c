/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a matrix: written beside their places first, and put there all together. */
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

static bool fail(FILE *errors, const char *path) {
    fprintf(errors, "awsproof: cannot write %s: %s\n", path, strerror(errno));
    return false;
}

/* Makes a folder and those above it; what is there already is well. */
static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

const char *awp_matrix_output_folder(const char *path, struct awp_arena *arena, FILE *errors) {
    char *copy = awp_text_cstring(arena, awp_bytes_of_string(path));
    if (copy[0] == '\0') {
        errno = ENOENT;
        fail(errors, "the folder \"\"");
        return NULL;
    }
    char *absolute = make_folders(copy) ? realpath(copy, NULL) : NULL;
    struct stat about;
    if (absolute != NULL && (stat(absolute, &about) != 0 || !S_ISDIR(about.st_mode))) {
        errno = ENOTDIR;
        free(absolute);
        absolute = NULL;
    }
    if (absolute == NULL || access(absolute, W_OK | X_OK) != 0) {
        fail(errors, path);
        free(absolute);
        return NULL;
    }
    const char *folder = awp_text_cstring(arena, awp_bytes_of_string(absolute));
    free(absolute);
    return folder;
}

char *awp_matrix_output_path(const struct awp_matrix *matrix, const char *folder, const char *name,
                             struct awp_arena *arena) {
    return awp_text_cstring(arena, awp_text_format(arena, "%s/sdk-matrix%s.%s", folder,
                                                   matrix->is_partial ? ".partial" : "", name));
}

/* Writes one file under the name `part`, whose X are filled in. */
static bool write_part(const struct awp_matrix *matrix, const struct awp_matrix_writer *writer,
                       char *part) {
    const int descriptor = mkstemp(part);
    if (descriptor < 0) {
        return false;
    }
    FILE *out = fdopen(descriptor, "wb");
    if (out == NULL) {
        close(descriptor);
        return false;
    }
    writer->write(out, matrix);
    const bool flushed =
        fflush(out) == 0 && !ferror(out) && fchmod(descriptor, 0644) == 0 && fsync(descriptor) == 0;
    return fclose(out) == 0 && flushed;
}

/* What an interrupted run had left is of no use beside a whole matrix. */
static void remove_partial(const struct awp_matrix *matrix, const char *folder,
                           struct awp_arena *arena) {
    struct awp_matrix partial = *matrix;
    size_t count;
    const struct awp_matrix_writer *const *writers = awp_matrix_writer_list(&count);
    partial.is_partial = true;
    for (size_t i = 0; i < count; i++) {
        unlink(awp_matrix_output_path(&partial, folder, writers[i]->name, arena));
    }
}

bool awp_matrix_output_write(const struct awp_matrix *matrix, const char *folder,
                             struct awp_arena *arena, FILE *errors) {
    size_t count;
    const struct awp_matrix_writer *const *writers = awp_matrix_writer_list(&count);
    char **parts = awp_need_array(arena, count, sizeof(*parts));
    size_t written = 0;
    bool good = true;
    while (good && written < count) {
        parts[written] = awp_text_cstring(arena, awp_text_format(arena, "%s/.sdk-matrix.%s.XXXXXX",
                                                                 folder, writers[written]->name));
        good = write_part(matrix, writers[written], parts[written]) || fail(errors, parts[written]);
        written++;
    }
    for (size_t i = 0; i < written; i++) {
        char *path = awp_matrix_output_path(matrix, folder, writers[i]->name, arena);
        good = good && (rename(parts[i], path) == 0 || fail(errors, path));
        if (!good) {
            unlink(parts[i]);
        }
    }
    if (good && !matrix->is_partial) {
        remove_partial(matrix, folder, arena);
    }
    return good;
}
