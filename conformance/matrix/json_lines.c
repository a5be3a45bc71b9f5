/* SPDX-License-Identifier: Apache-2.0 */
/* Files of JSON lines, read a line at a time; what is wrong is said with its line. */
#include "json_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "text.h"

/* What one line may take while it is read: far more than a report of ours has. */
#define LINE_ARENA_BYTES ((size_t)512 << 20)

/* What is done with each line. */
struct use {
    struct awp_json_lines *lines;
    awp_json_line_reader *read;
    void *context;
};

bool awp_json_lines_fail(const struct awp_json_lines *lines, const char *reason) {
    fprintf(lines->errors, "%s:%u: %s\n", lines->path, lines->line, reason);
    return false;
}

static bool read_line(const struct use *use, struct awp_bytes line) {
    struct awp_json_lines *lines = use->lines;
    const struct awp_json_node *root;
    struct awp_fault fault = {0};
    awp_arena_reset(lines->scrap);
    lines->line++;
    const enum awp_status status = awp_json_parse(line, lines->scrap, &root, &fault);
    if (status != AWP_OK) {
        return awp_json_lines_fail(lines, awp_status_text(status));
    }
    if (root == NULL) {
        const struct awp_bytes reason =
            awp_text_format(lines->scrap, "no JSON: %s at byte %zu", fault.reason, fault.offset);
        return awp_json_lines_fail(lines, (const char *)reason.ptr);
    }
    lines->complaint = awp_first_complaint_in(lines->scrap);
    return use->read(use->context, lines, root) ||
           awp_json_lines_fail(lines, awp_text_cstring(lines->scrap, lines->complaint.reason));
}

/* Why no line can follow; NULL: one may, or there is nothing behind the last one. */
static const char *reason_to_stop(const struct awp_lines *bytes, bool is_end, int error) {
    if (awp_lines_too_long(bytes)) {
        return "a line of more than 64 MiB";
    }
    if (!is_end) {
        return NULL;
    }
    if (error != 0) {
        return strerror(error);
    }
    return awp_lines_rest(bytes).len > 0 ? "a line without an end: the report is not whole" : NULL;
}

static bool read_lines(const struct use *use, int descriptor) {
    struct awp_lines bytes = {0};
    struct awp_bytes line;
    const char *reason = NULL;
    bool good = true;
    bool is_end = false;
    while (good && reason == NULL && !is_end) {
        errno = 0;
        is_end = awp_lines_fill(&bytes, descriptor) == AWP_LINES_END;
        const int error = errno;
        while (good && awp_lines_next(&bytes, &line)) {
            good = read_line(use, line);
        }
        reason = reason_to_stop(&bytes, is_end, error);
    }
    awp_lines_clear(&bytes);
    if (good && reason != NULL) {
        use->lines->line++;
        return awp_json_lines_fail(use->lines, reason);
    }
    return good;
}

static void begin(struct awp_json_lines *lines, const char *path, FILE *errors) {
    *lines = (struct awp_json_lines){.path = path, .errors = errors};
    lines->scrap = awp_need_block(awp_arena_create(NULL, LINE_ARENA_BYTES));
}

bool awp_json_lines_read_from(struct awp_json_lines *lines, int descriptor, const char *path,
                              FILE *errors, awp_json_line_reader *read, void *context) {
    const struct use use = {lines, read, context};
    begin(lines, path, errors);
    return read_lines(&use, descriptor);
}

bool awp_json_lines_read(struct awp_json_lines *lines, const char *path, FILE *errors,
                         awp_json_line_reader *read, void *context) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        begin(lines, path, errors);
        fprintf(errors, "awsproof: cannot read %s: %s\n", path, strerror(errno));
        return false;
    }
    const bool good = awp_json_lines_read_from(lines, descriptor, path, errors, read, context);
    close(descriptor);
    return good;
}

void awp_json_lines_close(struct awp_json_lines *lines) { awp_arena_destroy(lines->scrap); }
