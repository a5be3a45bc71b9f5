/* SPDX-License-Identifier: Apache-2.0 */
/* Names are counted, each once, in the order first seen. */
#include "choice_count.h"

#include <criterion/criterion.h>
#include <string.h>

Test(choice_count, a_name_seen_again_adds_to_its_count) {
    struct awp_choice_counts counts = {NULL, 0, 0};
    for (int i = 0; i < 3; i++) {
        cr_assert(awp_choice_counts_add(&counts, (struct awp_report_text){"first", 5}));
        cr_assert(awp_choice_counts_add(&counts, (struct awp_report_text){"fir", 3}));
        cr_assert(awp_choice_counts_add(&counts, (struct awp_report_text){NULL, 0}));
    }
    cr_assert_eq(counts.count, 2);
    cr_expect_eq(counts.items[0].count, 3);
    cr_expect_eq(counts.items[0].name_len, 5);
    cr_expect_eq(memcmp(counts.items[1].name, "fir", 3), 0);
    awp_choice_counts_clear(&counts);
    cr_expect_eq(counts.count, 0);
}

Test(choice_count, the_list_grows_with_the_names_and_copies_them) {
    struct awp_choice_counts counts = {NULL, 0, 0};
    for (unsigned i = 0; i < 100; i++) {
        char name[8];
        const int len = snprintf(name, sizeof name, "n%u", i);
        cr_assert(awp_choice_counts_add(&counts, (struct awp_report_text){name, (size_t)len}));
    }
    cr_assert_eq(counts.count, 100);
    cr_expect_eq(memcmp(counts.items[0].name, "n0", 2), 0);
    cr_expect_eq(memcmp(counts.items[99].name, "n99", 3), 0);
    awp_choice_counts_clear(&counts);
}
