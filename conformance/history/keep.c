/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix that was just made -> a store, and out of that the trends for its page. */
#include "keep.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "run.h"
#include "text.h"
#include "trend.h"

int awp_keep_check(const char *path, FILE *errors) {
    struct awp_store store;
    if (awp_store_open(&store, path, true)) {
        awp_store_commit(&store);
    }
    const int status = awp_store_exit_status(&store, AWP_EXIT_PASS);
    awp_store_close(&store, errors);
    return status;
}

static const struct awp_matrix_writer *jsonl_writer(void) {
    size_t count;
    const struct awp_matrix_writer *const *writers = awp_matrix_writer_list(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(writers[i]->name, "jsonl") == 0) {
            return writers[i];
        }
    }
    return NULL;
}

/* Adds it as its JSON lines say it: so it is the same run when that file is added later. */
static bool add(struct awp_store *store, const struct awp_matrix *matrix, struct awp_arena *arena,
                FILE *errors) {
    struct awp_report_file file;
    struct awp_store_added added;
    FILE *lines = tmpfile();
    if (lines == NULL) {
        fprintf(errors, "awsproof: no temporary file: %s\n", strerror(errno));
        return false;
    }
    jsonl_writer()->write(lines, matrix);
    const bool is_written = fflush(lines) == 0 && !ferror(lines);
    if (!is_written || lseek(fileno(lines), 0, SEEK_SET) != 0) {
        fprintf(errors, "awsproof: cannot write a temporary file: %s\n", strerror(errno));
        fclose(lines);
        return false;
    }
    const bool good =
        awp_report_file_read_from(fileno(lines), "the matrix", arena, errors, &file) &&
        awp_store_add(store, &file, "the matrix", errors, &added);
    fclose(lines);
    return good;
}

bool awp_keep_begin(struct awp_keeping *keeping, const char *path, const struct awp_matrix *matrix,
                    struct awp_arena *arena, FILE *errors) {
    struct awp_bytes *names = awp_need_array(arena, matrix->testee_count, sizeof(*names));
    const struct awp_trend_wish wish = {.testees = {names, matrix->testee_count}};
    for (size_t i = 0; i < matrix->testee_count; i++) {
        names[i] = (struct awp_bytes){(const uint8_t *)matrix->testees[i].key.ptr,
                                      matrix->testees[i].key.len};
    }
    return awp_store_open(&keeping->store, path, true) &&
           add(&keeping->store, matrix, arena, errors) &&
           awp_trend_read(&keeping->store, &wish, arena, errors, &keeping->history);
}

bool awp_keep_end(struct awp_keeping *keeping, bool is_to_stay, FILE *errors) {
    const bool good = is_to_stay && awp_store_commit(&keeping->store);
    awp_store_close(&keeping->store, errors);
    return good;
}
