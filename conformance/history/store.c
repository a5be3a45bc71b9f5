/* SPDX-License-Identifier: Apache-2.0 */
/* The store: runs kept in one SQLite file, each with its verdicts. */
#include "store.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "awsproof/matrix.h"
#include "result.h"
#include "run.h"
#include "run_digest.h"
#include "text.h"

/* "AWPR" in the file's head, and the format of the tables below. A change of them is a new format,
 * and the step from the one before. */
enum { APPLICATION = 0x41575052, FORMAT = 1 };

/*
 * What a case is, and how it came out, stand once each: a result is three numbers. Verdicts, levels
 * and classes are words, so that other programs can ask the store too.
 *
 *   report --< run --< result >-- golden
 *                        v
 *                     outcome
 */
static const char *const tables[] = {
    "CREATE TABLE report (report INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
    "started_at TEXT NOT NULL, suite_version TEXT NOT NULL, "
    "cases_sha256 TEXT NOT NULL, filter TEXT NOT NULL, options TEXT NOT NULL, "
    "seed TEXT NOT NULL, is_partial INTEGER NOT NULL) STRICT",
    "CREATE TABLE run (run INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, "
    "sha256 TEXT NOT NULL UNIQUE, testee TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, "
    "language TEXT NOT NULL, "
    "runtime TEXT NOT NULL, trouble TEXT NOT NULL, UNIQUE (testee, report)) STRICT",
    "CREATE TABLE golden (golden INTEGER PRIMARY KEY, id TEXT NOT NULL, level TEXT NOT NULL, "
    "flags TEXT NOT NULL, UNIQUE (id, level, flags)) STRICT",
    "CREATE TABLE outcome (outcome INTEGER PRIMARY KEY, verdict TEXT NOT NULL, "
    "seen TEXT NOT NULL, class TEXT NOT NULL, choice TEXT NOT NULL, breaks TEXT NOT NULL, "
    "UNIQUE (verdict, class, choice, breaks)) STRICT",
    "CREATE TABLE result (run INTEGER NOT NULL REFERENCES run, "
    "golden INTEGER NOT NULL REFERENCES golden, outcome INTEGER NOT NULL REFERENCES outcome, "
    "PRIMARY KEY (run, golden)) STRICT, WITHOUT ROWID",
};
enum { TABLE_COUNT = sizeof(tables) / sizeof(tables[0]) };

static bool make_tables(struct awp_database *database) {
    char settings[96];
    snprintf(settings, sizeof(settings), "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             APPLICATION, FORMAT);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        awp_database_run(database, tables[i]);
    }
    return awp_database_run(database, settings);
}

/* Whether the file holds our tables as we make them, and nothing else that could act. */
static bool check_tables(struct awp_database *database) {
    struct awp_query *query = awp_query_open(
        database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
    size_t count = 0;
    bool is_ours = true;
    while (awp_query_next(query)) {
        is_ours = is_ours && count < TABLE_COUNT &&
                  awp_bytes_equal(awp_query_text(query, 0), awp_bytes_of_string(tables[count]));
        count++;
    }
    awp_query_end(query);
    return (is_ours && count == TABLE_COUNT) ||
           awp_database_refuse(database, "its tables are not those of a store");
}

/* SQLite takes what is missing of the last page for zeros. */
static bool check_size(struct awp_database *database, const char *path) {
    struct stat about;
    const int64_t pages = awp_database_number(database, "PRAGMA page_count");
    const int64_t bytes = awp_database_number(database, "PRAGMA page_size");
    return stat(path, &about) != 0 || about.st_size >= pages * bytes ||
           awp_database_refuse(database, "it is cut off: %" PRId64 " bytes of %" PRId64,
                               (int64_t)about.st_size, pages * bytes);
}

/* Reads all of it once: a damaged store is found out here, and not in the middle of a report. */
static bool check_pages(struct awp_database *database) {
    struct awp_query *query = awp_query_open(database, "PRAGMA quick_check(1)");
    const bool is_well =
        awp_query_next(query) && awp_bytes_equal(awp_query_text(query, 0), AWP_BYTES("ok"));
    awp_query_end(query);
    return is_well || awp_database_refuse(database, "it is damaged");
}

static bool check(struct awp_database *database, const char *path, bool is_to_write) {
    const int64_t application = awp_database_number(database, "PRAGMA application_id");
    const int64_t format = awp_database_number(database, "PRAGMA user_version");
    const int64_t things = awp_database_number(database, "SELECT count(*) FROM sqlite_schema");
    if (application == 0 && format == 0 && things == 0) {
        return is_to_write ? make_tables(database)
                           : awp_database_refuse(database, "there is no store in it yet");
    }
    if (application != APPLICATION) {
        return awp_database_refuse(database, "it is no store of awsproof");
    }
    if (format > FORMAT) {
        return awp_database_refuse(database,
                                   "it is from a newer awsproof: its format is %" PRId64
                                   ", and this one knows those up to %d",
                                   format, FORMAT);
    }
    if (format != FORMAT) {
        return awp_database_refuse(database, "it has no format that there is: %" PRId64, format);
    }
    return check_size(database, path) && check_tables(database) && check_pages(database);
}

bool awp_store_open(struct awp_store *store, const char *path, bool is_to_write) {
    /* SQLite has meanings of its own for "", ":memory:" and the like; so every path has a slash. */
    char *shown = NULL;
    awp_need_block(asprintf(&shown, "%s%s", path[0] == '/' ? "" : "./", path) < 0 ? NULL : shown);
    *store = (struct awp_store){awp_database_open(shown, is_to_write), path};
    free(shown);
    /* A store that is read is one moment of it, whatever others write meanwhile. A file of its own
       beside it while it is written to, and none when that is done: so it can be copied, and may
       lie on a network's disk, where a write-ahead log may not. */
    return awp_database_run(store->database, is_to_write ? "BEGIN IMMEDIATE" : "BEGIN") &&
           check(store->database, path, is_to_write);
}

bool awp_store_commit(struct awp_store *store) {
    return awp_database_run(store->database, "COMMIT");
}

void awp_store_close(struct awp_store *store, FILE *errors) {
    const char *failure = awp_database_failure(store->database);
    if (failure != NULL) {
        fprintf(errors, "awsproof: the store %s: %s\n", store->path, failure);
    }
    awp_database_close(store->database);
}

int awp_store_exit_status(const struct awp_store *store, int status) {
    if (awp_database_failure(store->database) == NULL) {
        return status;
    }
    return awp_database_is_malformed(store->database) ? AWP_EXIT_USAGE : AWP_EXIT_INFRASTRUCTURE;
}

static bool is_moment(struct awp_bytes text) {
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    if (text.len != sizeof(form) - 1) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        const bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (form[i] == 'd' ? !is_digit : text.ptr[i] != (uint8_t)form[i]) {
            return false;
        }
    }
    return true;
}

static bool refuse(FILE *errors, const char *name, unsigned line, const char *reason) {
    fprintf(errors, "%s:%u: %s\n", name, line, reason);
    return false;
}

/* What a diff can do without, and a store cannot. */
static bool is_enough(const struct awp_report_file *file, const char *name, FILE *errors) {
    if (!is_moment(file->started_at)) {
        return refuse(errors, name, 1,
                      "\"started_at\" is no moment like 2026-01-31T23:59:59Z: its place in time is "
                      "not known");
    }
    for (size_t i = 0; i < file->testee_count; i++) {
        if (file->testees[i].key.len + file->testees[i].name.len == 0) {
            return refuse(errors, name, 1, "a decoder that never said its name");
        }
    }
    for (size_t i = 0; i < file->entry_count; i++) {
        if (file->entries[i].level.len == 0) {
            return refuse(errors, name, file->entries[i].line, "a case without a level");
        }
    }
    return file->testee_count > 0 || refuse(errors, name, 1, "a report of no decoder");
}

/* Inserts a row of texts and, behind them, numbers. Its own number, which a RETURNING gives. */
static int64_t insert(struct awp_query *query, const struct awp_bytes *texts, int text_count,
                      int64_t number) {
    for (int i = 0; i < text_count; i++) {
        awp_query_set_text(query, i + 1, texts[i]);
    }
    awp_query_set_number(query, text_count + 1, number);
    const int64_t key = awp_query_next(query) ? awp_query_number(query, 0) : 0;
    awp_query_run(query);
    return key;
}

static int64_t add_report(struct awp_store *store, const struct awp_report_file *file) {
    const struct awp_bytes texts[] = {file->is_matrix ? AWP_BYTES("matrix") : AWP_BYTES("run"),
                                      file->started_at,
                                      file->suite_version,
                                      file->cases_sha256,
                                      file->filter,
                                      file->options,
                                      file->seed};
    struct awp_query *query = awp_query_open(
        store->database,
        "INSERT INTO report (kind, started_at, suite_version, cases_sha256, filter, options, seed, "
        "is_partial) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING report");
    const int64_t report = insert(query, texts, 7, file->is_partial);
    awp_query_end(query);
    return report;
}

/* The statements that are used for each result. */
struct adding {
    struct awp_query *find_golden;
    struct awp_query *add_golden;
    struct awp_query *find_outcome;
    struct awp_query *add_outcome;
    struct awp_query *add_result;
};

static struct adding begin_adding(struct awp_database *database) {
    return (struct adding){
        .find_golden = awp_query_open(
            database, "SELECT golden FROM golden WHERE id = ?1 AND level = ?2 AND flags = ?3"),
        .add_golden = awp_query_open(
            database, "INSERT INTO golden (id, level, flags) VALUES (?1, ?2, ?3) RETURNING golden"),
        .find_outcome = awp_query_open(
            database, "SELECT outcome FROM outcome WHERE verdict = ?1 AND class = ?2 "
                      "AND choice = ?3 AND breaks = ?4"),
        .add_outcome =
            awp_query_open(database, "INSERT INTO outcome (verdict, class, choice, breaks, seen) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING outcome"),
        .add_result = awp_query_open(
            database, "INSERT INTO result (run, golden, outcome) VALUES (?1, ?2, ?3)"),
    };
}

static void end_adding(struct adding *adding) {
    awp_query_end(adding->find_golden);
    awp_query_end(adding->add_golden);
    awp_query_end(adding->find_outcome);
    awp_query_end(adding->add_outcome);
    awp_query_end(adding->add_result);
}

/* The number of the row of these texts, which is made where it is not there. `known` of them say
 * whether it is. */
static int64_t number_of(struct awp_query *find, struct awp_query *add,
                         const struct awp_bytes *texts, int known, int count) {
    for (int i = 0; i < count; i++) {
        awp_query_set_text(add, i + 1, texts[i]);
    }
    for (int i = 0; i < known; i++) {
        awp_query_set_text(find, i + 1, texts[i]);
    }
    struct awp_query *found = awp_query_next(find) ? find : add;
    const bool is_there = found == find || awp_query_next(add);
    const int64_t number = is_there ? awp_query_number(found, 0) : 0;
    awp_query_run(found);
    awp_query_reset(find);
    return number;
}

static struct awp_bytes text_bytes(struct awp_report_text text) {
    return (struct awp_bytes){(const uint8_t *)text.ptr, text.len};
}

static void add_result(struct adding *adding, const struct awp_report_entry *entry, int64_t run) {
    const struct awp_matrix_cell cell = {.verdict = entry->side.verdict,
                                         .failure = entry->side.failure};
    const struct awp_bytes golden[] = {entry->id, entry->level, entry->flags};
    const struct awp_bytes outcome[] = {
        awp_bytes_of_string(awp_verdict_name(entry->side.verdict)), text_bytes(entry->side.failure),
        text_bytes(entry->side.choice), entry->breaks,
        awp_bytes_of_string(awp_verdict_name(awp_matrix_seen(&cell)))};
    awp_query_set_number(adding->add_result, 1, run);
    awp_query_set_number(adding->add_result, 2,
                         number_of(adding->find_golden, adding->add_golden, golden, 3, 3));
    awp_query_set_number(adding->add_result, 3,
                         number_of(adding->find_outcome, adding->add_outcome, outcome, 4, 5));
    awp_query_run(adding->add_result);
}

/* The run that has this digest; 0: there is none. */
static uint64_t find_run(struct awp_store *store, struct awp_bytes digest) {
    struct awp_query *query =
        awp_query_open(store->database, "SELECT run FROM run WHERE sha256 = ?1");
    awp_query_set_text(query, 1, digest);
    const uint64_t run = awp_query_next(query) ? (uint64_t)awp_query_number(query, 0) : 0;
    awp_query_end(query);
    return run;
}

static uint64_t add_run(struct awp_store *store, const struct awp_report_testee *about,
                        struct awp_bytes digest, int64_t report) {
    const struct awp_bytes texts[] = {digest,         awp_run_name(about), about->name,
                                      about->version, about->language,     about->runtime,
                                      about->trouble};
    struct awp_query *query = awp_query_open(
        store->database, "INSERT INTO run (sha256, testee, name, version, language, runtime, "
                         "trouble, report) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING run");
    const int64_t run = insert(query, texts, 7, report);
    awp_query_end(query);
    return (uint64_t)run;
}

/* Whether the run was there: takes note of its number. */
static bool was_there(struct awp_store *store, struct awp_bytes digest,
                      struct awp_store_added *added) {
    const uint64_t run = find_run(store, digest);
    if (run == 0) {
        return false;
    }
    if (added->added == 0) {
        added->first = added->there == 0 ? run : added->first;
        added->last = run;
    }
    added->there++;
    return true;
}

bool awp_store_add(struct awp_store *store, const struct awp_report_file *file, const char *name,
                   FILE *errors, struct awp_store_added *added) {
    *added = (struct awp_store_added){.added = 0};
    if (!is_enough(file, name, errors)) {
        return false;
    }
    struct adding adding = begin_adding(store->database);
    int64_t report = 0;
    for (size_t i = 0, from = 0, to = 0; i < file->testee_count; i++, from = to) {
        while (to < file->entry_count && file->entries[to].testee == i) {
            to++;
        }
        char digest[AWP_RUN_DIGEST_CHARACTERS];
        awp_run_digest(file, i, from, to, digest);
        if (was_there(store, (struct awp_bytes){(const uint8_t *)digest, sizeof(digest)}, added)) {
            continue;
        }
        report = report == 0 ? add_report(store, file) : report;
        added->last = add_run(store, &file->testees[i],
                              (struct awp_bytes){(const uint8_t *)digest, sizeof(digest)}, report);
        added->first = added->added++ == 0 ? added->last : added->first;
        for (size_t entry = from; entry < to; entry++) {
            add_result(&adding, &file->entries[entry], (int64_t)added->last);
        }
    }
    end_adding(&adding);
    return awp_database_failure(store->database) == NULL;
}
