/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes from a descriptor, cut into lines: what both ends of the testee protocol read by. */
#include "lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

#define READ_BYTES ((size_t)64 * 1024)
/* A longer line's memory is given back after it. */
#define KEPT_BYTES ((size_t)1 << 20)

static void make_room(struct awp_lines *lines) {
    if (lines->start == lines->end && lines->capacity > KEPT_BYTES) {
        awp_lines_clear(lines);
    }
    if (lines->start > 0) {
        memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
        lines->end -= lines->start;
        lines->scanned -= lines->start;
        lines->start = 0;
    }
    if (lines->capacity - lines->end >= READ_BYTES) {
        return;
    }
    lines->capacity = (lines->end + READ_BYTES) * 2;
    lines->data = awp_need_block(realloc(lines->data, lines->capacity));
}

enum awp_lines_read awp_lines_fill(struct awp_lines *lines, int descriptor) {
    make_room(lines);
    ssize_t len;
    do {
        len = read(descriptor, lines->data + lines->end, lines->capacity - lines->end);
    } while (len < 0 && errno == EINTR);
    if (len > 0) {
        lines->end += (size_t)len;
        return AWP_LINES_MORE;
    }
    return len < 0 && errno == EAGAIN ? AWP_LINES_EMPTY : AWP_LINES_END;
}

bool awp_lines_next(struct awp_lines *lines, struct awp_bytes *line) {
    if (lines->scanned == lines->end) {
        return false;
    }
    const uint8_t *from = lines->data + lines->scanned;
    const uint8_t *feed = memchr(from, '\n', lines->end - lines->scanned);
    if (feed == NULL) {
        lines->scanned = lines->end;
        return false;
    }
    const size_t end = (size_t)(feed - lines->data);
    *line = (struct awp_bytes){lines->data + lines->start, end - lines->start};
    lines->start = end + 1;
    lines->scanned = lines->start;
    return true;
}

struct awp_bytes awp_lines_rest(const struct awp_lines *lines) {
    return (struct awp_bytes){lines->data == NULL ? NULL : lines->data + lines->start,
                              lines->end - lines->start};
}

bool awp_lines_too_long(const struct awp_lines *lines) {
    return lines->scanned - lines->start > AWP_MAX_LINE_BYTES;
}

void awp_lines_clear(struct awp_lines *lines) {
    free(lines->data);
    *lines = (struct awp_lines){0};
}
