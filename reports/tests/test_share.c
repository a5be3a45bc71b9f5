/* SPDX-License-Identifier: Apache-2.0 */
/* A share is of what is claimed, is never rounded up, and known failures are failures. */
#include "share.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "fixed_run.h"

static void expect_share(size_t passed, size_t claimed, const char *want) {
    struct awp_shares shares = {.passed = {[AWP_LEVEL_MUST] = passed},
                                .claimed = {[AWP_LEVEL_MUST] = claimed}};
    struct rendered text = {NULL, 0};
    FILE *const out = open_memstream(&text.data, &text.len);
    awp_shares_write(out, &shares, AWP_LEVEL_MUST);
    cr_assert_eq(fclose(out), 0);
    cr_expect_str_eq(text.data, want);
    free(text.data);
}

Test(share, only_all_is_all) {
    expect_share(1351, 1351, "100 %");
    expect_share(99999, 100000, "99.9 %");
    expect_share(2, 3, "66.6 %");
    expect_share(0, 5, "0.0 %");
    expect_share(0, 0, "100 %");
}

struct example {
    enum awp_verdict verdict;
    size_t passed;
    size_t claimed;
    size_t judged;
    size_t breaks_must;
};

static const struct example examples[] = {
    {AWP_VERDICT_PASS, 1, 1, 1, 0},
    {AWP_VERDICT_FAIL, 0, 1, 1, 1},
    {AWP_VERDICT_CRASH, 0, 1, 1, 1},
    {AWP_VERDICT_HANG, 0, 1, 1, 1},
    {AWP_VERDICT_PROTOCOL_ERROR, 0, 1, 1, 1},
    {AWP_VERDICT_UNSUPPORTED, 0, 0, 0, 0},
    {AWP_VERDICT_EXPECTED_FAILURE, 0, 1, 1, 1},
    {AWP_VERDICT_UNEXPECTED_PASS, 1, 1, 1, 0},
    {AWP_VERDICT_FLAKY, 0, 1, 1, 1},
    {AWP_VERDICT_NOT_RUN, 0, 1, 0, 0},
    {AWP_VERDICT_INFRASTRUCTURE, 0, 1, 0, 0},
};

Test(share, every_verdict_counts_where_it_belongs) {
    cr_assert_eq(sizeof examples / sizeof *examples, AWP_VERDICT_COUNT);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        const struct example *const one = &examples[i];
        struct awp_shares shares = {.judged = 0};
        awp_shares_add(&shares, &(struct awp_report_result){.verdict = one->verdict,
                                                            .level = AWP_LEVEL_SHOULD,
                                                            .broken_level = AWP_LEVEL_MUST});
        cr_expect_eq(shares.passed[AWP_LEVEL_SHOULD], one->passed, "%zu", i);
        cr_expect_eq(shares.claimed[AWP_LEVEL_SHOULD], one->claimed, "%zu", i);
        cr_expect_eq(shares.claimed[AWP_LEVEL_MUST], 0);
        cr_expect_eq(shares.judged, one->judged, "%zu", i);
        cr_expect_eq(shares.breaks_must, one->breaks_must, "%zu", i);
    }
}
