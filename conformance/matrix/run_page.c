/* SPDX-License-Identifier: Apache-2.0 */
/* The web page of one run: a matrix of one column, by the matrix's own writer. */
#include "run_page.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "result.h"
#include "text.h"

/* The folder of a file, absolute and without links. */
static const char *folder_of(const char *path, struct awp_arena *arena) {
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    const size_t len = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    const struct awp_bytes given = {(const uint8_t *)path, len};
    char *absolute = realpath(len == 0 ? "." : awp_text_cstring(arena, given), NULL);
    const struct awp_bytes folder = awp_bytes_of_string(absolute == NULL ? "" : absolute);
    const char *kept = awp_text_cstring(arena, folder);
    free(absolute);
    return kept;
}

/* What it is called on the page: as it called itself. */
static struct awp_report_text key_of(const struct awp_matrix_testee *testee) {
    return testee->name.len > 0 ? testee->name : awp_report_text_of(AWP_BYTES("testee"));
}

static const struct awp_matrix_writer *find_writer(const char *name) {
    size_t count;
    const struct awp_matrix_writer *const *writers = awp_matrix_writer_list(&count);
    size_t i = 0;
    while (i < count && strcmp(writers[i]->name, name) != 0) {
        i++;
    }
    assert(i < count);
    return writers[i];
}

int awp_matrix_run_page(const struct awp_run_options *run, const char *path, FILE *out,
                        struct awp_arena *arena) {
    struct awp_matrix_rows rows;
    struct awp_matrix_column column;
    awp_matrix_rows_make(run->cases, run->case_count, folder_of(path, arena), arena, &rows);
    awp_matrix_column_init(&column, (struct awp_bytes){0}, run->testee.command,
                           "the run was stopped before", &rows, arena);
    const int status = awp_matrix_column_run(&column, run, &rows, arena);
    column.testee.key = key_of(&column.testee);
    struct awp_matrix matrix = awp_matrix_compose(run, &rows, &column, 1, arena);
    matrix.is_run = true;
    matrix.is_partial = status == AWP_EXIT_STOPPED;
    find_writer("html")->write(out, &matrix);
    if (fflush(out) != 0 || ferror(out)) {
        fprintf(stderr, "awsproof: cannot write the report %s\n", path == NULL ? "html" : path);
        return status == AWP_EXIT_STOPPED ? status : AWP_EXIT_INFRASTRUCTURE;
    }
    return status;
}
