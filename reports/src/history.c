/* SPDX-License-Identifier: Apache-2.0 */
/* A history's lines held against each other, and the list of its writers. */
#include "awsproof/history.h"

#include <string.h>

#include "history_view.h"

static const struct awp_history_writer *const writers[] = {
    &awp_history_text,
    &awp_history_markdown,
    &awp_history_jsonl,
    &awp_history_html,
};

const struct awp_history_writer *awp_history_writer_find(const char *name) {
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i]->name, name) == 0) {
            return writers[i];
        }
    }
    return NULL;
}

static const char *const kind_names[AWP_HISTORY_KIND_COUNT] = {
    [AWP_HISTORY_NEWLY_FAILING] = "newly failing",
    [AWP_HISTORY_NEWLY_PASSING] = "newly passing",
    [AWP_HISTORY_FAILS_OTHERWISE] = "failing otherwise",
    [AWP_HISTORY_NEW] = "new",
    [AWP_HISTORY_SAME] = "the same",
};

const char *awp_history_kind_name(enum awp_history_kind kind) { return kind_names[kind]; }

static enum awp_verdict seen_of(const struct awp_diff_side *side) {
    const struct awp_matrix_cell cell = {.verdict = side->verdict, .failure = side->failure};
    return awp_matrix_seen(&cell);
}

static bool is_equal(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* A report without classes says of none that it is another. */
static bool is_same_class(const struct awp_diff_side *one, const struct awp_diff_side *other) {
    return one->failure.len == 0 || other->failure.len == 0 ||
           is_equal(one->failure, other->failure);
}

enum awp_history_kind awp_history_kind(const struct awp_history_line *line) {
    if (!line->before.is_there) {
        return AWP_HISTORY_NEW;
    }
    const enum awp_verdict before = seen_of(&line->before);
    const enum awp_verdict after = seen_of(&line->after);
    const bool passed = before == AWP_VERDICT_PASS;
    const bool passes = after == AWP_VERDICT_PASS;
    if (passed != passes) {
        return passed ? AWP_HISTORY_NEWLY_FAILING : AWP_HISTORY_NEWLY_PASSING;
    }
    return passes || (before == after && is_same_class(&line->before, &line->after))
               ? AWP_HISTORY_SAME
               : AWP_HISTORY_FAILS_OTHERWISE;
}

bool awp_history_is_shown(const struct awp_history_line *line, enum awp_history_kind kind) {
    return awp_history_kind(line) == kind &&
           (kind != AWP_HISTORY_NEW || seen_of(&line->after) != AWP_VERDICT_PASS);
}

void awp_history_count(const struct awp_history_testee *testee,
                       size_t counts[AWP_HISTORY_KIND_COUNT], size_t *new_failing) {
    memset(counts, 0, AWP_HISTORY_KIND_COUNT * sizeof *counts);
    *new_failing = 0;
    for (size_t i = 0; i < testee->line_count; i++) {
        const enum awp_history_kind kind = awp_history_kind(&testee->lines[i]);
        counts[kind]++;
        *new_failing += awp_history_is_shown(&testee->lines[i], AWP_HISTORY_NEW);
    }
}

size_t awp_history_newly_failing(const struct awp_history *history) {
    size_t count = 0;
    for (size_t i = 0; i < history->testee_count; i++) {
        size_t counts[AWP_HISTORY_KIND_COUNT];
        size_t new_failing;
        awp_history_count(&history->testees[i], counts, &new_failing);
        count += counts[AWP_HISTORY_NEWLY_FAILING];
    }
    return count;
}

const struct awp_history_testee *awp_history_mute(const struct awp_history *history) {
    for (size_t i = 0; i < history->testee_count; i++) {
        const struct awp_history_testee *const testee = &history->testees[i];
        if (testee->base < testee->run_count && testee->line_count == 0) {
            return testee;
        }
    }
    return NULL;
}
