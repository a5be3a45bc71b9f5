/* SPDX-License-Identifier: Apache-2.0 */
/* renamed.json -> what became of ids that no case has any more. */
#include "rename.h"

#include "text.h"

enum rename_field { RENAME_FROM, RENAME_TO, RENAME_REASON, RENAME_FIELDS };
static const struct awp_field rename_fields[RENAME_FIELDS] = {
    [RENAME_FROM] = {"from", AWP_KIND(STRING), true},
    [RENAME_TO] = {"to", AWP_KIND(STRING) | AWP_KIND(NULL), true},
    [RENAME_REASON] = {"reason", AWP_KIND(STRING), true},
};
static const struct awp_field file_fields[] = {{"renamed", AWP_KIND(ARRAY), true}};

const struct awp_rename *awp_rename_find(const struct awp_renames *renames, struct awp_bytes from) {
    for (size_t i = 0; i < renames->count; i++) {
        if (awp_bytes_equal(renames->items[i].from, from)) {
            return &renames->items[i];
        }
    }
    return NULL;
}

struct awp_bytes awp_rename_hint(const struct awp_renames *renames, struct awp_bytes from,
                                 struct awp_arena *arena) {
    const struct awp_rename *entry = awp_rename_find(renames, from);
    if (entry == NULL) {
        return (struct awp_bytes){0};
    }
    /* No chain is longer than the list; a ring is left at some place of it. */
    for (size_t i = 0; i < renames->count && entry->to.present; i++) {
        const struct awp_rename *next = awp_rename_find(renames, entry->to.bytes);
        if (next == NULL) {
            break;
        }
        entry = next;
    }
    if (entry->to.present) {
        return awp_text_format(arena, "it was renamed to \"%.*s\" (%.*s)",
                               AWP_TEXT_ARGS(entry->to.bytes), AWP_TEXT_ARGS(entry->reason));
    }
    return awp_text_format(arena, "it was taken out (%.*s)", AWP_TEXT_ARGS(entry->reason));
}

static void read_rename(struct awp_complaints *complaints, const struct awp_json_node *node,
                        const struct awp_renames *before, struct awp_rename *entry) {
    const struct awp_json_node *found[RENAME_FIELDS];
    if (!awp_object_read(complaints, node, "a renaming", rename_fields, RENAME_FIELDS, found)) {
        return;
    }
    if (awp_slug_read(complaints, found[RENAME_FROM], &entry->from) &&
        awp_rename_find(before, entry->from) != NULL) {
        awp_complain_of(complaints, node, "an id is renamed twice:", entry->from);
    }
    entry->to.present = awp_json_kind(found[RENAME_TO]) == AWP_JSON_STRING;
    if (entry->to.present) {
        awp_slug_read(complaints, found[RENAME_TO], &entry->to.bytes);
    }
    awp_prose_read(complaints, found[RENAME_REASON], "reason", &entry->reason);
}

bool awp_renames_read(struct awp_complaints *complaints, const struct awp_json_node *root,
                      struct awp_renames *renames) {
    const struct awp_json_node *list = NULL;
    if (!awp_object_read(complaints, root, "a file of renamings", file_fields, 1, &list)) {
        return false;
    }
    struct awp_rename *items =
        awp_need_array(complaints->arena, awp_json_count(list), sizeof(*items));
    const struct awp_json_node *node = awp_json_first(list);
    *renames = (struct awp_renames){items, 0};
    for (; node != NULL; node = awp_json_next(node)) {
        read_rename(complaints, node, renames, &items[renames->count]);
        renames->count++;
    }
    return complaints->count == 0;
}
