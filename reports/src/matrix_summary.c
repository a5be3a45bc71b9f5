/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix's head figures in aligned columns, for a terminal. */
#include <stdlib.h>
#include <string.h>

#include "matrix_view.h"

enum { FIRST_FIGURE = 4 };

/* The text of a field: row 0 is the titles, row t + 1 the testee t. NULL: no memory. */
static char *field_of(const struct awp_matrix *matrix, size_t row, size_t column) {
    static const char *const titles[FIRST_FIGURE] = {"decoder", "version", "MUST", "SHOULD"};
    char *text = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&text, &len);
    if (out == NULL) {
        return NULL;
    }
    if (row == 0) {
        (void)fputs(column < FIRST_FIGURE ? titles[column]
                                          : awp_matrix_figures[column - FIRST_FIGURE].title,
                    out);
    } else if (column < 2) {
        const struct awp_matrix_testee *const testee = &matrix->testees[row - 1];
        awp_matrix_write_text(out, AWP_ESCAPE_LINE, column == 0 ? testee->key : testee->version);
    } else {
        const struct awp_matrix_sums sums = awp_matrix_sum(matrix, row - 1);
        if (column < FIRST_FIGURE) {
            awp_matrix_write_share(out, &sums, column == 2 ? AWP_LEVEL_MUST : AWP_LEVEL_SHOULD);
        } else {
            (void)fprintf(out, "%zu",
                          awp_matrix_figure_of(&sums, &awp_matrix_figures[column - FIRST_FIGURE]));
        }
    }
    (void)fclose(out);
    return text;
}

static size_t width_of(const struct awp_matrix *matrix, size_t column) {
    size_t width = 0;
    for (size_t row = 0; row <= matrix->testee_count; row++) {
        char *const text = field_of(matrix, row, column);
        const size_t len = text == NULL ? 0 : strlen(text);
        width = len > width ? len : width;
        free(text);
    }
    return width;
}

void awp_matrix_write_summary(FILE *out, const struct awp_matrix *matrix) {
    const size_t columns = FIRST_FIGURE + awp_matrix_figure_count;
    for (size_t row = 0; row <= matrix->testee_count; row++) {
        for (size_t column = 0; column < columns; column++) {
            char *const text = field_of(matrix, row, column);
            const int width = column + 1 < columns ? (int)width_of(matrix, column) : 0;
            (void)fprintf(out, "%s%-*s", column == 0 ? "" : "  ", width, text == NULL ? "?" : text);
            free(text);
        }
        (void)fputc('\n', out);
    }
}
