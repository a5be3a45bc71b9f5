/* SPDX-License-Identifier: Apache-2.0 */
/* A matrix read back from its JSON lines, to be written again: as the page of today. */
#include "matrix_file.h"

#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "clause.h"
#include "json_lines.h"
#include "json_member.h"
#include "place.h"
#include "result.h"
#include "rows.h"
#include "text.h"

/* More cells than that are no matrix of ours. */
#define MAX_CELLS 10000000u

/* A matrix that is being read. Its lines: the head; the testees; each case, and its cells in the
 * order of the testees; the end. */
struct reader {
    struct awp_json_lines lines;
    struct awp_json_source from; /* the line at hand */
    struct awp_arena *arena;
    const char *out;
    const char *folder; /* of the file */
    struct awp_matrix *matrix;
    struct awp_matrix_testee *testees;
    struct awp_matrix_case *cases;
    struct awp_matrix_cell *cells;
    size_t testee_count; /* so many were read */
    size_t case_count;
    size_t cell_count; /* of the last case */
    bool has_begun;
    bool has_ended;
};

static bool read_host(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"system", offsetof(struct awp_matrix, system), true},
        {"machine", offsetof(struct awp_matrix, machine), true}};
    const struct awp_json_node *host =
        awp_json_member_of(&reader->from, root, "host", AWP_JSON_OBJECT);
    return host != NULL && awp_json_member_texts(&reader->from, host, members, 2, reader->matrix) &&
           awp_json_member_count(&reader->from, host, "cpus", &reader->matrix->cpus);
}

static bool read_suite(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"version", offsetof(struct awp_matrix, suite_version), true},
        {"cases_sha256", offsetof(struct awp_matrix, cases_sha256), true}};
    const struct awp_json_node *suite =
        awp_json_member_of(&reader->from, root, "suite", AWP_JSON_OBJECT);
    return suite != NULL && awp_json_member_texts(&reader->from, suite, members, 2, reader->matrix);
}

static void make_room(struct reader *reader) {
    struct awp_matrix *matrix = reader->matrix;
    const size_t testees = matrix->testee_count;
    matrix->testees = reader->testees =
        awp_need_array(reader->arena, testees, sizeof(*reader->testees));
    matrix->cases = reader->cases =
        awp_need_array(reader->arena, matrix->case_count, sizeof(*reader->cases));
    matrix->cells = reader->cells =
        awp_need_array(reader->arena, testees * matrix->case_count, sizeof(*reader->cells));
    matrix->rules = awp_matrix_rules(reader->arena);
    matrix->rule_count = awp_rule_count;
}

static bool read_head(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"filter", offsetof(struct awp_matrix, filter), false},
        {"options", offsetof(struct awp_matrix, options), false},
        {"started_at", offsetof(struct awp_matrix, started_at), true}};
    struct awp_matrix *matrix = reader->matrix;
    size_t format = 0;
    if (!awp_json_member_count(&reader->from, root, "format", &format) ||
        !read_suite(reader, root) ||
        !awp_json_member_texts(&reader->from, root, members, 3, matrix) ||
        !read_host(reader, root) ||
        !awp_json_member_flag(&reader->from, root, "partial", &matrix->is_partial) ||
        !awp_json_member_flag(&reader->from, root, "checked", &matrix->is_checked) ||
        !awp_json_member_count(&reader->from, root, "testees", &matrix->testee_count) ||
        !awp_json_member_count(&reader->from, root, "cases", &matrix->case_count)) {
        return false;
    }
    if (format != 1) {
        return awp_json_member_complain(&reader->from, root, "format", "is another than 1");
    }
    if (matrix->testee_count * matrix->case_count > MAX_CELLS) {
        return awp_json_member_complain(&reader->from, root, "cases", "are too many");
    }
    reader->has_begun = true;
    make_room(reader);
    return true;
}

/* The way to a finding from where the matrix will be; where it is not found, as it was. */
static struct awp_report_text moved(struct reader *reader, struct awp_report_text path) {
    struct awp_arena *scrap = reader->lines.scrap;
    const struct awp_bytes from =
        awp_text_format(scrap, "%s/%.*s", reader->folder, (int)path.len, path.ptr);
    char *file = memchr(path.ptr, '\0', path.len) != NULL
                     ? NULL
                     : realpath(awp_text_cstring(scrap, from), NULL);
    if (file == NULL) {
        return path;
    }
    const struct awp_bytes way = awp_matrix_way(reader->out, file, reader->arena);
    free(file);
    return way.len > 0 ? awp_report_text_of(way) : path;
}

static bool read_findings(struct reader *reader, const struct awp_json_node *root,
                          struct awp_matrix_testee *testee) {
    static const struct awp_json_text_member members[] = {
        {"path", offsetof(struct awp_matrix_finding, path), true},
        {"title", offsetof(struct awp_matrix_finding, title), true}};
    const struct awp_json_node *array =
        awp_json_member_of(&reader->from, root, "findings", AWP_JSON_ARRAY);
    if (array == NULL) {
        return false;
    }
    struct awp_matrix_finding *findings =
        awp_need_array(reader->arena, awp_json_count(array), sizeof(*findings));
    testee->findings = findings;
    for (const struct awp_json_node *node = awp_json_first(array); node != NULL;
         node = awp_json_next(node)) {
        struct awp_matrix_finding *finding = &findings[testee->finding_count++];
        if (!awp_json_member_texts(&reader->from, node, members, 2, finding)) {
            return false;
        }
        finding->path = moved(reader, finding->path);
    }
    return true;
}

static bool read_testee(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"key", offsetof(struct awp_matrix_testee, key), true},
        {"name", offsetof(struct awp_matrix_testee, name), false},
        {"version", offsetof(struct awp_matrix_testee, version), false},
        {"language", offsetof(struct awp_matrix_testee, language), false},
        {"runtime", offsetof(struct awp_matrix_testee, runtime), false},
        {"command", offsetof(struct awp_matrix_testee, command), true},
        {"replay", offsetof(struct awp_matrix_testee, replay), false},
        {"trouble", offsetof(struct awp_matrix_testee, trouble), false}};
    struct awp_matrix_testee *testee = &reader->testees[reader->testee_count++];
    return awp_json_member_texts(&reader->from, root, members, sizeof(members) / sizeof(members[0]),
                                 testee) &&
           awp_json_member_list(&reader->from, root, "transports", &testee->transports,
                                &testee->transport_count) &&
           awp_json_member_count(&reader->from, root, "raw_not_compared",
                                 &testee->raw_not_compared) &&
           awp_json_member_count(&reader->from, root, "noise_lines", &testee->noise_lines) &&
           awp_json_member_count(&reader->from, root, "restarts", &testee->restarts) &&
           read_findings(reader, root, testee);
}

static bool read_input(struct reader *reader, const struct awp_json_node *root,
                       struct awp_matrix_case *golden) {
    struct awp_report_text encoded = {NULL, 0};
    struct awp_bytes bytes = {0};
    if (!awp_json_member_count(&reader->from, root, "input_bytes", &golden->input_bytes) ||
        !awp_json_member_text(&reader->from, root, "input", &golden->input)) {
        return false;
    }
    if (awp_json_member(root, AWP_BYTES("input_base64")) == NULL) {
        return true;
    }
    if (!awp_json_member_text(&reader->from, root, "input_base64", &encoded)) {
        return false;
    }
    if (!awp_base64_decode((struct awp_bytes){(const uint8_t *)encoded.ptr, encoded.len},
                           reader->arena, &bytes)) {
        return awp_json_member_complain(&reader->from, root, "input_base64", "is no base64");
    }
    golden->input = awp_report_text_of(bytes);
    return true;
}

/* The group that it stands in, by its first rule; and where its file is. */
static bool place(struct reader *reader, const struct awp_json_node *root,
                  struct awp_matrix_case *golden) {
    const struct awp_report_text none = {"", 0};
    const struct awp_report_text first = golden->rule_count > 0 ? golden->rules[0] : none;
    const struct awp_rule *rule =
        awp_rule_of((struct awp_bytes){(const uint8_t *)first.ptr, first.len});
    if (rule == NULL) {
        return awp_json_member_complain(&reader->from, root, "rules",
                                        "begin with none that there is");
    }
    const struct awp_bytes file = {(const uint8_t *)golden->file.ptr, golden->file.len};
    golden->rule = (size_t)(rule - awp_rules);
    golden->link =
        awp_report_text_of(awp_matrix_link(reader->out, file, golden->line, reader->arena));
    return true;
}

static bool read_case(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"id", offsetof(struct awp_matrix_case, id), true},
        {"title", offsetof(struct awp_matrix_case, title), true},
        {"why", offsetof(struct awp_matrix_case, why), true},
        {"file", offsetof(struct awp_matrix_case, file), true}};
    struct awp_matrix_case *golden = &reader->cases[reader->case_count++];
    size_t line = 0;
    reader->cell_count = 0;
    if (!awp_json_member_texts(&reader->from, root, members, 4, golden) ||
        !awp_json_member_level(&reader->from, root, "level", &golden->level) ||
        !awp_json_member_list(&reader->from, root, "rules", &golden->rules, &golden->rule_count) ||
        !awp_json_member_list(&reader->from, root, "sources", &golden->sources,
                              &golden->source_count) ||
        !awp_json_member_list(&reader->from, root, "flags", &golden->flags, &golden->flag_count) ||
        !read_input(reader, root, golden) ||
        !awp_json_member_outcome(&reader->from, root, "want", &golden->want) ||
        !awp_json_member_count(&reader->from, root, "line", &line)) {
        return false;
    }
    golden->line = (unsigned)line;
    return place(reader, root, golden);
}

static bool is_same(struct awp_report_text a, struct awp_report_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* That the cell is the next one: of the last case, by the next testee. */
static bool check_cell(struct reader *reader, const struct awp_json_node *root) {
    struct awp_report_text testee = {NULL, 0};
    struct awp_report_text golden = {NULL, 0};
    if (!awp_json_member_text(&reader->from, root, "testee", &testee) ||
        !awp_json_member_text(&reader->from, root, "case", &golden)) {
        return false;
    }
    return (is_same(testee, reader->testees[reader->cell_count].key) &&
            is_same(golden, reader->cases[reader->case_count - 1].id)) ||
           awp_json_member_complain(&reader->from, root, "testee",
                                    "or \"case\" is not the next one");
}

static bool read_cell(struct reader *reader, const struct awp_json_node *root) {
    static const struct awp_json_text_member members[] = {
        {"class", offsetof(struct awp_matrix_cell, failure), false},
        {"reason", offsetof(struct awp_matrix_cell, reason), false},
        {"choice", offsetof(struct awp_matrix_cell, choice), false},
        {"difference_path", offsetof(struct awp_matrix_cell, difference_path), false},
        {"difference", offsetof(struct awp_matrix_cell, difference), false},
        {"stderr_tail", offsetof(struct awp_matrix_cell, stderr_tail), false},
        {"replay", offsetof(struct awp_matrix_cell, replay), false}};
    if (!check_cell(reader, root)) {
        return false;
    }
    struct awp_matrix_cell *cell =
        &reader->cells[reader->cell_count++ * reader->matrix->case_count + reader->case_count - 1];
    if (!awp_json_member_verdict(&reader->from, root, "verdict", &cell->verdict) ||
        !awp_json_member_texts(&reader->from, root, members, sizeof(members) / sizeof(members[0]),
                               cell) ||
        !awp_json_member_outcome(&reader->from, root, "got", &cell->got)) {
        return false;
    }
    return cell->failure.len == 0 ||
           awp_json_member_level(&reader->from, root, "breaks", &cell->broken_level);
}

static bool read_end(struct reader *reader, const struct awp_json_node *root) {
    size_t cells = 0;
    reader->has_ended = true;
    return awp_json_member_count(&reader->from, root, "cells", &cells) &&
           (cells == reader->matrix->testee_count * reader->matrix->case_count ||
            awp_json_member_complain(&reader->from, root, "cells", "are others than there are"));
}

/* What the next line must be. */
static const struct record {
    const char *type;
    bool (*read)(struct reader *reader, const struct awp_json_node *root);
} head = {"matrix", read_head}, testee = {"testee", read_testee}, golden = {"case", read_case},
  cell = {"cell", read_cell}, end = {"end", read_end};

static const struct record *next_of(const struct reader *reader) {
    if (!reader->has_begun) {
        return &head;
    }
    if (reader->testee_count < reader->matrix->testee_count) {
        return &testee;
    }
    if (reader->case_count > 0 && reader->cell_count < reader->testee_count) {
        return &cell;
    }
    return reader->case_count < reader->matrix->case_count ? &golden : &end;
}

static bool read_record(void *context, struct awp_json_lines *lines,
                        const struct awp_json_node *root) {
    struct reader *reader = context;
    const struct record *next = next_of(reader);
    const struct awp_json_node *type = awp_json_member(root, AWP_BYTES("type"));
    const bool is_text = type != NULL && awp_json_kind(type) == AWP_JSON_STRING;
    const struct awp_bytes name =
        is_text ? awp_object_text(&lines->complaint.complaints, type) : (struct awp_bytes){0};
    reader->from = (struct awp_json_source){&lines->complaint.complaints, reader->arena};
    if (reader->has_ended || !awp_bytes_equal(name, awp_bytes_of_string(next->type))) {
        return awp_complain(&lines->complaint.complaints, root,
                            "this line is not the \"%s\" of a matrix that belongs here",
                            next->type);
    }
    return next->read(reader, root);
}

static bool is_whole(struct reader *reader) {
    if (reader->has_ended) {
        return true;
    }
    reader->lines.line++;
    return awp_json_lines_fail(&reader->lines, "the matrix ends before its end: it is not whole");
}

static const char *folder_of(const char *path, struct awp_arena *arena) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? "."
                         : awp_text_cstring(arena, (struct awp_bytes){(const uint8_t *)path,
                                                                      (size_t)(slash - path) + 1});
}

bool awp_matrix_file_read(const char *path, const char *out, struct awp_arena *arena, FILE *errors,
                          struct awp_matrix *matrix) {
    struct reader reader = {
        .arena = arena, .out = out, .folder = folder_of(path, arena), .matrix = matrix};
    *matrix = (struct awp_matrix){.cpus = 0};
    const bool good =
        awp_json_lines_read(&reader.lines, path, errors, read_record, &reader) && is_whole(&reader);
    awp_json_lines_close(&reader.lines);
    return good;
}
