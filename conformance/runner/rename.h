/* SPDX-License-Identifier: Apache-2.0 */
/* What became of ids that no case has any more (conformance/cases/renamed.json). */
#ifndef AWP_RUNNER_RENAME_H
#define AWP_RUNNER_RENAME_H

#include "texts.h"

/** An id of former times. */
struct awp_rename {
    struct awp_bytes from;
    struct awp_optional_bytes to; /* the id now; absent: the case was taken out */
    struct awp_bytes reason;
};

/** All of them. */
struct awp_renames {
    const struct awp_rename *items;
    size_t count;
};

/** The entry of this former id, or NULL. */
const struct awp_rename *awp_rename_find(const struct awp_renames *renames, struct awp_bytes from);

/**
 * What to tell somebody who still uses a former id: `it was renamed to "new" (reason)`, or `it was
 * taken out (reason)`; renamings of renamed ids are followed. Empty: no such entry.
 */
struct awp_bytes awp_rename_hint(const struct awp_renames *renames, struct awp_bytes from,
                                 struct awp_arena *arena);

/** Reads renamed.json. False after complaints. */
bool awp_renames_read(struct awp_complaints *complaints, const struct awp_json_node *root,
                      struct awp_renames *renames);

#endif
