/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix's cells and sums, and the list of its writers. */
#include "awsproof/matrix.h"

#include <string.h>

#include "matrix_writers.h"
#include "sink.h"

static const struct awp_matrix_writer *const writers[] = {
    &awp_matrix_jsonl,
    &awp_matrix_markdown,
    &awp_matrix_html,
};

const struct awp_matrix_writer *const *awp_matrix_writer_list(size_t *count) {
    *count = sizeof writers / sizeof *writers;
    return writers;
}

const struct awp_matrix_cell *awp_matrix_at(const struct awp_matrix *matrix, size_t testee,
                                            size_t golden) {
    return &matrix->cells[testee * matrix->case_count + golden];
}

static bool is_class(const struct awp_matrix_cell *cell, const char *name) {
    return cell->failure.len == strlen(name) &&
           (cell->failure.len == 0 || memcmp(cell->failure.ptr, name, cell->failure.len) == 0);
}

/* Verdicts whose name is the class of their failures. */
static const enum awp_verdict own_classes[] = {AWP_VERDICT_CRASH, AWP_VERDICT_HANG,
                                               AWP_VERDICT_PROTOCOL_ERROR, AWP_VERDICT_FLAKY};

enum awp_verdict awp_matrix_seen(const struct awp_matrix_cell *cell) {
    if (cell->verdict == AWP_VERDICT_UNEXPECTED_PASS) {
        return AWP_VERDICT_PASS;
    }
    if (cell->verdict != AWP_VERDICT_EXPECTED_FAILURE) {
        return cell->verdict;
    }
    for (size_t i = 0; i < sizeof own_classes / sizeof *own_classes; i++) {
        if (is_class(cell, awp_verdict_name(own_classes[i]))) {
            return own_classes[i];
        }
    }
    return AWP_VERDICT_FAIL;
}

void awp_matrix_sums_add(struct awp_matrix_sums *sums, enum awp_level level,
                         const struct awp_matrix_cell *cell, size_t count) {
    const enum awp_verdict seen = awp_matrix_seen(cell);
    const bool breaks_must = awp_verdict_breaks_rule(seen) && cell->broken_level == AWP_LEVEL_MUST;
    sums->seen[seen] += count;
    sums->levels[level] += count;
    sums->passed[level] += seen == AWP_VERDICT_PASS ? count : 0;
    sums->claimed[level] += seen != AWP_VERDICT_UNSUPPORTED ? count : 0;
    sums->breaks_must += breaks_must ? count : 0;
    sums->known += cell->verdict == AWP_VERDICT_EXPECTED_FAILURE ? count : 0;
    sums->escapes += is_class(cell, "escape") ? count : 0;
    sums->lost_errors += is_class(cell, "lost-error") ? count : 0;
    sums->silent_losses += is_class(cell, "silent-loss") ? count : 0;
}

struct awp_matrix_sums awp_matrix_sum(const struct awp_matrix *matrix, size_t testee) {
    struct awp_matrix_sums sums = {.known = 0};
    for (size_t i = 0; i < matrix->case_count; i++) {
        awp_matrix_sums_add(&sums, matrix->cases[i].level, awp_matrix_at(matrix, testee, i), 1);
    }
    return sums;
}
