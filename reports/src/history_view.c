/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of a history share: the columns of its runs, counts, sentences. */
#include "history_view.h"

#include <inttypes.h>
#include <string.h>

#include "diff_view.h"
#include "matrix_view.h"

enum { DIGEST_CHARACTERS = 8 };

/* The columns before the figures of a matrix. */
enum { NUMBER, BEGUN, VERSION, CASES, MUST, SHOULD, MAY, FIRST_FIGURE };
static const char *const titles[FIRST_FIGURE] = {
    [NUMBER] = "run", [BEGUN] = "begun",   [VERSION] = "version", [CASES] = "cases",
    [MUST] = "MUST",  [SHOULD] = "SHOULD", [MAY] = "MAY",
};

size_t awp_history_column_count(void) { return FIRST_FIGURE + awp_matrix_figure_count + 1; }

const char *awp_history_column_title(size_t column) {
    if (column < FIRST_FIGURE) {
        return titles[column];
    }
    return column + 1 < awp_history_column_count() ? awp_matrix_figures[column - FIRST_FIGURE].title
                                                   : "remark";
}

bool awp_history_column_is_number(size_t column) {
    return column == NUMBER || (column >= FIRST_FIGURE && column + 1 < awp_history_column_count());
}

void awp_history_write_digest(FILE *out, enum awp_escape escape, struct awp_report_text digest) {
    const size_t len = digest.len < DIGEST_CHARACTERS ? digest.len : DIGEST_CHARACTERS;
    awp_escape_write(out, escape, (struct awp_report_text){digest.ptr, len});
}

static void write_remark(FILE *out, enum awp_escape escape, const struct awp_history_run *run) {
    if (run->is_partial) {
        (void)fputs("stopped early", out);
    }
    if (run->trouble.len > 0) {
        (void)fputs(run->is_partial ? "; " : "", out);
        awp_diff_write_text(out, escape, run->trouble);
    }
    if (run->filter.len > 0) {
        (void)fputs(run->is_partial || run->trouble.len > 0 ? "; not all cases" : "not all cases",
                    out);
    }
}

void awp_history_write_field(FILE *out, enum awp_escape escape, const struct awp_history_run *run,
                             size_t column) {
    static const enum awp_level levels[] = {AWP_LEVEL_MUST, AWP_LEVEL_SHOULD, AWP_LEVEL_MAY};
    switch (column) {
    case NUMBER:
        (void)fprintf(out, "%" PRIu64, run->number);
        return;
    case BEGUN:
        awp_diff_write_text(out, escape, run->started_at);
        return;
    case VERSION:
        awp_diff_write_text(out, escape, run->version);
        return;
    case CASES:
        awp_history_write_digest(out, escape, run->cases_sha256);
        return;
    case MUST:
    case SHOULD:
    case MAY:
        awp_matrix_write_share(out, &run->sums, levels[column - MUST]);
        return;
    default:
        break;
    }
    if (column + 1 == awp_history_column_count()) {
        write_remark(out, escape, run);
        return;
    }
    (void)fprintf(out, "%zu",
                  awp_matrix_figure_of(&run->sums, &awp_matrix_figures[column - FIRST_FIGURE]));
}

static bool is_equal(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool awp_history_is_last_of_version(const struct awp_history_testee *testee, size_t at) {
    for (size_t i = at + 1; i < testee->run_count; i++) {
        if (is_equal(testee->runs[i].version, testee->runs[at].version)) {
            return false;
        }
    }
    return true;
}

size_t awp_history_version_count(const struct awp_history_testee *testee) {
    size_t count = 0;
    for (size_t i = testee->first; i < testee->run_count; i++) {
        count += awp_history_is_last_of_version(testee, i);
    }
    return count;
}

const char *awp_history_plural(size_t count) { return count == 1 ? "" : "s"; }

static void write_run(FILE *out, enum awp_escape escape, const struct awp_history_run *run) {
    (void)fprintf(out, "run %" PRIu64, run->number);
    if (run->version.len > 0) {
        (void)fputs(" (", out);
        awp_diff_write_text(out, escape, run->version);
        (void)fputc(')', out);
    }
}

void awp_history_write_compared(FILE *out, enum awp_escape escape,
                                const struct awp_history *history,
                                const struct awp_history_testee *testee) {
    write_run(out, escape, &testee->runs[testee->run_count - 1]);
    if (testee->base < testee->run_count) {
        (void)fputs(" against ", out);
        write_run(out, escape, &testee->runs[testee->base]);
    } else if (history->since.len > 0) {
        (void)fputs(": no run since ", out);
        awp_diff_write_text(out, escape, history->since);
        (void)fputs(" to compare it with", out);
    } else {
        (void)fputs(": the first, so there is none to compare it with", out);
    }
}

void awp_history_write_counts(FILE *out, const struct awp_history_testee *testee) {
    size_t counts[AWP_HISTORY_KIND_COUNT];
    size_t new_failing;
    if (testee->line_count == 0) {
        (void)fprintf(out, "it judged nothing, %zu not judged this time", testee->not_asked);
        return;
    }
    awp_history_count(testee, counts, &new_failing);
    for (size_t kind = 0; kind < AWP_HISTORY_SAME; kind++) {
        (void)fprintf(out, "%s%zu %s", kind == 0 ? "" : ", ", counts[kind],
                      awp_history_kind_name((enum awp_history_kind)kind));
    }
    if (new_failing > 0) {
        (void)fprintf(out, " (%zu fail%s)", new_failing, new_failing == 1 ? "s" : "");
    }
    (void)fprintf(out, ", %zu not judged this time", testee->not_asked);
}

bool awp_history_has_other_cases(const struct awp_history_testee *testee) {
    return testee->base < testee->run_count &&
           !is_equal(testee->runs[testee->base].cases_sha256,
                     testee->runs[testee->run_count - 1].cases_sha256);
}

void awp_history_write_flaky(FILE *out, enum awp_escape escape,
                             const struct awp_history_flaky *flaky) {
    const char *before = ": ";
    awp_diff_write_text(out, escape, flaky->version);
    (void)fputs(", cases ", out);
    awp_history_write_digest(out, escape, flaky->cases_sha256);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (flaky->seen[i] > 0) {
            (void)fprintf(out, "%s%s %zu", before, awp_verdict_name((enum awp_verdict)i),
                          flaky->seen[i]);
            before = ", ";
        }
    }
    (void)fputs(flaky->has_other_options ? " (not all run in the same way)" : "", out);
}
