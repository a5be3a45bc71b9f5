/* SPDX-License-Identifier: Apache-2.0 */
/* A testee's failures put together by what is behind them: the finding that they name, or else
 * their class; the worst first. */
#include "page_defects.h"

#include <stdlib.h>
#include <string.h>

#include "sink.h"

/* Classes of failure, by what they do to a program: it dies, it waits, it gets what it cannot
 * catch, it goes on with what is not true, it catches the wrong thing. One that is not here comes
 * last. */
const struct awp_page_class awp_page_classes[] = {
    {"crash", "its process died"},
    {"hang", "no answer in time"},
    {"protocol_error", "its adapter gave no answer that can be judged"},
    {"escape", "it threw what its callers are not told to expect"},
    {"broken-result", "a Result made of an answer that was broken on the wire"},
    {"silent-loss", "a Result made of what cannot be decoded"},
    {"result-for-error", "a Result for an error status"},
    {"spoiled-connection", "the next answer on the connection came out wrong"},
    {"wrong-modeled-error", "one modeled error for another"},
    {"lost-error", "the service's error became a client-side one"},
    {"wrong-type", "a value of a type that the model does not give"},
    {"repeated-request", "it sent its request more than once"},
    {"wrong-request", "it sent another request than the operation's"},
    {"no-request", "it sent no request"},
    {"refusal", "it refuses what it claims"},
    {"flaky", "not the same each time"},
    {"other-outcome", "another outcome than the expected one"},
};
enum { CLASS_COUNT = sizeof awp_page_classes / sizeof *awp_page_classes };
const size_t awp_page_class_count = CLASS_COUNT;

static bool is_called(struct awp_report_text text, const char *name) {
    return strlen(name) == text.len && memcmp(name, text.ptr, text.len) == 0;
}

static size_t rank_of(struct awp_report_text name) {
    size_t i = 0;
    while (i < CLASS_COUNT && !is_called(name, awp_page_classes[i].name)) {
        i++;
    }
    return i;
}

static struct awp_report_text file_name(struct awp_report_text path) {
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return (struct awp_report_text){path.ptr + at, path.len - at};
}

size_t awp_page_finding(const struct awp_matrix *matrix, size_t testee, size_t golden) {
    const struct awp_matrix_testee *const about = &matrix->testees[testee];
    const struct awp_report_text reason = awp_matrix_at(matrix, testee, golden)->reason;
    for (size_t i = 0; i < about->finding_count && reason.len > 0; i++) {
        const struct awp_report_text name = file_name(about->findings[i].path);
        if (name.len > 0 && memmem(reason.ptr, reason.len, name.ptr, name.len) != NULL) {
            return i;
        }
    }
    return AWP_PAGE_NO_FINDING;
}

static bool has_no_finding_but_class(const struct awp_page_defect *defect, size_t rank) {
    return defect->finding == AWP_PAGE_NO_FINDING && defect->rank == rank;
}

/* Findings stand first, in their order; behind them classes without one, as they come. */
static struct awp_page_defect *place_of(struct awp_page_defects *defects, size_t finding,
                                        size_t rank) {
    if (finding != AWP_PAGE_NO_FINDING) {
        return &defects->items[finding];
    }
    for (size_t i = 0; i < defects->count; i++) {
        if (has_no_finding_but_class(&defects->items[i], rank)) {
            return &defects->items[i];
        }
    }
    struct awp_page_defect *const added = &defects->items[defects->count++];
    *added = (struct awp_page_defect){.finding = AWP_PAGE_NO_FINDING, .rank = rank};
    return added;
}

static void add(struct awp_page_defects *defects, size_t finding, size_t golden,
                const struct awp_matrix_cell *cell) {
    const size_t rank = rank_of(cell->failure);
    struct awp_page_defect *const defect = place_of(defects, finding, rank);
    if (defect->failures == 0 || rank < defect->rank) {
        defect->rank = rank;
        defect->worst = 0;
        defect->example = golden;
    }
    defect->worst += rank == defect->rank;
    defect->failures++;
    defect->breaks_must += cell->broken_level == AWP_LEVEL_MUST;
    defects->failures++;
}

static int by_number(size_t a, size_t b) { return (a > b) - (a < b); }

static int compare(const void *left, const void *right) {
    const struct awp_page_defect *const a = left;
    const struct awp_page_defect *const b = right;
    const int orders[] = {by_number(a->failures == 0, b->failures == 0),
                          by_number(a->rank, b->rank), by_number(b->breaks_must, a->breaks_must),
                          by_number(b->failures, a->failures), by_number(a->finding, b->finding)};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (orders[i] != 0) {
            return orders[i];
        }
    }
    return 0;
}

bool awp_page_defects_take(struct awp_page_defects *defects, const struct awp_matrix *matrix,
                           size_t testee) {
    const size_t findings = matrix->testees[testee].finding_count;
    *defects = (struct awp_page_defects){
        .items = calloc(findings + CLASS_COUNT + 1, sizeof *defects->items), .count = findings};
    if (defects->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < findings; i++) {
        defects->items[i].finding = i;
    }
    for (size_t i = 0; i < matrix->case_count; i++) {
        const struct awp_matrix_cell *const cell = awp_matrix_at(matrix, testee, i);
        if (awp_verdict_breaks_rule(awp_matrix_seen(cell))) {
            add(defects, awp_page_finding(matrix, testee, i), i, cell);
        }
    }
    qsort(defects->items, defects->count, sizeof *defects->items, compare);
    return true;
}

void awp_page_defects_free(struct awp_page_defects *defects) { free(defects->items); }
