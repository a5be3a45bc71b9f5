/* SPDX-License-Identifier: Apache-2.0 */
/* Columns that were run, put together as a matrix. */
#include "compose.h"

#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "result.h"
#include "text.h"

/* "Linux 6.1": what kind of system it is, not which one. */
static struct awp_report_text system_of(const struct utsname *system, struct awp_arena *arena) {
    size_t len = strspn(system->release, "0123456789");
    if (system->release[len] == '.') {
        len += 1 + strspn(system->release + len + 1, "0123456789");
    }
    return awp_report_text_of(
        awp_text_format(arena, "%s %.*s", system->sysname, (int)len, system->release));
}

/* The columns' testees and cells, side by side. */
static void take_columns(struct awp_matrix *matrix, const struct awp_matrix_column *columns,
                         size_t count, struct awp_arena *arena) {
    const size_t rows = matrix->case_count;
    struct awp_matrix_testee *testees = awp_need_array(arena, count, sizeof(*testees));
    struct awp_matrix_cell *cells = awp_need_array(arena, count * rows, sizeof(*cells));
    for (size_t i = 0; i < count; i++) {
        testees[i] = columns[i].testee;
        memcpy(&cells[i * rows], columns[i].cells, rows * sizeof(*cells));
    }
    matrix->testees = testees;
    matrix->testee_count = count;
    matrix->cells = cells;
}

struct awp_matrix awp_matrix_compose(const struct awp_run_options *run,
                                     const struct awp_matrix_rows *rows,
                                     const struct awp_matrix_column *columns, size_t count,
                                     struct awp_arena *arena) {
    struct utsname system;
    (void)uname(&system); /* fails only for a pointer that is none */
    const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    struct awp_matrix matrix = {
        .suite_version = awp_report_text_of(AWP_BYTES(AWP_VERSION)),
        .cases_sha256 = awp_report_text_of(awp_bytes_of_string(run->cases_sha256)),
        .filter = awp_report_text_of(run->filter),
        .options = awp_report_text_of(run->shown_options),
        .started_at = awp_report_text_of(run->started_at),
        .system = system_of(&system, arena),
        .machine = awp_report_text_of(awp_text_format(arena, "%s", system.machine)),
        .cpus = cpus > 0 ? (size_t)cpus : 1,
        .rules = rows->rules,
        .rule_count = rows->rule_count,
        .cases = rows->cases,
        .case_count = rows->count,
    };
    take_columns(&matrix, columns, count, arena);
    return matrix;
}
