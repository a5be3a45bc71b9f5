/* SPDX-License-Identifier: Apache-2.0 */
/* A report as JSON lines, of a run or of a matrix, read for its verdicts and for what ran. */
#include "report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "report_record.h"
#include "text.h"

/* What one line may take while it is read: far more than a report of ours has. */
#define LINE_ARENA_BYTES ((size_t)512 << 20)

static bool fail(const struct awp_report_reader *reader, const char *reason) {
    fprintf(reader->errors, "%s:%u: %s\n", reader->path, reader->line, reason);
    return false;
}

static bool read_line(struct awp_report_reader *reader, struct awp_bytes line) {
    const struct awp_json_node *root;
    struct awp_fault fault = {0};
    awp_arena_reset(reader->scrap);
    reader->line++;
    const enum awp_status status = awp_json_parse(line, reader->scrap, &root, &fault);
    if (status != AWP_OK) {
        return fail(reader, awp_status_text(status));
    }
    if (root == NULL) {
        const struct awp_bytes reason =
            awp_text_format(reader->scrap, "no JSON: %s at byte %zu", fault.reason, fault.offset);
        return fail(reader, (const char *)reason.ptr);
    }
    reader->complaint = awp_first_complaint_in(reader->scrap);
    if (!awp_report_record_read(reader, root)) {
        return fail(reader, awp_text_cstring(reader->scrap, reader->complaint.reason));
    }
    return true;
}

static bool read_lines(struct awp_report_reader *reader, int descriptor) {
    struct awp_lines lines = {0};
    struct awp_bytes line;
    bool good = true;
    enum awp_lines_read read = AWP_LINES_MORE;
    while (good && read != AWP_LINES_END) {
        errno = 0;
        read = awp_lines_fill(&lines, descriptor);
        while (good && awp_lines_next(&lines, &line)) {
            good = read_line(reader, line);
        }
        if (good && awp_lines_too_long(&lines)) {
            reader->line++;
            good = fail(reader, "a line of more than 64 MiB");
        }
    }
    if (good && errno != 0) {
        reader->line++;
        good = fail(reader, strerror(errno));
    }
    if (good && awp_lines_rest(&lines).len > 0) {
        reader->line++;
        good = fail(reader, "a line without an end: the report is not whole");
    }
    awp_lines_clear(&lines);
    if (good && !reader->has_ended) {
        reader->line += reader->line == 0;
        return fail(reader, reader->has_begun ? "the report ends before its totals: it is not whole"
                                              : "no report: there is nothing in it");
    }
    return good;
}

static int compare_texts(struct awp_bytes a, struct awp_bytes b) {
    const size_t len = a.len < b.len ? a.len : b.len;
    const int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_testee_and_id(const void *a, const void *b) {
    const struct awp_report_entry *one = a;
    const struct awp_report_entry *two = b;
    if (one->testee != two->testee) {
        return one->testee < two->testee ? -1 : 1;
    }
    const int order = compare_texts(one->id, two->id);
    return order != 0 ? order : (one->line > two->line) - (one->line < two->line);
}

static bool sort(struct awp_report_reader *reader) {
    struct awp_report_file *file = reader->file;
    if (file->entry_count == 0) {
        return true;
    }
    qsort(file->entries, file->entry_count, sizeof(*file->entries), by_testee_and_id);
    for (size_t i = 1; i < file->entry_count; i++) {
        const struct awp_report_entry *one = &file->entries[i - 1];
        const struct awp_report_entry *two = &file->entries[i];
        if (one->testee == two->testee && awp_bytes_equal(one->id, two->id)) {
            const struct awp_bytes id = awp_text_quoted(reader->arena, two->id);
            const struct awp_bytes reason = awp_text_format(
                reader->arena, "%.*s stands in line %u already", AWP_TEXT_ARGS(id), one->line);
            reader->line = two->line;
            return fail(reader, (const char *)reason.ptr);
        }
    }
    return true;
}

bool awp_report_file_read_from(int descriptor, const char *name, struct awp_arena *arena,
                               FILE *errors, struct awp_report_file *file) {
    struct awp_report_reader reader = {
        .path = name, .errors = errors, .arena = arena, .file = file};
    *file = (struct awp_report_file){.is_matrix = false};
    reader.scrap = awp_need_block(awp_arena_create(NULL, LINE_ARENA_BYTES));
    const bool good = read_lines(&reader, descriptor) && sort(&reader);
    awp_arena_destroy(reader.scrap);
    return good;
}

bool awp_report_file_read(const char *path, struct awp_arena *arena, FILE *errors,
                          struct awp_report_file *file) {
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        fprintf(errors, "awsproof: cannot read %s: %s\n", path, strerror(errno));
        return false;
    }
    const bool good = awp_report_file_read_from(descriptor, path, arena, errors, file);
    close(descriptor);
    return good;
}
