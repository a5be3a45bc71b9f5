/* SPDX-License-Identifier: Apache-2.0 */
/* What a reader of a matrix sees, whatever the format: marks, figures, rows worth a line. */
#include "matrix_view.h"

#include <string.h>

#include "sink.h"

/* The longest text that a page shows of one. */
enum { SHOWN_BYTES = 300 };

const struct awp_matrix_mark awp_matrix_marks[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = {"pass", "the expected outcome, or an alternative that the case accepts; "
                                  "in a MAY row the alternative's name stands behind it, or "
                                  "\"reference\" where it does as the reference does"},
    [AWP_VERDICT_FAIL] = {"FAIL", "another outcome; the failure's class stands behind it"},
    [AWP_VERDICT_CRASH] = {"CRASH", "its process died"},
    [AWP_VERDICT_HANG] = {"HANG", "no answer in time"},
    [AWP_VERDICT_PROTOCOL_ERROR] = {"PROTOCOL", "its adapter broke the testee protocol"},
    [AWP_VERDICT_UNSUPPORTED] = {"-", "not claimed, so nothing was asked"},
    [AWP_VERDICT_EXPECTED_FAILURE] = {"known", NULL},
    [AWP_VERDICT_UNEXPECTED_PASS] = {"stale", NULL},
    [AWP_VERDICT_FLAKY] = {"FLAKY", "not the same outcome each time"},
    [AWP_VERDICT_NOT_RUN] = {"not run", "the run ended before it"},
    [AWP_VERDICT_INFRASTRUCTURE] = {"infrastructure", "the testee could not be started"},
};

#define FIGURE(name, member)                                                                       \
    { name, offsetof(struct awp_matrix_sums, member) }

const struct awp_matrix_figure awp_matrix_figures[] = {
    FIGURE("escapes", escapes),
    FIGURE("crashes", seen[AWP_VERDICT_CRASH]),
    FIGURE("hangs", seen[AWP_VERDICT_HANG]),
    FIGURE("lost errors", lost_errors),
    FIGURE("silent losses", silent_losses),
    FIGURE("MUST broken", breaks_must),
    FIGURE("not claimed", seen[AWP_VERDICT_UNSUPPORTED]),
};
const size_t awp_matrix_figure_count = sizeof awp_matrix_figures / sizeof *awp_matrix_figures;

size_t awp_matrix_figure_of(const struct awp_matrix_sums *sums,
                            const struct awp_matrix_figure *figure) {
    size_t value;
    memcpy(&value, (const char *)sums + figure->offset, sizeof value);
    return value;
}

struct awp_report_text awp_matrix_detail(const struct awp_matrix *matrix, size_t testee,
                                         size_t golden) {
    const struct awp_matrix_cell *const cell = awp_matrix_at(matrix, testee, golden);
    const enum awp_verdict seen = awp_matrix_seen(cell);
    if (seen == AWP_VERDICT_FAIL) {
        return cell->failure;
    }
    if (seen == AWP_VERDICT_PASS && matrix->cases[golden].level == AWP_LEVEL_MAY) {
        return cell->choice.len > 0 ? cell->choice : AWP_TEXT("reference");
    }
    return (struct awp_report_text){NULL, 0};
}

static bool was_asked(enum awp_verdict seen) {
    return seen != AWP_VERDICT_UNSUPPORTED && seen != AWP_VERDICT_NOT_RUN &&
           seen != AWP_VERDICT_INFRASTRUCTURE;
}

enum awp_matrix_row awp_matrix_row(const struct awp_matrix *matrix, size_t golden) {
    const bool is_may = matrix->cases[golden].level == AWP_LEVEL_MAY;
    enum awp_matrix_row row = AWP_MATRIX_ROW_UNASKED;
    for (size_t t = 0; t < matrix->testee_count; t++) {
        const struct awp_matrix_cell *const cell = awp_matrix_at(matrix, t, golden);
        const enum awp_verdict seen = awp_matrix_seen(cell);
        if (!was_asked(seen)) {
            continue;
        }
        if (seen != AWP_VERDICT_PASS || (is_may && cell->choice.len > 0)) {
            return AWP_MATRIX_ROW_TELLS;
        }
        row = AWP_MATRIX_ROW_ALL_PASS;
    }
    return row;
}

void awp_matrix_count_rows(const struct awp_matrix *matrix, size_t rule,
                           size_t counts[AWP_MATRIX_ROW_COUNT]) {
    memset(counts, 0, AWP_MATRIX_ROW_COUNT * sizeof *counts);
    for (size_t i = 0; i < matrix->case_count; i++) {
        if (matrix->cases[i].rule == rule) {
            counts[awp_matrix_row(matrix, i)]++;
        }
    }
}

bool awp_matrix_is_silent(const struct awp_matrix_sums *sums) {
    size_t others = 0;
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const bool is_silence = i == AWP_VERDICT_INFRASTRUCTURE || i == AWP_VERDICT_NOT_RUN;
        others += is_silence ? 0 : sums->seen[i];
    }
    return others == 0;
}

void awp_matrix_write_share(FILE *out, const struct awp_matrix_sums *sums, enum awp_level level) {
    const size_t passed = sums->passed[level];
    const size_t claimed = sums->claimed[level];
    if (awp_matrix_is_silent(sums)) {
        (void)fputs("not asked", out);
        return;
    }
    if (claimed == 0) {
        (void)fputs("none claimed", out);
        return;
    }
    const size_t permille = passed * 1000 / claimed;
    (void)fprintf(out, "%zu of %zu (%zu.%zu %%)", passed, claimed, permille / 10, permille % 10);
}

void awp_matrix_write_link(FILE *out, struct awp_report_text path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~/#";
    for (size_t i = 0; i < path.len; i++) {
        const unsigned char byte = (unsigned char)path.ptr[i];
        if (byte != 0 && strchr(plain, byte) != NULL) {
            (void)fputc(byte, out);
        } else {
            (void)fprintf(out, "%%%02X", byte);
        }
    }
}

void awp_matrix_write_text(FILE *out, enum awp_escape escape, struct awp_report_text text) {
    awp_escape_write_cut(out, escape, text, SHOWN_BYTES);
}

void awp_matrix_write_levels(FILE *out, const struct awp_matrix_sums *sums) {
    (void)fputs(",\"levels\":{", out);
    for (size_t i = 0; i < AWP_LEVEL_COUNT; i++) {
        (void)fprintf(out, "%s\"%s\":{\"passed\":%zu,\"claimed\":%zu,\"cases\":%zu}",
                      i == 0 ? "" : ",", awp_level_name((enum awp_level)i), sums->passed[i],
                      sums->claimed[i], sums->levels[i]);
    }
    (void)fputc('}', out);
}
