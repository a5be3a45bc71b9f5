/* SPDX-License-Identifier: Apache-2.0 */
/* A report as JSON lines, of a run or of a matrix, read for its verdicts and for what ran. */
#include "report_file.h"

#include <stdlib.h>
#include <string.h>

#include "report_record.h"
#include "text.h"

static bool read_record(void *context, struct awp_json_lines *lines,
                        const struct awp_json_node *root) {
    (void)lines;
    return awp_report_record_read(context, root);
}

static bool is_whole(struct awp_report_reader *reader) {
    struct awp_json_lines *lines = &reader->lines;
    lines->line += lines->line == 0;
    return reader->has_ended ||
           awp_json_lines_fail(lines, reader->has_begun
                                          ? "the report ends before its totals: it is not whole"
                                          : "no report: there is nothing in it");
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
            reader->lines.line = two->line;
            return awp_json_lines_fail(&reader->lines, (const char *)reason.ptr);
        }
    }
    return true;
}

/* What the reader has read, as a report. */
static bool finish(struct awp_report_reader *reader, bool good) {
    good = good && is_whole(reader) && sort(reader);
    awp_json_lines_close(&reader->lines);
    return good;
}

bool awp_report_file_read_from(int descriptor, const char *name, struct awp_arena *arena,
                               FILE *errors, struct awp_report_file *file) {
    struct awp_report_reader reader = {.arena = arena, .file = file};
    *file = (struct awp_report_file){.is_matrix = false};
    return finish(&reader, awp_json_lines_read_from(&reader.lines, descriptor, name, errors,
                                                    read_record, &reader));
}

bool awp_report_file_read(const char *path, struct awp_arena *arena, FILE *errors,
                          struct awp_report_file *file) {
    struct awp_report_reader reader = {.arena = arena, .file = file};
    *file = (struct awp_report_file){.is_matrix = false};
    return finish(&reader, awp_json_lines_read(&reader.lines, path, errors, read_record, &reader));
}
