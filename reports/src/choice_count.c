/* SPDX-License-Identifier: Apache-2.0 */
/* How often each named alternative was seen: as many entries as names, never as cases. */
#include "choice_count.h"

#include <stdlib.h>
#include <string.h>

static struct awp_choice_count *find(const struct awp_choice_counts *counts,
                                     struct awp_report_text name) {
    for (size_t i = 0; i < counts->count; i++) {
        struct awp_choice_count *const item = &counts->items[i];
        if (item->name_len == name.len && memcmp(item->name, name.ptr, name.len) == 0) {
            return item;
        }
    }
    return NULL;
}

static bool reserve(struct awp_choice_counts *counts) {
    if (counts->count < counts->capacity) {
        return true;
    }
    const size_t capacity = counts->capacity == 0 ? 16 : 2 * counts->capacity;
    void *const grown = reallocarray(counts->items, capacity, sizeof *counts->items);
    if (grown == NULL) {
        return false;
    }
    counts->items = grown;
    counts->capacity = capacity;
    return true;
}

bool awp_choice_counts_add(struct awp_choice_counts *counts, struct awp_report_text name) {
    if (name.len == 0) {
        return true;
    }
    struct awp_choice_count *const known = find(counts, name);
    if (known != NULL) {
        known->count++;
        return true;
    }
    char *const copy = reserve(counts) ? malloc(name.len) : NULL;
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, name.ptr, name.len);
    counts->items[counts->count++] = (struct awp_choice_count){copy, name.len, 1};
    return true;
}

void awp_choice_counts_clear(struct awp_choice_counts *counts) {
    for (size_t i = 0; i < counts->count; i++) {
        free(counts->items[i].name);
    }
    free(counts->items);
    *counts = (struct awp_choice_counts){NULL, 0, 0};
}
