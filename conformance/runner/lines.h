/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes from a descriptor, cut into lines: what both ends of the testee protocol read by. */
#ifndef AWP_RUNNER_LINES_H
#define AWP_RUNNER_LINES_H

#include "awsproof/bytes.h"

/** No line of the protocol may be longer. */
#define AWP_MAX_LINE_BYTES ((size_t)64 << 20)

/** Zeroed: empty. */
struct awp_lines {
    uint8_t *data;
    size_t start;   /* of the first byte that was not handed out */
    size_t scanned; /* up to here there is no LF */
    size_t end;
    size_t capacity;
};

/** What a read came to. */
enum awp_lines_read { AWP_LINES_MORE, AWP_LINES_EMPTY, AWP_LINES_END };

/** Reads once: bytes came, none are there now (a non-blocking descriptor), or there will be none.
 */
enum awp_lines_read awp_lines_fill(struct awp_lines *lines, int descriptor);

/** The next whole line without its LF; valid until the next fill. */
bool awp_lines_next(struct awp_lines *lines, struct awp_bytes *line);

/** What came after the last LF. */
struct awp_bytes awp_lines_rest(const struct awp_lines *lines);

/** Whether the line that is being read is longer than allowed. */
bool awp_lines_too_long(const struct awp_lines *lines);

/** Forgets everything and gives back the memory. */
void awp_lines_clear(struct awp_lines *lines);

#endif
