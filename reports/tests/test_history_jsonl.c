/* SPDX-License-Identifier: Apache-2.0 */
/* A history as JSON lines is its golden file; its schema is held against that by check_history.py.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixed_history.h"

Test(history_jsonl, it_is_its_golden_file) {
    const struct rendered page = render_history("jsonl", &fixed_history, false);
    assert_golden("history.jsonl", page);
    cr_expect_not(contains(page, "\"kind\":\"same\""));
    free(page.data);
}

Test(history_jsonl, all_of_it_has_what_did_not_change) {
    const struct rendered page = render_history("jsonl", &fixed_history, true);
    cr_expect(contains(page, "\"kind\":\"same\",\"testee\":\"bad\",\"case\":\"all-pass\""));
    cr_expect(contains(page, "\"flags\":[\"cut\",\"other-flag\"]"));
    free(page.data);
}
