/* SPDX-License-Identifier: Apache-2.0 */
/* What fuzzing came to, read from the files of those who measured it. */
#include "fuzzing_file.h"

#include <stdlib.h>
#include <string.h>

#include "json_lines.h"
#include "json_member.h"
#include "place.h"
#include "result.h"
#include "text.h"

/* Where the project has what the page leads to. */
#define FAULT_FILE "fuzz/planted/%.*s.patch"
#define PAGE_FILE "docs/FUZZ-BENCHMARK.md"

/* A file that is being read. */
struct reader {
    struct awp_fuzzing_file *file;
    struct awp_json_source from;
    unsigned line;
    bool has_begun; /* a head stands in this file */
};

void awp_fuzzing_file_begin(struct awp_fuzzing_file *file, struct awp_arena *arena, FILE *errors) {
    *file = (struct awp_fuzzing_file){.arena = arena, .errors = errors};
}

static bool is_same(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Room for one more of few. */
static void *one_more(struct awp_arena *arena, const void *items, size_t count, size_t size) {
    void *grown = awp_need_array(arena, count + 1, size);
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    return grown;
}

/* "AFL++ 4.04c, clang 14.0.6" */
static bool read_versions(struct reader *reader, const struct awp_json_node *root,
                          struct awp_report_text *text) {
    const struct awp_json_node *versions =
        awp_json_member_of(&reader->from, root, "versions", AWP_JSON_OBJECT);
    struct awp_arena *arena = reader->file->arena;
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes all = {0};
    for (const struct awp_json_node *one = versions == NULL ? NULL : awp_json_first(versions);
         one != NULL; one = awp_json_next(one)) {
        struct awp_bytes name = {0};
        awp_need(awp_json_name(one, arena, &name));
        if (awp_json_kind(one) != AWP_JSON_STRING) {
            return awp_json_member_complain(&reader->from, one, "versions", "hold no text");
        }
        const struct awp_bytes version = awp_object_text(reader->from.complaints, one);
        awp_buffer_append_string(&out, out.len > 0 ? ", " : "");
        awp_buffer_append(&out, name);
        awp_buffer_append_string(&out, " ");
        awp_buffer_append(&out, version);
    }
    awp_need(awp_buffer_finish(&out, &all));
    *text = awp_report_text_of(all);
    return versions != NULL;
}

static bool read_head(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"started_at", offsetof(struct awp_fuzzing, started_at), true},
        {"sources", offsetof(struct awp_fuzzing, digest), true},
        {"machine", offsetof(struct awp_fuzzing, machine), true}};
    struct awp_fuzzing *sums = &reader->file->sums;
    if (reader->file->has_head) {
        return awp_json_member_complain(&reader->from, root, "head",
                                        "stands here, and there is one already");
    }
    reader->file->has_head = reader->has_begun = true;
    return awp_json_member_texts(&reader->from, root, members, 3, sums) &&
           read_versions(reader, root, &sums->versions);
}

/* A name that may stand in a file's: a slug. */
static bool read_slug(struct reader *reader, const struct awp_json_node *root, const char *name,
                      struct awp_report_text *text) {
    return awp_json_member_text(&reader->from, root, name, text) &&
           (awp_text_is_slug((struct awp_bytes){(const uint8_t *)text->ptr, text->len}) ||
            awp_json_member_complain(&reader->from, root, name, "is no name"));
}

static bool read_harness(struct reader *reader, const struct awp_json_node *root, size_t *at) {
    struct awp_fuzzing_file *file = reader->file;
    struct awp_report_text name = {NULL, 0};
    if (!read_slug(reader, root, "harness", &name)) {
        return false;
    }
    for (*at = 0; *at < file->sums.harness_count; (*at)++) {
        if (is_same(file->harnesses[*at], name)) {
            return true;
        }
    }
    file->harnesses = one_more(file->arena, file->harnesses, *at, sizeof(*file->harnesses));
    file->harnesses[file->sums.harness_count++] = name;
    return true;
}

static bool read_fault(struct reader *reader, const struct awp_json_node *root, size_t *at) {
    struct awp_fuzzing_file *file = reader->file;
    struct awp_report_text id = {NULL, 0};
    if (!read_slug(reader, root, "fault", &id)) {
        return false;
    }
    for (*at = 0; *at < file->sums.fault_count; (*at)++) {
        if (is_same(file->faults[*at].id, id)) {
            return true;
        }
    }
    file->faults = one_more(file->arena, file->faults, *at, sizeof(*file->faults));
    file->patches = one_more(file->arena, file->patches, *at, sizeof(*file->patches));
    file->faults[file->sums.fault_count++] = (struct awp_fuzzing_fault){.id = id};
    return true;
}

static void add_entry(struct awp_fuzzing_file *file, struct awp_fuzzing_entry entry) {
    if (file->entry_count == file->entry_room) {
        file->entry_room = file->entry_room == 0 ? 256 : file->entry_room * 2;
        struct awp_fuzzing_entry *grown =
            awp_need_array(file->arena, file->entry_room, sizeof(*grown));
        if (file->entry_count > 0) {
            memcpy(grown, file->entries, file->entry_count * sizeof(*grown));
        }
        file->entries = grown;
    }
    file->entries[file->entry_count++] = entry;
}

static bool read_trial(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member patch[] = {
        {"patch", offsetof(struct awp_fuzzing_entry, patch), false}};
    struct awp_fuzzing_entry entry = {.line = reader->line};
    struct awp_fuzzing_trial *trial = &entry.trial;
    if (!reader->has_begun) {
        return awp_json_member_complain(&reader->from, root, "trial", "stands before any head");
    }
    if (!read_fault(reader, root, &trial->fault) || !read_harness(reader, root, &trial->harness) ||
        !awp_json_member_texts(&reader->from, root, patch, 1, &entry) ||
        !awp_json_member_count(&reader->from, root, "seed", &entry.seed) ||
        !awp_json_member_seconds(&reader->from, root, "cap", &trial->cap) ||
        !awp_json_member_flag(&reader->from, root, "found", &trial->found) ||
        !awp_json_member_seconds(&reader->from, root, "seconds", &trial->seconds)) {
        return false;
    }
    if (trial->cap <= 0) {
        return awp_json_member_complain(&reader->from, root, "cap", "is no time to find in");
    }
    reader->file->patches[trial->fault] = entry.patch;
    add_entry(reader->file, entry);
    return true;
}

static bool read_source(struct reader *reader, const struct awp_json_node *node,
                        struct awp_fuzzing_source *source) {
    return awp_json_member_text(&reader->from, node, "file", &source->path) &&
           awp_json_member_count(&reader->from, node, "lines", &source->lines) &&
           awp_json_member_count(&reader->from, node, "reached", &source->reached) &&
           (source->reached <= source->lines ||
            awp_json_member_complain(&reader->from, node, "reached", "are more than all lines"));
}

static bool read_coverage(struct reader *reader, const struct awp_json_node *root) {
    struct awp_fuzzing *sums = &reader->file->sums;
    const struct awp_json_node *array =
        awp_json_member_of(&reader->from, root, "files", AWP_JSON_ARRAY);
    if (array == NULL) {
        return false;
    }
    if (sums->source_count > 0 || awp_json_first(array) == NULL) {
        return awp_json_member_complain(&reader->from, array, "files",
                                        "are none, or were there already");
    }
    struct awp_fuzzing_source *sources =
        awp_need_array(reader->file->arena, awp_json_count(array), sizeof(*sources));
    sums->sources = sources;
    for (const struct awp_json_node *node = awp_json_first(array); node != NULL;
         node = awp_json_next(node)) {
        if (!read_source(reader, node, &sources[sums->source_count++])) {
            return false;
        }
    }
    return true;
}

static const struct record {
    const char *name;
    bool (*read)(struct reader *reader, const struct awp_json_node *root);
} records[] = {{"head", read_head}, {"trial", read_trial}, {"coverage", read_coverage}};

static bool read_record(void *context, struct awp_json_lines *lines,
                        const struct awp_json_node *root) {
    struct reader *reader = context;
    struct awp_report_text name = {NULL, 0};
    reader->from = (struct awp_json_source){&lines->complaint.complaints, reader->file->arena};
    reader->line = lines->line;
    if (!awp_json_member_text(&reader->from, root, "record", &name)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
        if (is_same(name, awp_report_text_of(awp_bytes_of_string(records[i].name)))) {
            return records[i].read(reader, root);
        }
    }
    return awp_json_member_complain(&reader->from, root, "record", "is none of fuzzing");
}

static int compare_numbers(size_t a, size_t b) { return (a > b) - (a < b); }

static int by_what(const void *left, const void *right) {
    const struct awp_fuzzing_entry *a = left;
    const struct awp_fuzzing_entry *b = right;
    const int orders[] = {compare_numbers(a->trial.harness, b->trial.harness),
                          compare_numbers(a->trial.fault, b->trial.fault),
                          compare_numbers(a->seed, b->seed), compare_numbers(a->line, b->line)};
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        if (orders[i] != 0) {
            return orders[i];
        }
    }
    return 0;
}

/* That no trial stands twice: it would count twice. One of another patch is another trial. */
static bool check_twice(struct awp_fuzzing_file *file, struct awp_json_lines *lines) {
    if (file->entry_count > 0) {
        qsort(file->entries, file->entry_count, sizeof(*file->entries), by_what);
    }
    for (size_t i = 1; i < file->entry_count; i++) {
        const struct awp_fuzzing_entry *one = &file->entries[i - 1];
        const struct awp_fuzzing_entry *two = &file->entries[i];
        if (one->trial.harness == two->trial.harness && one->trial.fault == two->trial.fault &&
            one->seed == two->seed && is_same(one->patch, two->patch)) {
            const struct awp_bytes reason =
                awp_text_format(file->arena, "this trial stands in line %u already", one->line);
            lines->line = two->line;
            return awp_json_lines_fail(lines, (const char *)reason.ptr);
        }
    }
    return true;
}

bool awp_fuzzing_file_read(struct awp_fuzzing_file *file, const char *path) {
    struct reader reader = {.file = file};
    struct awp_json_lines lines;
    bool good = awp_json_lines_read(&lines, path, file->errors, read_record, &reader);
    if (good && lines.line == 0) {
        lines.line = 1;
        good = awp_json_lines_fail(&lines, "nothing of fuzzing: there is nothing in it");
    }
    good = good && check_twice(file, &lines);
    awp_json_lines_close(&lines);
    return good;
}

/* The way to a file of the project; empty where it is not there. */
static struct awp_report_text way_to(const char *path, const char *out, struct awp_arena *arena) {
    char *real = realpath(path, NULL);
    const struct awp_bytes way =
        real == NULL ? (struct awp_bytes){0} : awp_matrix_way(out, real, arena);
    free(real);
    return awp_report_text_of(way);
}

const struct awp_fuzzing *awp_fuzzing_file_end(struct awp_fuzzing_file *file, const char *out) {
    struct awp_fuzzing *sums = &file->sums;
    struct awp_fuzzing_trial *trials =
        awp_need_array(file->arena, file->entry_count, sizeof(*trials));
    for (size_t i = 0; i < sums->fault_count; i++) {
        struct awp_fuzzing_fault *fault = &file->faults[i];
        const struct awp_bytes path =
            awp_text_format(file->arena, FAULT_FILE, AWP_TEXT_ARGS(fault->id));
        fault->link = way_to((const char *)path.ptr, out, file->arena);
    }
    for (size_t i = 0; i < file->entry_count; i++) {
        const struct awp_fuzzing_entry *entry = &file->entries[i];
        if (is_same(entry->patch, file->patches[entry->trial.fault])) {
            trials[sums->trial_count++] = entry->trial;
        }
    }
    sums->harnesses = file->harnesses;
    sums->faults = file->faults;
    sums->trials = trials;
    sums->link = way_to(PAGE_FILE, out, file->arena);
    return sums;
}
