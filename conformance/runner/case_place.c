/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a case file something stands: an offset or a value -> a line. */
#include <assert.h>
#include <stdlib.h>

#include "case.h"
#include "text.h"

static unsigned count_line_ends(struct awp_bytes text, size_t from, size_t to) {
    unsigned count = 0;
    for (size_t i = from; i < to && i < text.len; i++) {
        count += text.ptr[i] == '\n';
    }
    return count;
}

unsigned awp_case_line_of_offset(struct awp_bytes text, size_t offset) {
    return 1 + count_line_ends(text, 0, offset);
}

static int compare_addresses(const void *left, const void *right) {
    const uintptr_t one = (uintptr_t)((const struct awp_case_place *)left)->node;
    const uintptr_t other = (uintptr_t)((const struct awp_case_place *)right)->node;
    return (one > other) - (one < other);
}

void awp_case_file_find_places(struct awp_case_file *file) {
    const struct awp_json_place *found = NULL;
    struct awp_arena *arena = file->complaints.arena;
    awp_need(awp_json_places(file->text, file->root, arena, &found, &file->place_count));
    struct awp_case_place *places = awp_need_array(arena, file->place_count, sizeof(*places));
    unsigned line = 1;
    size_t offset = 0;
    for (size_t i = 0; i < file->place_count; i++) {
        line += count_line_ends(file->text, offset, found[i].offset);
        offset = found[i].offset;
        places[i] = (struct awp_case_place){found[i].node, line};
    }
    qsort(places, file->place_count, sizeof(*places), compare_addresses);
    file->places = places;
}

unsigned awp_case_file_line(const struct awp_case_file *file, const struct awp_json_node *where) {
    const struct awp_case_place wanted = {.node = where};
    const struct awp_case_place *found =
        bsearch(&wanted, file->places, file->place_count, sizeof(wanted), compare_addresses);
    assert(found != NULL); /* complaints are of the file's own values */
    return found->line;
}
