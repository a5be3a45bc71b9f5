/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of a page are kept once each, whatever their bytes, and found again. */
#include <criterion/criterion.h>
#include <string.h>

#include "fixed_matrix.h"
#include "page_texts.h"
#include "sink.h"

Test(page_texts, stand_once_each_in_order_and_the_first_is_empty) {
    struct awp_page_texts texts;
    cr_assert(awp_page_texts_take(&texts, &fixed_matrix));
    cr_expect_eq(texts.items[0].len, 0);
    for (size_t i = 1; i < texts.count; i++) {
        const struct awp_report_text a = texts.items[i - 1];
        const struct awp_report_text b = texts.items[i];
        const int order = memcmp(b.ptr, a.len == 0 ? b.ptr : a.ptr, a.len < b.len ? a.len : b.len);
        cr_expect(order > 0 || (order == 0 && b.len > a.len), "text %zu", i);
    }
    awp_page_texts_free(&texts);
}

Test(page_texts, each_is_found_and_the_empty_one_is_number_nought) {
    struct awp_page_texts texts;
    cr_assert(awp_page_texts_take(&texts, &fixed_matrix));
    const struct awp_matrix_cell *const cell =
        awp_matrix_at(&fixed_matrix, FIXED_BAD, FIXED_HOSTILE);
    const struct awp_report_text wanted[] = {cell->reason, cell->difference_path, cell->stderr_tail,
                                             AWP_TEXT("want \"A\", got \"B\""),
                                             AWP_TEXT("https://example.com/issues/1")};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const size_t at = awp_page_texts_find(&texts, wanted[i]);
        cr_assert_lt(at, texts.count);
        cr_assert_eq(texts.items[at].len, wanted[i].len);
        cr_expect_eq(memcmp(texts.items[at].ptr, wanted[i].ptr, wanted[i].len), 0);
    }
    cr_expect_eq(awp_page_texts_find(&texts, (struct awp_report_text){NULL, 0}), 0);
    cr_expect_eq(awp_page_texts_find(&texts, AWP_TEXT("")), 0);
    awp_page_texts_free(&texts);
}

Test(page_texts, a_matrix_without_cases_has_the_empty_one) {
    struct awp_page_texts texts;
    struct awp_matrix empty = fixed_matrix;
    empty.case_count = 0;
    cr_assert(awp_page_texts_take(&texts, &empty));
    cr_expect_eq(texts.count, 1);
    awp_page_texts_free(&texts);
}
