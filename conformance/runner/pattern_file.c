/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns from a file, one a line. */
#include "pattern_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* A list of patterns is no large file. */
#define MAX_FILE_BYTES ((size_t)16 << 20)

static bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

static struct awp_bytes trim(struct awp_bytes line) {
    const uint8_t *hash = line.len == 0 ? NULL : memchr(line.ptr, '#', line.len);
    if (hash != NULL) {
        line.len = (size_t)(hash - line.ptr);
    }
    while (line.len > 0 && is_blank(line.ptr[line.len - 1])) {
        line.len--;
    }
    while (line.len > 0 && is_blank(line.ptr[0])) {
        line = (struct awp_bytes){line.ptr + 1, line.len - 1};
    }
    return line;
}

static bool is_one_word(struct awp_bytes text) {
    for (size_t i = 0; i < text.len; i++) {
        if (is_blank(text.ptr[i]) || text.ptr[i] == '\0') {
            return false;
        }
    }
    return true;
}

/* Cuts the first line off. */
static struct awp_bytes next_line(struct awp_bytes *text) {
    const uint8_t *feed = memchr(text->ptr, '\n', text->len);
    const size_t len = feed == NULL ? text->len : (size_t)(feed - text->ptr);
    const struct awp_bytes line = {text->ptr, len};
    const size_t taken = feed == NULL ? len : len + 1;
    *text = (struct awp_bytes){text->ptr + taken, text->len - taken};
    return line;
}

bool awp_patterns_parse(const char *name, struct awp_bytes text, struct awp_arena *arena,
                        FILE *errors, struct awp_texts *patterns) {
    size_t room = 1;
    for (size_t i = 0; i < text.len; i++) {
        room += text.ptr[i] == '\n';
    }
    struct awp_bytes *items = awp_need_array(arena, room, sizeof(*items));
    *patterns = (struct awp_texts){items, 0};
    for (unsigned number = 1; text.len > 0; number++) {
        const struct awp_bytes pattern = trim(next_line(&text));
        if (!is_one_word(pattern)) {
            const struct awp_bytes quoted = awp_text_quoted(arena, pattern);
            fprintf(errors, "%s:%u: one pattern a line, not: %.*s\n", name, number,
                    AWP_TEXT_ARGS(quoted));
            return false;
        }
        if (pattern.len > 0) {
            awp_need(awp_arena_copy(arena, pattern, &items[patterns->count++]));
        }
    }
    if (patterns->count == 0) {
        fprintf(errors, "%s: there is no pattern in it\n", name);
    }
    return patterns->count > 0;
}

static const char *read_all(FILE *file, struct awp_arena *arena, struct awp_bytes *text) {
    char *data = awp_need_block(malloc(MAX_FILE_BYTES + 1));
    const size_t len = fread(data, 1, MAX_FILE_BYTES + 1, file);
    const char *fault = ferror(file)           ? strerror(errno)
                        : len > MAX_FILE_BYTES ? "a file over 16 MiB"
                                               : NULL;
    if (fault == NULL) {
        awp_need(awp_arena_copy(arena, (struct awp_bytes){(const uint8_t *)data, len}, text));
    }
    free(data);
    return fault;
}

bool awp_patterns_read(const char *path, struct awp_arena *arena, FILE *errors,
                       struct awp_texts *patterns) {
    struct awp_bytes text = {0};
    FILE *file = fopen(path, "rbe");
    const char *fault = file == NULL ? strerror(errno) : read_all(file, arena, &text);
    if (file != NULL) {
        fclose(file);
    }
    if (fault != NULL) {
        fprintf(errors, "%s: %s\n", path, fault);
        return false;
    }
    return awp_patterns_parse(path, text, arena, errors, patterns);
}
