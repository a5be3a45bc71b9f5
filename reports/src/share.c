/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what a decoder claims came out right, by level. */
#include "share.h"

#include "sink.h"

/* What a verdict says of a case, for the shares. */
struct share_trait {
    bool passed;
    bool claimed;
    bool judged;
};

static const struct share_trait traits[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = {true, true, true},
    [AWP_VERDICT_FAIL] = {false, true, true},
    [AWP_VERDICT_CRASH] = {false, true, true},
    [AWP_VERDICT_HANG] = {false, true, true},
    [AWP_VERDICT_PROTOCOL_ERROR] = {false, true, true},
    [AWP_VERDICT_UNSUPPORTED] = {false, false, false},
    [AWP_VERDICT_EXPECTED_FAILURE] = {false, true, true},
    [AWP_VERDICT_UNEXPECTED_PASS] = {true, true, true},
    [AWP_VERDICT_FLAKY] = {false, true, true},
    [AWP_VERDICT_NOT_RUN] = {false, true, false},
    [AWP_VERDICT_INFRASTRUCTURE] = {false, true, false},
};

void awp_shares_add(struct awp_shares *shares, const struct awp_report_result *result) {
    const struct share_trait *const trait = &traits[result->verdict];
    shares->passed[result->level] += trait->passed;
    shares->claimed[result->level] += trait->claimed;
    shares->judged += trait->judged;
    shares->breaks_must +=
        awp_verdict_breaks_rule(result->verdict) && result->broken_level == AWP_LEVEL_MUST;
}

size_t awp_shares_permille(const struct awp_shares *shares, enum awp_level level) {
    const size_t claimed = shares->claimed[level];
    return claimed == 0 ? 1000 : shares->passed[level] * 1000 / claimed;
}

void awp_shares_write(FILE *out, const struct awp_shares *shares, enum awp_level level) {
    const size_t permille = awp_shares_permille(shares, level);
    if (permille == 1000) {
        (void)fputs("100 %", out);
        return;
    }
    (void)fprintf(out, "%zu.%zu %%", permille / 10, permille % 10);
}
