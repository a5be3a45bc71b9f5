/* SPDX-License-Identifier: Apache-2.0 */
/* A text under change: edits in place, each of which happens wholly or, for want of room, not at
 * all. */
#include "draft.h"

#include <assert.h>
#include <string.h>

struct awp_bytes awp_draft_bytes(const struct awp_draft *draft) {
    return (struct awp_bytes){draft->ptr, draft->len};
}

/* Makes [begin, end) `size` bytes long; what stands there then is for the caller to write. */
static bool resize(struct awp_draft *draft, size_t begin, size_t end, size_t size) {
    assert(begin <= end && end <= draft->len && draft->len <= draft->max);
    const size_t kept = draft->len - (end - begin);
    if (size > draft->max - kept) {
        return false;
    }
    if (draft->len > end) {
        memmove(draft->ptr + begin + size, draft->ptr + end, draft->len - end);
    }
    draft->len = kept + size;
    return true;
}

bool awp_draft_replace(struct awp_draft *draft, size_t begin, size_t end, struct awp_bytes bytes) {
    if (!resize(draft, begin, end, bytes.len)) {
        return false;
    }
    if (bytes.len > 0) {
        memcpy(draft->ptr + begin, bytes.ptr, bytes.len);
    }
    return true;
}

bool awp_draft_insert(struct awp_draft *draft, size_t at, struct awp_bytes bytes) {
    return awp_draft_replace(draft, at, at, bytes);
}

bool awp_draft_append(struct awp_draft *draft, struct awp_bytes bytes) {
    return awp_draft_replace(draft, draft->len, draft->len, bytes);
}

void awp_draft_remove(struct awp_draft *draft, size_t begin, size_t end) {
    const bool shrunk = resize(draft, begin, end, 0);
    assert(shrunk);
    (void)shrunk;
}

bool awp_draft_repeat(struct awp_draft *draft, size_t at, struct awp_bytes bytes, size_t count) {
    if (bytes.len == 0 || count > draft->max / bytes.len ||
        !resize(draft, at, at, bytes.len * count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(draft->ptr + at + i * bytes.len, bytes.ptr, bytes.len);
    }
    return true;
}

bool awp_draft_copy(struct awp_draft *draft, size_t at, size_t begin, size_t end) {
    assert(at <= begin || at >= end);
    const size_t size = end - begin;
    if (!resize(draft, at, at, size)) {
        return false;
    }
    const size_t moved = begin >= at ? size : 0;
    if (size > 0) {
        memcpy(draft->ptr + at, draft->ptr + begin + moved, size);
    }
    return true;
}

static void reverse(uint8_t *ptr, size_t len) {
    for (size_t i = 0; i < len / 2; i++) {
        const uint8_t byte = ptr[i];
        ptr[i] = ptr[len - 1 - i];
        ptr[len - 1 - i] = byte;
    }
}

void awp_draft_swap(struct awp_draft *draft, size_t a, size_t a_end, size_t b, size_t b_end) {
    assert(a <= a_end && a_end <= b && b <= b_end && b_end <= draft->len);
    if (a == b_end) {
        return;
    }
    /* All of it backwards, then each of the three parts: no second buffer. */
    reverse(draft->ptr + a, b_end - a);
    reverse(draft->ptr + a, b_end - b);
    reverse(draft->ptr + a + (b_end - b), b - a_end);
    reverse(draft->ptr + b_end - (a_end - a), a_end - a);
}
