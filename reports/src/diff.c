/* SPDX-License-Identifier: Apache-2.0 */
/* Two reports held against each other: what changed, and what of it is worse. */
#include "awsproof/diff.h"

#include <string.h>

#include "awsproof/matrix.h"
#include "diff_view.h"

static const struct awp_diff_writer *const writers[] = {&awp_diff_text, &awp_diff_markdown};

const struct awp_diff_writer *awp_diff_writer_find(const char *name) {
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i]->name, name) == 0) {
            return writers[i];
        }
    }
    return NULL;
}

/* How bad a verdict is. What was not asked is between what is well and what is not. */
static const int badness[AWP_VERDICT_COUNT] = {
    [AWP_VERDICT_PASS] = 0,           [AWP_VERDICT_UNSUPPORTED] = 1,
    [AWP_VERDICT_NOT_RUN] = 1,        [AWP_VERDICT_INFRASTRUCTURE] = 1,
    [AWP_VERDICT_FLAKY] = 2,          [AWP_VERDICT_FAIL] = 3,
    [AWP_VERDICT_CRASH] = 4,          [AWP_VERDICT_HANG] = 4,
    [AWP_VERDICT_PROTOCOL_ERROR] = 4,
};
enum { NOTHING_KNOWN = 1 };

static bool is_equal(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

enum awp_diff_kind awp_diff_kind(const struct awp_diff_line *line) {
    const struct awp_diff_side *const before = &line->before;
    const struct awp_diff_side *const after = &line->after;
    if (!before->is_there) {
        return AWP_DIFF_ADDED;
    }
    if (!after->is_there) {
        return AWP_DIFF_REMOVED;
    }
    return before->verdict == after->verdict && is_equal(before->failure, after->failure) &&
                   is_equal(before->choice, after->choice)
               ? AWP_DIFF_UNCHANGED
               : AWP_DIFF_CHANGED;
}

static int badness_of(const struct awp_diff_side *side) {
    const struct awp_matrix_cell cell = {.verdict = side->verdict, .failure = side->failure};
    return badness[awp_matrix_seen(&cell)];
}

enum awp_diff_way awp_diff_way(const struct awp_diff_line *line) {
    const bool is_new = !line->before.is_there;
    if (!line->after.is_there || (is_new && line->after.verdict == AWP_VERDICT_EXPECTED_FAILURE)) {
        return AWP_DIFF_NEITHER;
    }
    const int before = is_new ? NOTHING_KNOWN : badness_of(&line->before);
    const int after = badness_of(&line->after);
    if (after > before) {
        return AWP_DIFF_WORSE;
    }
    return after < before && !is_new ? AWP_DIFF_BETTER : AWP_DIFF_NEITHER;
}

struct awp_diff_sums awp_diff_sum(const struct awp_diff_testee *testee) {
    struct awp_diff_sums sums = {.worse = 0};
    const bool is_compared = testee->is_in_old && testee->is_in_new;
    for (size_t i = 0; i < testee->line_count; i++) {
        const enum awp_diff_kind kind = awp_diff_kind(&testee->lines[i]);
        const enum awp_diff_way way =
            is_compared ? awp_diff_way(&testee->lines[i]) : AWP_DIFF_NEITHER;
        sums.kinds[kind]++;
        sums.ways[kind][way]++;
        sums.worse += way == AWP_DIFF_WORSE;
    }
    return sums;
}
