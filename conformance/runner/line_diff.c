/* SPDX-License-Identifier: Apache-2.0 */
/* Two texts line by line: what one has and the other has not. */
#include "line_diff.h"

#include <string.h>

#include "text.h"

/* Above this many pairs of lines it would take too much memory to find all that both have. */
#define MAX_PAIRS ((size_t)1 << 24)

struct lines {
    struct awp_bytes *items;
    size_t count;
};

static struct lines split(struct awp_bytes text, struct awp_arena *arena) {
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == '\n';
    }
    struct lines lines = {awp_need_array(arena, count, sizeof(*lines.items)), 0};
    while (text.len > 0) {
        const uint8_t *feed = memchr(text.ptr, '\n', text.len);
        const size_t len = feed == NULL ? text.len : (size_t)(feed - text.ptr);
        const size_t taken = feed == NULL ? len : len + 1;
        lines.items[lines.count++] = (struct awp_bytes){text.ptr, len};
        text = (struct awp_bytes){text.ptr + taken, text.len - taken};
    }
    return lines;
}

static void write_line(FILE *out, char sign, struct awp_bytes line) {
    fprintf(out, "%c%.*s\n", sign, AWP_TEXT_ARGS(line));
}

/* Takes off what both begin and end with. */
static void trim(struct lines *before, struct lines *after) {
    while (before->count > 0 && after->count > 0 &&
           awp_bytes_equal(before->items[0], after->items[0])) {
        before->items++, before->count--;
        after->items++, after->count--;
    }
    while (before->count > 0 && after->count > 0 &&
           awp_bytes_equal(before->items[before->count - 1], after->items[after->count - 1])) {
        before->count--;
        after->count--;
    }
}

/*
 * common[i * (after + 1) + j]: how many lines the texts from before[i] and after[j] on have in
 * common, at most, in the same order.
 */
static const uint32_t *count_common(struct lines before, struct lines after,
                                    struct awp_arena *arena) {
    const size_t width = after.count + 1;
    uint32_t *common = awp_need_array(arena, (before.count + 1) * width, sizeof(*common));
    for (size_t i = before.count; i-- > 0;) {
        for (size_t j = after.count; j-- > 0;) {
            const uint32_t down = common[(i + 1) * width + j];
            const uint32_t right = common[i * width + j + 1];
            const uint32_t longer = down > right ? down : right;
            common[i * width + j] = awp_bytes_equal(before.items[i], after.items[j])
                                        ? common[(i + 1) * width + j + 1] + 1
                                        : longer;
        }
    }
    return common;
}

size_t awp_line_diff_write(FILE *out, struct awp_bytes before, struct awp_bytes after,
                           struct awp_arena *arena) {
    struct lines old = split(before, arena);
    struct lines new = split(after, arena);
    trim(&old, &new);
    const bool is_small = (old.count + 1) <= MAX_PAIRS / (new.count + 1);
    const uint32_t *common = is_small ? count_common(old, new, arena) : NULL;
    const size_t width = new.count + 1;
    size_t i = 0;
    size_t j = 0;
    size_t written = 0;
    while (i < old.count || j < new.count) {
        const bool both = i < old.count && j < new.count;
        if (both && common != NULL && awp_bytes_equal(old.items[i], new.items[j])) {
            i++, j++;
            continue;
        }
        written++;
        if (j == new.count || (both && (common == NULL || common[(i + 1) * width + j] >=
                                                              common[i * width + j + 1]))) {
            write_line(out, '-', old.items[i++]);
        } else {
            write_line(out, '+', new.items[j++]);
        }
    }
    return written;
}
