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

/* The end of the field that ends at this column of the text's line. */
static bool ends_at(const char *text, size_t line, size_t column, const char *field) {
    for (; line > 0; line--) {
        text = strchr(text, '\n') + 1;
    }
    const size_t len = strlen(field);
    return strcspn(text, "\n") >= column && strncmp(text + column - len, field, len) == 0 &&
           text[column - len - 1] == ' ';
}

Test(matrix_summary, its_figures_end_below_their_titles) {
    const struct rendered text = summary();
    const size_t must = (size_t)(strstr(text.data, "MUST") - text.data) + 4;
    const size_t silent = (size_t)(strstr(text.data, "silent") - text.data) + 6;
    const size_t claimed = strcspn(text.data, "\n");
    cr_expect(ends_at(text.data, 1, must, "%"), "%s", text.data);
    cr_expect(ends_at(text.data, 2, must, "100.0"), "%s", text.data);
    cr_expect(ends_at(text.data, 3, must, "33.3"), "%s", text.data);
    cr_expect(ends_at(text.data, 4, must, "-"), "%s", text.data);
    cr_expect(ends_at(text.data, 1, silent, "losses"), "%s", text.data);
    cr_expect(ends_at(text.data, 3, silent, "1"), "%s", text.data);
    cr_expect(ends_at(text.data, 1, claimed, "claimed"), "%s", text.data);
    free(text.data);
}

Test(matrix_summary, with_names_as_SDKs_have_them_it_is_no_wider_than_a_terminal) {
    struct awp_matrix_testee testee = fixed_matrix.testees[0];
    struct awp_matrix matrix = fixed_matrix;
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    cr_assert_not_null(out);
    testee.key = (struct awp_report_text){"aws-sdk-java-v2", 15};
    matrix.testees = &testee;
    matrix.testee_count = 1;
    awp_matrix_write_summary(out, &matrix);
    cr_assert_eq(fclose(out), 0);
    cr_expect_leq(strcspn(text.data, "\n"), 80, "%s", text.data);
    cr_expect_not_null(strstr(text.data, "\naws-sdk-java-v2 100.0 "));
    free(text.data);
}
