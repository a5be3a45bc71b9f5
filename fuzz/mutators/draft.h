/* SPDX-License-Identifier: Apache-2.0 */
/* A text under change: edits in place, each of which happens wholly or, for want of room, not at
 * all. */
#ifndef AWSPROOF_MUTATORS_DRAFT_H
#define AWSPROOF_MUTATORS_DRAFT_H

#include "awsproof/bytes.h"

/** `len` bytes at `ptr`, where there is room for `max`. It owns nothing. */
struct awp_draft {
    uint8_t *ptr;
    size_t len;
    size_t max;
};

/** What stands in it now; good until the next edit. */
struct awp_bytes awp_draft_bytes(const struct awp_draft *draft);

/** Puts `bytes`, which are none of the draft's own, in the place of [begin, end). */
bool awp_draft_replace(struct awp_draft *draft, size_t begin, size_t end, struct awp_bytes bytes);

bool awp_draft_insert(struct awp_draft *draft, size_t at, struct awp_bytes bytes);
bool awp_draft_append(struct awp_draft *draft, struct awp_bytes bytes);
void awp_draft_remove(struct awp_draft *draft, size_t begin, size_t end);

/** Inserts `bytes` `count` times, one behind the other. */
bool awp_draft_repeat(struct awp_draft *draft, size_t at, struct awp_bytes bytes, size_t count);

/** Inserts a copy of the draft's own [begin, end); `at` is no place inside of it. */
bool awp_draft_copy(struct awp_draft *draft, size_t at, size_t begin, size_t end);

/** Changes the places of [a, a_end) and [b, b_end); the first ends before the second begins. */
void awp_draft_swap(struct awp_draft *draft, size_t a, size_t a_end, size_t b, size_t b_end);

#endif
