/* SPDX-License-Identifier: Apache-2.0 */
/* A report as JSON lines, of a run or of a matrix, read for its verdicts. */
#include "report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "object.h"
#include "result.h"
#include "text.h"

/* What one line may take while it is read: far more than a report of ours has. */
#define LINE_ARENA_BYTES ((size_t)512 << 20)

/* A report that is being read. */
struct reader {
    struct awp_first_complaint complaint; /* about the line at hand */
    const char *path;
    FILE *errors;
    struct awp_arena *arena; /* for what is kept */
    struct awp_arena *scrap; /* for a line */
    struct awp_report_file *file;
    size_t entry_room;
    size_t testee_room;
    unsigned line;
    unsigned selected; /* results that a run announces */
    bool has_begun;
    bool has_ended;
};

static bool fail(const struct reader *reader, const char *reason) {
    fprintf(reader->errors, "%s:%u: %s\n", reader->path, reader->line, reason);
    return false;
}

static struct awp_bytes keep(struct reader *reader, const struct awp_json_node *node) {
    const struct awp_bytes text = awp_object_text(&reader->complaint.complaints, node);
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(reader->arena, text, &kept));
    return kept;
}

/* Room for one more; what was there is moved. */
static void *grow(struct reader *reader, void *items, size_t count, size_t *room, size_t size) {
    if (count < *room) {
        return items;
    }
    *room = *room == 0 ? 64 : *room * 2;
    void *grown = awp_need_array(reader->arena, *room, size);
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    return grown;
}

static bool read_fields(struct reader *reader, const struct awp_json_node *object, const char *what,
                        const struct awp_field *fields, size_t count,
                        const struct awp_json_node **found) {
    return awp_object_read_open(&reader->complaint.complaints, object, what, fields, count, found);
}

static void add_testee(struct reader *reader, struct awp_bytes key,
                       const struct awp_json_node *name, const struct awp_json_node *version) {
    struct awp_report_file *file = reader->file;
    const struct awp_bytes first = keep(reader, name);
    const struct awp_bytes second = keep(reader, version);
    file->testees = grow(reader, file->testees, file->testee_count, &reader->testee_room,
                         sizeof(*file->testees));
    file->testees[file->testee_count++] = (struct awp_report_testee){
        .key = key,
        .title = second.len == 0 ? first
                                 : awp_text_format(reader->arena, "%.*s %.*s", AWP_TEXT_ARGS(first),
                                                   AWP_TEXT_ARGS(second)),
    };
}

/* The first record of both kinds. */
static bool read_head(struct reader *reader, const struct awp_json_node *root) {
    enum { FORMAT, SUITE };
    static const struct awp_field fields[] = {{"format", AWP_KIND(NUMBER), true},
                                              {"suite", AWP_KIND(OBJECT), true}};
    static const struct awp_field suite_fields[] = {{"cases_sha256", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[2];
    const struct awp_json_node *digest;
    if (!read_fields(reader, root, "the report's head", fields, 2, found) ||
        !read_fields(reader, found[SUITE], "suite", suite_fields, 1, &digest)) {
        return false;
    }
    if (!awp_bytes_equal(awp_json_number(found[FORMAT]), AWP_BYTES("1"))) {
        return awp_complain(&reader->complaint.complaints, found[FORMAT],
                            "a report of another format than 1");
    }
    reader->file->cases_sha256 = keep(reader, digest);
    reader->has_begun = true;
    return true;
}

static bool read_run(struct reader *reader, const struct awp_json_node *root) {
    enum { NAME, VERSION };
    enum { RUN_TESTEE, SELECTED };
    static const struct awp_field fields[] = {{"testee", AWP_KIND(OBJECT), true},
                                              {"selected", AWP_KIND(NUMBER), true}};
    static const struct awp_field testee_fields[] = {{"name", AWP_KIND(STRING), true},
                                                     {"version", AWP_KIND(STRING), true}};
    const struct awp_json_node *run[2];
    const struct awp_json_node *found[2];
    if (!read_head(reader, root) || !read_fields(reader, root, "the run", fields, 2, run) ||
        !read_fields(reader, run[RUN_TESTEE], "testee", testee_fields, 2, found)) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(run[SELECTED]), UINT32_MAX, &reader->selected)) {
        return awp_complain(&reader->complaint.complaints, run[SELECTED],
                            "\"selected\" is no count of results");
    }
    add_testee(reader, (struct awp_bytes){0}, found[NAME], found[VERSION]);
    return true;
}

static bool read_matrix(struct reader *reader, const struct awp_json_node *root) {
    reader->file->is_matrix = true;
    return read_head(reader, root);
}

/* The testee of this key, or their count. */
static size_t find_testee(const struct awp_report_file *file, struct awp_bytes key) {
    size_t i = 0;
    while (i < file->testee_count && !awp_bytes_equal(file->testees[i].key, key)) {
        i++;
    }
    return i;
}

static bool read_testee(struct reader *reader, const struct awp_json_node *root) {
    enum { KEY, NAME, VERSION };
    static const struct awp_field fields[] = {{"key", AWP_KIND(STRING), true},
                                              {"name", AWP_KIND(STRING), false},
                                              {"version", AWP_KIND(STRING), false}};
    const struct awp_json_node *found[3];
    if (!read_fields(reader, root, "a testee", fields, 3, found)) {
        return false;
    }
    const struct awp_bytes key = keep(reader, found[KEY]);
    if (key.len == 0 || find_testee(reader->file, key) < reader->file->testee_count) {
        return awp_complain_of(&reader->complaint.complaints, root,
                               "no name for a testee, or one that stands twice:", key);
    }
    add_testee(reader, key, found[NAME], found[VERSION]);
    return true;
}

static bool read_verdict(struct reader *reader, const struct awp_json_node *node,
                         enum awp_verdict *verdict) {
    const struct awp_bytes name = awp_object_text(&reader->complaint.complaints, node);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (awp_bytes_equal(name, awp_bytes_of_string(awp_verdict_name((enum awp_verdict)i)))) {
            *verdict = (enum awp_verdict)i;
            return true;
        }
    }
    return awp_complain_of(&reader->complaint.complaints, node, "no such verdict:", name);
}

enum { ID, VERDICT, CLASS, CHOICE, TESTEE };

static bool add_entry(struct reader *reader, const struct awp_json_node *const *found,
                      size_t testee) {
    struct awp_report_file *file = reader->file;
    struct awp_report_entry entry = {.testee = testee, .line = reader->line};
    if (!read_verdict(reader, found[VERDICT], &entry.side.verdict)) {
        return false;
    }
    entry.id = keep(reader, found[ID]);
    entry.side.is_there = true;
    entry.side.failure = awp_report_text_of(keep(reader, found[CLASS]));
    entry.side.choice = awp_report_text_of(keep(reader, found[CHOICE]));
    file->entries =
        grow(reader, file->entries, file->entry_count, &reader->entry_room, sizeof(*file->entries));
    file->entries[file->entry_count++] = entry;
    return true;
}

static bool read_result(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {[ID] = {"id", AWP_KIND(STRING), true},
                                              [VERDICT] = {"verdict", AWP_KIND(STRING), true},
                                              [CLASS] = {"class", AWP_KIND(STRING), false},
                                              [CHOICE] = {"choice", AWP_KIND(STRING), false}};
    const struct awp_json_node *found[4];
    return read_fields(reader, root, "a result", fields, 4, found) && add_entry(reader, found, 0);
}

static bool read_cell(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {[ID] = {"case", AWP_KIND(STRING), true},
                                              [VERDICT] = {"verdict", AWP_KIND(STRING), true},
                                              [CLASS] = {"class", AWP_KIND(STRING), false},
                                              [CHOICE] = {"choice", AWP_KIND(STRING), false},
                                              [TESTEE] = {"testee", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[5];
    if (!read_fields(reader, root, "a cell", fields, 5, found)) {
        return false;
    }
    const struct awp_bytes key = awp_object_text(&reader->complaint.complaints, found[TESTEE]);
    const size_t testee = find_testee(reader->file, key);
    if (testee == reader->file->testee_count) {
        return awp_complain_of(&reader->complaint.complaints, root, "a cell of no testee:", key);
    }
    return add_entry(reader, found, testee);
}

static bool read_nothing(struct reader *reader, const struct awp_json_node *root) {
    (void)reader;
    (void)root;
    return true;
}

/* Whether so many results came as were announced. */
static bool check_count(struct reader *reader, const struct awp_json_node *number) {
    const struct awp_bytes count = awp_text_format(reader->scrap, "%zu", reader->file->entry_count);
    const struct awp_bytes wanted = awp_json_number(number);
    return awp_bytes_equal(count, wanted) ||
           awp_complain(&reader->complaint.complaints, number,
                        "%.*s results are announced, and there are %.*s", AWP_TEXT_ARGS(wanted),
                        AWP_TEXT_ARGS(count));
}

static bool read_end(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {{"cells", AWP_KIND(NUMBER), true}};
    const struct awp_json_node *cells;
    reader->has_ended = true;
    return read_fields(reader, root, "the end", fields, 1, &cells) && check_count(reader, cells);
}

/* A run announces its results in its head, and its verdicts count them in the end. */
static bool read_totals(struct reader *reader, const struct awp_json_node *root) {
    reader->has_ended = true;
    return reader->file->entry_count == reader->selected ||
           awp_complain(&reader->complaint.complaints, root,
                        "%u results are announced, and there are %zu", reader->selected,
                        reader->file->entry_count);
}

/* The records, and where they may stand. */
static const struct record {
    const char *type;
    bool is_head;
    bool in_run;
    bool in_matrix;
    bool (*read)(struct reader *reader, const struct awp_json_node *root);
} records[] = {
    {"run", true, true, false, read_run},        {"matrix", true, false, true, read_matrix},
    {"result", false, true, false, read_result}, {"totals", false, true, false, read_totals},
    {"testee", false, false, true, read_testee}, {"case", false, false, true, read_nothing},
    {"cell", false, false, true, read_cell},     {"end", false, false, true, read_end},
};

static const struct record *find_record(struct awp_bytes type) {
    for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
        if (awp_bytes_equal(type, awp_bytes_of_string(records[i].type))) {
            return &records[i];
        }
    }
    return NULL;
}

static bool read_record(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {{"type", AWP_KIND(STRING), true}};
    const struct awp_json_node *found;
    struct awp_complaints *complaints = &reader->complaint.complaints;
    if (!read_fields(reader, root, "a line", fields, 1, &found)) {
        return false;
    }
    const struct awp_bytes type = awp_object_text(complaints, found);
    const struct record *record = find_record(type);
    if (record == NULL) {
        return awp_complain_of(complaints, found, "no such type of line:", type);
    }
    if (record->is_head == reader->has_begun || reader->has_ended) {
        return awp_complain_of(complaints, found, "a line that must not stand here:", type);
    }
    if (!record->is_head && !(reader->file->is_matrix ? record->in_matrix : record->in_run)) {
        return awp_complain_of(complaints, found, "a line of another kind of report:", type);
    }
    return record->read(reader, root);
}

static bool read_line(struct reader *reader, struct awp_bytes line) {
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
    if (!read_record(reader, root)) {
        return fail(reader, awp_text_cstring(reader->scrap, reader->complaint.reason));
    }
    return true;
}

static bool read_lines(struct reader *reader, int descriptor) {
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

static bool sort(struct reader *reader) {
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

bool awp_report_file_read(const char *path, struct awp_arena *arena, FILE *errors,
                          struct awp_report_file *file) {
    struct reader reader = {.path = path, .errors = errors, .arena = arena, .file = file};
    *file = (struct awp_report_file){.is_matrix = false};
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        fprintf(errors, "awsproof: cannot read %s: %s\n", path, strerror(errno));
        return false;
    }
    reader.scrap = awp_need_block(awp_arena_create(NULL, LINE_ARENA_BYTES));
    const bool good = read_lines(&reader, descriptor) && sort(&reader);
    awp_arena_destroy(reader.scrap);
    close(descriptor);
    return good;
}
