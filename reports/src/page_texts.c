/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that stand in many places of a page, kept once each and called by their numbers. */
#include "page_texts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right) {
    const struct awp_report_text *const a = left;
    const struct awp_report_text *const b = right;
    const size_t len = a->len < b->len ? a->len : b->len;
    const int order = len == 0 ? 0 : memcmp(a->ptr, b->ptr, len);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

static void add(struct awp_page_texts *texts, struct awp_report_text text) {
    texts->items[texts->count++] = text;
}

static void take_cell(struct awp_page_texts *texts, const struct awp_matrix_cell *cell) {
    add(texts, cell->reason);
    add(texts, cell->difference_path);
    add(texts, cell->difference);
    add(texts, cell->got);
    add(texts, cell->stderr_tail);
    add(texts, cell->replay);
}

static void take_case(struct awp_page_texts *texts, const struct awp_matrix_case *golden) {
    add(texts, golden->want);
    for (size_t i = 0; i < golden->source_count; i++) {
        add(texts, golden->sources[i]);
    }
}

static void drop_doubles(struct awp_page_texts *texts) {
    size_t kept = 1;
    for (size_t i = 1; i < texts->count; i++) {
        if (compare(&texts->items[i], &texts->items[kept - 1]) != 0) {
            texts->items[kept++] = texts->items[i];
        }
    }
    texts->count = kept;
}

bool awp_page_texts_take(struct awp_page_texts *texts, const struct awp_matrix *matrix) {
    const size_t cells = matrix->case_count * matrix->testee_count;
    size_t most = 1 + cells * 6;
    for (size_t i = 0; i < matrix->case_count; i++) {
        most += 1 + matrix->cases[i].source_count;
    }
    *texts = (struct awp_page_texts){.items = calloc(most, sizeof *texts->items)};
    if (texts->items == NULL) {
        return false;
    }
    add(texts, (struct awp_report_text){NULL, 0});
    for (size_t i = 0; i < matrix->case_count; i++) {
        take_case(texts, &matrix->cases[i]);
    }
    for (size_t i = 0; i < cells; i++) {
        take_cell(texts, &matrix->cells[i]);
    }
    qsort(texts->items, texts->count, sizeof *texts->items, compare);
    drop_doubles(texts);
    return true;
}

size_t awp_page_texts_find(const struct awp_page_texts *texts, struct awp_report_text text) {
    const struct awp_report_text *const found =
        bsearch(&text, texts->items, texts->count, sizeof text, compare);
    assert(found != NULL && "only what was taken is looked up");
    return (size_t)(found - texts->items);
}

void awp_page_texts_free(struct awp_page_texts *texts) { free(texts->items); }
