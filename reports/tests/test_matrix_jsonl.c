/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix as JSON lines is its golden file, and holds what was known beside what was seen. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_matrix.h"

Test(matrix_jsonl, it_is_its_golden_file_and_the_same_twice) {
    const struct rendered one = render_matrix("jsonl", &fixed_matrix);
    const struct rendered two = render_matrix("jsonl", &fixed_matrix);
    assert_golden("matrix.jsonl", one);
    cr_expect_str_eq(one.data, two.data);
    free(one.data);
    free(two.data);
}

Test(matrix_jsonl, a_known_failure_keeps_its_verdict_and_says_what_was_seen) {
    const struct rendered page = render_matrix("jsonl", &fixed_matrix);
    cr_expect(contains(page, "\"case\":\"known-crash\",\"verdict\":\"expected_failure\",\"seen\":"
                             "\"crash\",\"class\":\"crash\",\"breaks\":\"must\","));
    cr_expect(contains(page, "\"case\":\"stale\",\"verdict\":\"unexpected_pass\",\"seen\":\"pass\","
                             "\"reason\":\"it passes\"}\n"));
    cr_expect(contains(page, "\"case\":\"one-fails\",\"verdict\":\"pass\"}\n"));
    cr_expect(contains(page, "{\"type\":\"end\",\"cells\":42}\n"));
    free(page.data);
}

Test(matrix_jsonl, an_outcome_that_is_no_json_is_a_text) {
    const struct rendered page = render_matrix("jsonl", &fixed_matrix);
    cr_expect(contains(page, "\"got\":{\"kind\":\"unknown\",\"code\":\"B\"},"));
    cr_expect(contains(page, "\"got_text\":\"</td></table><script>"));
    free(page.data);
}
