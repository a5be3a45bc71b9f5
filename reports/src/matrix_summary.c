/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix's head figures in aligned columns, as narrow as a terminal is. */
#include <stdlib.h>
#include <string.h>

#include "matrix_view.h"

/* Two rows of titles, then a row for each testee. Versions are in the pages. */
enum { TITLE_ROWS = 2, FIRST_FIGURE = 3 };

/* A title of two words stands in two rows; of one word, in the second. */
static void write_title(FILE *out, const char *title, size_t row) {
    const char *const blank = strchr(title, ' ');
    if (row == 1) {
        (void)fputs(blank == NULL ? title : blank + 1, out);
    } else if (blank != NULL) {
        (void)fwrite(title, 1, (size_t)(blank - title), out);
    }
}

static void write_percent(FILE *out, const struct awp_matrix_sums *sums, enum awp_level level) {
    const size_t claimed = sums->claimed[level];
    if (claimed == 0 || awp_matrix_is_silent(sums)) {
        (void)fputc('-', out);
        return;
    }
    const size_t permille = sums->passed[level] * 1000 / claimed;
    (void)fprintf(out, "%zu.%zu", permille / 10, permille % 10);
}

static void write_field(FILE *out, const struct awp_matrix *matrix, size_t row, size_t column) {
    static const char *const titles[FIRST_FIGURE] = {"decoder", "MUST %", "SHOULD %"};
    if (row < TITLE_ROWS) {
        write_title(out,
                    column < FIRST_FIGURE ? titles[column]
                                          : awp_matrix_figures[column - FIRST_FIGURE].title,
                    row);
        return;
    }
    const size_t testee = row - TITLE_ROWS;
    if (column == 0) {
        awp_matrix_write_text(out, AWP_ESCAPE_LINE, matrix->testees[testee].key);
        return;
    }
    const struct awp_matrix_sums sums = awp_matrix_sum(matrix, testee);
    if (column < FIRST_FIGURE) {
        write_percent(out, &sums, column == 1 ? AWP_LEVEL_MUST : AWP_LEVEL_SHOULD);
    } else {
        (void)fprintf(out, "%zu",
                      awp_matrix_figure_of(&sums, &awp_matrix_figures[column - FIRST_FIGURE]));
    }
}

/* The text of a field. NULL: no memory. */
static char *field_of(const struct awp_matrix *matrix, size_t row, size_t column) {
    char *text = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&text, &len);
    if (out == NULL) {
        return NULL;
    }
    write_field(out, matrix, row, column);
    (void)fclose(out);
    return text;
}

static size_t width_of(const struct awp_matrix *matrix, size_t column) {
    size_t width = 0;
    for (size_t row = 0; row < TITLE_ROWS + matrix->testee_count; row++) {
        char *const text = field_of(matrix, row, column);
        const size_t len = text == NULL ? 0 : strlen(text);
        width = len > width ? len : width;
        free(text);
    }
    return width;
}

void awp_matrix_write_summary(FILE *out, const struct awp_matrix *matrix) {
    const size_t columns = FIRST_FIGURE + awp_matrix_figure_count;
    for (size_t row = 0; row < TITLE_ROWS + matrix->testee_count; row++) {
        for (size_t column = 0; column < columns; column++) {
            char *const text = field_of(matrix, row, column);
            const int width = (int)width_of(matrix, column);
            /* Names to the left, figures to the right. */
            (void)fprintf(out, "%s%*s", column == 0 ? "" : " ", column == 0 ? -width : width,
                          text == NULL ? "?" : text);
            free(text);
        }
        (void)fputc('\n', out);
    }
}
