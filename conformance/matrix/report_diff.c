/* SPDX-License-Identifier: Apache-2.0 */
/* Two reports -> how they differ. */
#include "report_diff.h"

#include <string.h>

#include "result.h"
#include "text.h"

/* The entries of a testee, which stand together. */
struct span {
    const struct awp_report_entry *items;
    size_t count;
};

static struct span span_of(const struct awp_report_file *file, size_t testee) {
    struct span span = {file->entries, 0};
    size_t at = 0;
    while (at < file->entry_count && file->entries[at].testee != testee) {
        at++;
    }
    span.items = at < file->entry_count ? &file->entries[at] : NULL;
    while (at + span.count < file->entry_count && file->entries[at + span.count].testee == testee) {
        span.count++;
    }
    return span;
}

static int compare_ids(struct awp_bytes a, struct awp_bytes b) {
    const size_t len = a.len < b.len ? a.len : b.len;
    const int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* Both are sorted by id: one pass tells what is on which side. */
static void merge(struct span before, struct span after, struct awp_arena *arena,
                  struct awp_diff_testee *testee) {
    struct awp_diff_line *lines = awp_need_array(arena, before.count + after.count, sizeof(*lines));
    size_t i = 0;
    size_t j = 0;
    while (i < before.count || j < after.count) {
        const int order = i == before.count  ? 1
                          : j == after.count ? -1
                                             : compare_ids(before.items[i].id, after.items[j].id);
        struct awp_diff_line *line = &lines[testee->line_count++];
        line->id = awp_report_text_of(order <= 0 ? before.items[i].id : after.items[j].id);
        if (order <= 0) {
            line->before = before.items[i++].side;
        }
        if (order >= 0) {
            line->after = after.items[j++].side;
        }
    }
    testee->lines = lines;
}

static size_t find(const struct awp_report_file *file, struct awp_bytes key) {
    size_t i = 0;
    while (i < file->testee_count && !awp_bytes_equal(file->testees[i].key, key)) {
        i++;
    }
    return i;
}

/* `in_old`, `in_new`: its places there; the count of testees where it has none. */
static void add(struct awp_diff_testee *testee, const struct awp_report_file *before, size_t in_old,
                const struct awp_report_file *after, size_t in_new, struct awp_arena *arena) {
    static const struct span nothing = {NULL, 0};
    testee->is_in_old = in_old < before->testee_count;
    testee->is_in_new = in_new < after->testee_count;
    if (testee->is_in_old) {
        testee->key = awp_report_text_of(before->testees[in_old].key);
        testee->before = awp_report_text_of(before->testees[in_old].title);
    }
    if (testee->is_in_new) {
        testee->key = awp_report_text_of(after->testees[in_new].key);
        testee->after = awp_report_text_of(after->testees[in_new].title);
    }
    merge(testee->is_in_old ? span_of(before, in_old) : nothing,
          testee->is_in_new ? span_of(after, in_new) : nothing, arena, testee);
}

struct awp_diff awp_report_diff(const struct awp_report_file *before, const char *old_path,
                                const struct awp_report_file *after, const char *new_path,
                                struct awp_arena *arena, const char **reason) {
    struct awp_diff diff = {.old_path = awp_report_text_of(awp_bytes_of_string(old_path)),
                            .new_path = awp_report_text_of(awp_bytes_of_string(new_path)),
                            .old_cases = awp_report_text_of(before->cases_sha256),
                            .new_cases = awp_report_text_of(after->cases_sha256)};
    *reason = before->is_matrix == after->is_matrix
                  ? NULL
                  : "one is the report of a run, and the other a matrix";
    if (*reason != NULL) {
        return diff;
    }
    struct awp_diff_testee *testees =
        awp_need_array(arena, before->testee_count + after->testee_count, sizeof(*testees));
    for (size_t i = 0; i < after->testee_count; i++) {
        add(&testees[diff.testee_count++], before, find(before, after->testees[i].key), after, i,
            arena);
    }
    for (size_t i = 0; i < before->testee_count; i++) {
        const size_t in_new = find(after, before->testees[i].key);
        if (in_new == after->testee_count) {
            add(&testees[diff.testee_count++], before, i, after, in_new, arena);
        }
    }
    diff.testees = testees;
    return diff;
}
