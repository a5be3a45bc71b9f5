/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of a diff share: names, sides, sums. */
#include "diff_view.h"

#include <string.h>

enum { SHOWN_BYTES = 300 };

const char *const awp_diff_kind_names[AWP_DIFF_KIND_COUNT] = {
    [AWP_DIFF_CHANGED] = "changed",
    [AWP_DIFF_ADDED] = "added",
    [AWP_DIFF_REMOVED] = "removed",
    [AWP_DIFF_UNCHANGED] = "unchanged",
};

const char *const awp_diff_way_names[AWP_DIFF_WAY_COUNT] = {
    [AWP_DIFF_NEITHER] = "",
    [AWP_DIFF_WORSE] = "worse",
    [AWP_DIFF_BETTER] = "better",
};

void awp_diff_write_text(FILE *out, enum awp_escape escape, struct awp_report_text text) {
    awp_escape_write_cut(out, escape, text, SHOWN_BYTES);
}

/* Whether a class says no more than the verdict: "crash" of a crash. */
static bool is_its_verdict(const struct awp_diff_side *side) {
    const char *const name = awp_verdict_name(side->verdict);
    return side->failure.len == strlen(name) &&
           memcmp(side->failure.ptr, name, side->failure.len) == 0;
}

void awp_diff_write_side(FILE *out, enum awp_escape escape, const struct awp_diff_side *side) {
    (void)fputs(awp_verdict_name(side->verdict), out);
    if (side->failure.len > 0 && !is_its_verdict(side)) {
        (void)fputc(' ', out);
        awp_diff_write_text(out, escape, side->failure);
    }
    if (side->choice.len > 0) {
        (void)fputs(" (", out);
        awp_diff_write_text(out, escape, side->choice);
        (void)fputc(')', out);
    }
}

struct awp_diff_sums awp_diff_sum_all(const struct awp_diff *diff) {
    struct awp_diff_sums all = {.worse = 0};
    for (size_t t = 0; t < diff->testee_count; t++) {
        const struct awp_diff_testee *const testee = &diff->testees[t];
        if (!testee->is_in_old || !testee->is_in_new) {
            continue;
        }
        const struct awp_diff_sums sums = awp_diff_sum(testee);
        all.worse += sums.worse;
        for (size_t kind = 0; kind < AWP_DIFF_KIND_COUNT; kind++) {
            all.kinds[kind] += sums.kinds[kind];
            for (size_t way = 0; way < AWP_DIFF_WAY_COUNT; way++) {
                all.ways[kind][way] += sums.ways[kind][way];
            }
        }
    }
    return all;
}

void awp_diff_write_sums(FILE *out, const struct awp_diff *diff) {
    const struct awp_diff_sums sums = awp_diff_sum_all(diff);
    for (size_t kind = 0; kind < AWP_DIFF_KIND_COUNT; kind++) {
        const size_t worse = sums.ways[kind][AWP_DIFF_WORSE];
        const size_t better = sums.ways[kind][AWP_DIFF_BETTER];
        (void)fprintf(out, "%s%zu %s", kind == 0 ? "" : ", ", sums.kinds[kind],
                      awp_diff_kind_names[kind]);
        if (worse + better > 0) {
            (void)fprintf(out, " (%zu worse, %zu better)", worse, better);
        }
    }
}
