/* SPDX-License-Identifier: Apache-2.0 */
/* The head figures stand in columns, and no name acts on a terminal. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_matrix.h"

static struct rendered summary(void) {
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    cr_assert_not_null(out);
    awp_matrix_write_summary(out, &fixed_matrix);
    cr_assert_eq(fclose(out), 0);
    return text;
}

Test(matrix_summary, it_is_its_golden_file) {
    const struct rendered text = summary();
    assert_golden("matrix-summary.txt", text);
    cr_expect_null(memchr(text.data, 0x1b, text.len));
    free(text.data);
}

Test(matrix_summary, its_columns_begin_at_the_same_place) {
    const struct rendered text = summary();
    const char *const second = strchr(text.data, '\n') + 1;
    const char *const third = strchr(second, '\n') + 1;
    const size_t column = (size_t)(strstr(text.data, "MUST") - text.data);
    cr_expect_eq(strncmp(second + column, "3 of 3 (100.0 %)", 16), 0, "%s", text.data);
    cr_expect_lt(column, (size_t)(third - second));
    free(text.data);
}
