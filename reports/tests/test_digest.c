/* SPDX-License-Identifier: Apache-2.0 */
/* What ran, in lines for people. */
#include "digest.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static void expect_digest(const struct awp_report_run *run, const char *want) {
    char *text = NULL;
    size_t len = 0;
    FILE *const out = open_memstream(&text, &len);
    awp_digest_write(out, "# ", run);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text, want);
    free(text);
}

Test(digest, it_tells_all_that_is_needed_to_run_the_same_again) {
    const struct awp_report_run run = {.suite_version = TEXT("0.1.0"),
                                       .cases_sha256 = TEXT("ab12"),
                                       .filter = TEXT("a* level:must"),
                                       .options = TEXT("--strict"),
                                       .is_shuffled = true,
                                       .seed = UINT64_MAX,
                                       .jobs = 4,
                                       .repeat = 3,
                                       .testee_name = TEXT("botocore"),
                                       .testee_version = TEXT("1.44.5"),
                                       .testee_command = TEXT("./run \x1b[0m\n# injected"),
                                       .started_at = TEXT("2026-11-22T16:25:04Z"),
                                       .selected = 7};
    expect_digest(&run, "# suite: awsproof 0.1.0, cases of sha256 ab12, 7 selected\n"
                        "# filter: a* level:must\n"
                        "# order: shuffled by seed 18446744073709551615\n"
                        "# jobs: 4\n"
                        "# repeat: 3\n"
                        "# options: --strict\n"
                        "# testee: botocore 1.44.5\n"
                        "# command: ./run \\x1b[0m\\n# injected\n"
                        "# started: 2026-11-22T16:25:04Z\n");
}

Test(digest, it_leaves_out_what_was_not_said) {
    const struct awp_report_run run = {.suite_version = TEXT("0.1.0"),
                                       .cases_sha256 = TEXT("ab12"),
                                       .jobs = 1,
                                       .repeat = 1,
                                       .testee_name = TEXT("reference"),
                                       .selected = 1};
    expect_digest(&run, "# suite: awsproof 0.1.0, cases of sha256 ab12, 1 selected\n"
                        "# testee: reference\n");
}
