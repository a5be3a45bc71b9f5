/* SPDX-License-Identifier: Apache-2.0 */
/* The records of a report, each a line of JSON: where they may stand, and what is kept of them. */
#include "report_record.h"

#include <string.h>

#include "result.h"
#include "text.h"

static struct awp_bytes keep(struct awp_report_reader *reader, const struct awp_json_node *node) {
    const struct awp_bytes text = awp_object_text(&reader->lines.complaint.complaints, node);
    struct awp_bytes kept = {0};
    awp_need(awp_arena_copy(reader->arena, text, &kept));
    return kept;
}

/* Room for one more; what was there is moved. */
static void *grow(struct awp_report_reader *reader, void *items, size_t count, size_t *room,
                  size_t size) {
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

static bool read_fields(struct awp_report_reader *reader, const struct awp_json_node *object,
                        const char *what, const struct awp_field *fields, size_t count,
                        const struct awp_json_node **found) {
    return awp_object_read_open(&reader->lines.complaint.complaints, object, what, fields, count,
                                found);
}

/* What a decoder is, in a run's head and in a matrix's line of it. */
enum { NAME, VERSION, LANGUAGE, RUNTIME, TROUBLE, ABOUT_COUNT };
#define ABOUT_FIELDS(is_required)                                                                  \
    [NAME] = {"name", AWP_KIND(STRING), is_required},                                              \
    [VERSION] = {"version", AWP_KIND(STRING), is_required},                                        \
    [LANGUAGE] = {"language", AWP_KIND(STRING), false},                                            \
    [RUNTIME] = {"runtime", AWP_KIND(STRING), false},                                              \
    [TROUBLE] = {"trouble", AWP_KIND(STRING), false}

static void add_testee(struct awp_report_reader *reader, struct awp_bytes key,
                       const struct awp_json_node *const *found) {
    struct awp_report_file *file = reader->file;
    struct awp_report_testee testee = {.key = key,
                                       .name = keep(reader, found[NAME]),
                                       .version = keep(reader, found[VERSION]),
                                       .language = keep(reader, found[LANGUAGE]),
                                       .runtime = keep(reader, found[RUNTIME]),
                                       .trouble = keep(reader, found[TROUBLE])};
    testee.title = testee.version.len == 0
                       ? testee.name
                       : awp_text_format(reader->arena, "%.*s %.*s", AWP_TEXT_ARGS(testee.name),
                                         AWP_TEXT_ARGS(testee.version));
    file->testees = grow(reader, file->testees, file->testee_count, &reader->testee_room,
                         sizeof(*file->testees));
    file->testees[file->testee_count++] = testee;
}

/* The first record of both kinds. */
static bool read_head(struct awp_report_reader *reader, const struct awp_json_node *root) {
    enum { FORMAT, SUITE, STARTED_AT, FILTER, OPTIONS };
    enum { DIGEST, SUITE_VERSION };
    static const struct awp_field fields[] = {
        [FORMAT] = {"format", AWP_KIND(NUMBER), true},
        [SUITE] = {"suite", AWP_KIND(OBJECT), true},
        [STARTED_AT] = {"started_at", AWP_KIND(STRING), false},
        [FILTER] = {"filter", AWP_KIND(STRING), false},
        [OPTIONS] = {"options", AWP_KIND(STRING), false},
    };
    static const struct awp_field suite_fields[] = {
        [DIGEST] = {"cases_sha256", AWP_KIND(STRING), true},
        [SUITE_VERSION] = {"version", AWP_KIND(STRING), false},
    };
    const struct awp_json_node *found[5];
    const struct awp_json_node *suite[2];
    if (!read_fields(reader, root, "the report's head", fields, 5, found) ||
        !read_fields(reader, found[SUITE], "suite", suite_fields, 2, suite)) {
        return false;
    }
    if (!awp_bytes_equal(awp_json_number(found[FORMAT]), AWP_BYTES("1"))) {
        return awp_complain(&reader->lines.complaint.complaints, found[FORMAT],
                            "a report of another format than 1");
    }
    reader->file->cases_sha256 = keep(reader, suite[DIGEST]);
    reader->file->suite_version = keep(reader, suite[SUITE_VERSION]);
    reader->file->started_at = keep(reader, found[STARTED_AT]);
    reader->file->filter = keep(reader, found[FILTER]);
    reader->file->options = keep(reader, found[OPTIONS]);
    reader->has_begun = true;
    return true;
}

static bool read_run(struct awp_report_reader *reader, const struct awp_json_node *root) {
    enum { RUN_TESTEE, SELECTED, SEED };
    static const struct awp_field fields[] = {
        [RUN_TESTEE] = {"testee", AWP_KIND(OBJECT), true},
        [SELECTED] = {"selected", AWP_KIND(NUMBER), true},
        [SEED] = {"shuffle_seed", AWP_KIND(STRING), false},
    };
    static const struct awp_field testee_fields[] = {ABOUT_FIELDS(true)};
    const struct awp_json_node *run[3];
    const struct awp_json_node *found[ABOUT_COUNT];
    if (!read_head(reader, root) || !read_fields(reader, root, "the run", fields, 3, run) ||
        !read_fields(reader, run[RUN_TESTEE], "testee", testee_fields, ABOUT_COUNT, found)) {
        return false;
    }
    if (!awp_text_unsigned(awp_json_number(run[SELECTED]), UINT32_MAX, &reader->selected)) {
        return awp_complain(&reader->lines.complaint.complaints, run[SELECTED],
                            "\"selected\" is no count of results");
    }
    reader->file->seed = keep(reader, run[SEED]);
    add_testee(reader, (struct awp_bytes){0}, found);
    return true;
}

static bool read_matrix(struct awp_report_reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {{"partial", AWP_KIND_BOOLEAN, false}};
    const struct awp_json_node *partial;
    reader->file->is_matrix = true;
    if (!read_head(reader, root) || !read_fields(reader, root, "the matrix", fields, 1, &partial)) {
        return false;
    }
    reader->file->is_partial = partial != NULL && awp_json_kind(partial) == AWP_JSON_TRUE;
    return true;
}

/* The testee of this key, or their count. */
static size_t find_testee(const struct awp_report_file *file, struct awp_bytes key) {
    size_t i = 0;
    while (i < file->testee_count && !awp_bytes_equal(file->testees[i].key, key)) {
        i++;
    }
    return i;
}

static bool read_testee(struct awp_report_reader *reader, const struct awp_json_node *root) {
    enum { KEY = ABOUT_COUNT, COUNT };
    static const struct awp_field fields[] = {
        ABOUT_FIELDS(false), [KEY] = {"key", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[COUNT];
    if (!read_fields(reader, root, "a testee", fields, COUNT, found)) {
        return false;
    }
    const struct awp_bytes key = keep(reader, found[KEY]);
    if (key.len == 0 || find_testee(reader->file, key) < reader->file->testee_count) {
        return awp_complain_of(&reader->lines.complaint.complaints, root,
                               "no name for a testee, or one that stands twice:", key);
    }
    add_testee(reader, key, found);
    return true;
}

static bool read_verdict(struct awp_report_reader *reader, const struct awp_json_node *node,
                         enum awp_verdict *verdict) {
    const struct awp_bytes name = awp_object_text(&reader->lines.complaint.complaints, node);
    for (size_t i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (awp_bytes_equal(name, awp_bytes_of_string(awp_verdict_name((enum awp_verdict)i)))) {
            *verdict = (enum awp_verdict)i;
            return true;
        }
    }
    return awp_complain_of(&reader->lines.complaint.complaints, node, "no such verdict:", name);
}

/* A level's name as it is to be kept; false where there is no such level. */
static bool keep_level(struct awp_report_reader *reader, const struct awp_json_node *node,
                       struct awp_bytes *level) {
    *level = keep(reader, node);
    for (size_t i = 0; i < AWP_LEVEL_COUNT && node != NULL; i++) {
        if (awp_bytes_equal(*level, awp_bytes_of_string(awp_level_name((enum awp_level)i)))) {
            return true;
        }
    }
    return node == NULL ||
           awp_complain_of(&reader->lines.complaint.complaints, node, "no such level:", *level);
}

enum { ID, VERDICT, CLASS, CHOICE, BREAKS, LEVEL, FLAGS, TESTEE = LEVEL };
#define SIDE_FIELDS(id)                                                                            \
    [ID] = {id, AWP_KIND(STRING), true}, [VERDICT] = {"verdict", AWP_KIND(STRING), true},          \
    [CLASS] = {"class", AWP_KIND(STRING), false}, [CHOICE] = {"choice", AWP_KIND(STRING), false},  \
    [BREAKS] = {"breaks", AWP_KIND(STRING), false}

static bool add_entry(struct awp_report_reader *reader, const struct awp_json_node *const *found,
                      struct awp_report_entry entry) {
    struct awp_report_file *file = reader->file;
    entry.line = reader->lines.line;
    if (!read_verdict(reader, found[VERDICT], &entry.side.verdict) ||
        !keep_level(reader, found[BREAKS], &entry.breaks)) {
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

/* Slugs, as they are to be kept: with blanks between. */
static bool keep_flags(struct awp_report_reader *reader, const struct awp_json_node *list,
                       struct awp_bytes *kept) {
    struct awp_complaints *complaints = &reader->lines.complaint.complaints;
    struct awp_bytes flags = {0};
    for (const struct awp_json_node *one = list == NULL ? NULL : awp_json_first(list); one != NULL;
         one = awp_json_next(one)) {
        const struct awp_bytes flag =
            awp_json_kind(one) == AWP_JSON_STRING ? awp_object_text(complaints, one) : flags;
        if (awp_json_kind(one) != AWP_JSON_STRING || !awp_text_is_slug(flag)) {
            return awp_complain(complaints, one, "a flag that is none");
        }
        flags = awp_text_format(reader->lines.scrap, "%.*s%s%.*s", AWP_TEXT_ARGS(flags),
                                flags.len > 0 ? " " : "", AWP_TEXT_ARGS(flag));
    }
    awp_need(awp_arena_copy(reader->arena, flags, kept));
    return true;
}

static bool read_result(struct awp_report_reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {
        SIDE_FIELDS("id"), [LEVEL] = {"level", AWP_KIND(STRING), false},
        [FLAGS] = {"flags", AWP_KIND(ARRAY), false}};
    const struct awp_json_node *found[7];
    struct awp_report_entry entry = {.testee = 0};
    return read_fields(reader, root, "a result", fields, 7, found) &&
           keep_level(reader, found[LEVEL], &entry.level) &&
           keep_flags(reader, found[FLAGS], &entry.flags) && add_entry(reader, found, entry);
}

static bool read_cell(struct awp_report_reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {
        SIDE_FIELDS("case"), [TESTEE] = {"testee", AWP_KIND(STRING), true}};
    const struct awp_json_node *found[6];
    struct awp_complaints *complaints = &reader->lines.complaint.complaints;
    if (!read_fields(reader, root, "a cell", fields, 6, found)) {
        return false;
    }
    const struct awp_bytes key = awp_object_text(complaints, found[TESTEE]);
    struct awp_report_entry entry = {.testee = find_testee(reader->file, key)};
    if (entry.testee == reader->file->testee_count) {
        return awp_complain_of(complaints, root, "a cell of no testee:", key);
    }
    if (awp_bytes_equal(awp_object_text(complaints, found[ID]), reader->case_id)) {
        entry.level = reader->level;
        entry.flags = reader->flags;
    }
    return add_entry(reader, found, entry);
}

static bool read_case(struct awp_report_reader *reader, const struct awp_json_node *root) {
    enum { CASE_ID, CASE_LEVEL, CASE_FLAGS };
    static const struct awp_field fields[] = {[CASE_ID] = {"id", AWP_KIND(STRING), false},
                                              [CASE_LEVEL] = {"level", AWP_KIND(STRING), false},
                                              [CASE_FLAGS] = {"flags", AWP_KIND(ARRAY), false}};
    const struct awp_json_node *found[3];
    if (!read_fields(reader, root, "a case", fields, 3, found)) {
        return false;
    }
    reader->case_id = keep(reader, found[CASE_ID]);
    return keep_level(reader, found[CASE_LEVEL], &reader->level) &&
           keep_flags(reader, found[CASE_FLAGS], &reader->flags);
}

/* Whether so many results came as were announced. */
static bool check_count(struct awp_report_reader *reader, const struct awp_json_node *number) {
    const struct awp_bytes count =
        awp_text_format(reader->lines.scrap, "%zu", reader->file->entry_count);
    const struct awp_bytes wanted = awp_json_number(number);
    return awp_bytes_equal(count, wanted) ||
           awp_complain(&reader->lines.complaint.complaints, number,
                        "%.*s results are announced, and there are %.*s", AWP_TEXT_ARGS(wanted),
                        AWP_TEXT_ARGS(count));
}

static bool read_end(struct awp_report_reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {{"cells", AWP_KIND(NUMBER), true}};
    const struct awp_json_node *cells;
    reader->has_ended = true;
    return read_fields(reader, root, "the end", fields, 1, &cells) && check_count(reader, cells);
}

/* A run announces its results in its head, and its verdicts count them in the end. */
static bool read_totals(struct awp_report_reader *reader, const struct awp_json_node *root) {
    enum { STOPPED, DURATION };
    static const struct awp_field fields[] = {
        [STOPPED] = {"stopped", AWP_KIND(STRING), false},
        [DURATION] = {"duration_us", AWP_KIND(NUMBER), false},
    };
    const struct awp_json_node *found[2];
    struct awp_bytes digits = {0};
    reader->has_ended = true;
    if (!read_fields(reader, root, "the totals", fields, 2, found)) {
        return false;
    }
    if (found[DURATION] != NULL) {
        digits = awp_json_number(found[DURATION]);
    }
    awp_need(awp_arena_copy(reader->arena, digits, &reader->file->duration));
    reader->file->is_partial = found[STOPPED] != NULL;
    return reader->file->entry_count == reader->selected ||
           awp_complain(&reader->lines.complaint.complaints, root,
                        "%u results are announced, and there are %zu", reader->selected,
                        reader->file->entry_count);
}

/* The records, and where they may stand. */
static const struct record {
    const char *type;
    bool is_head;
    bool in_run;
    bool in_matrix;
    bool (*read)(struct awp_report_reader *reader, const struct awp_json_node *root);
} records[] = {
    {"run", true, true, false, read_run},        {"matrix", true, false, true, read_matrix},
    {"result", false, true, false, read_result}, {"totals", false, true, false, read_totals},
    {"testee", false, false, true, read_testee}, {"case", false, false, true, read_case},
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

bool awp_report_record_read(struct awp_report_reader *reader, const struct awp_json_node *root) {
    static const struct awp_field fields[] = {{"type", AWP_KIND(STRING), true}};
    const struct awp_json_node *found;
    struct awp_complaints *complaints = &reader->lines.complaint.complaints;
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
