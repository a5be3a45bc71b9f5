/* SPDX-License-Identifier: Apache-2.0 */
/* An SQLite file: the one file that knows SQLite. */
#include "database.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text.h"

/* For another program to be done with the file. */
enum { BUSY_MS = 10000 };

struct awp_database {
    sqlite3 *file;
    bool has_failed;
    bool is_malformed;
    char failure[256];
};

struct awp_query {
    struct awp_database *database;
    sqlite3_stmt *statement; /* NULL after a failure */
};

static bool is_of_contents(int code) {
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_CONSTRAINT ||
           code == SQLITE_ERROR || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

/* Takes note of a failure that SQLite tells of. */
static bool fail(struct awp_database *database) {
    if (!database->has_failed) {
        database->has_failed = true;
        database->is_malformed = is_of_contents(sqlite3_errcode(database->file));
        snprintf(database->failure, sizeof(database->failure), "%s",
                 sqlite3_errmsg(database->file));
    }
    return false;
}

bool awp_database_refuse(struct awp_database *database, const char *format, ...) {
    if (!database->has_failed) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(database->failure, sizeof(database->failure), format, arguments);
        va_end(arguments);
        database->has_failed = database->is_malformed = true;
    }
    return false;
}

/* Nothing that stands in a strange file is run, and no page of it is trusted. */
static void distrust(struct awp_database *database) {
    static const int settings[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0}};
    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        sqlite3_db_config(database->file, settings[i][0], settings[i][1], (int *)NULL);
    }
    awp_database_run(database, "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;");
}

struct awp_database *awp_database_open(const char *path, bool may_create) {
    struct awp_database *database = awp_need_block(calloc(1, sizeof(*database)));
    const int flags = SQLITE_OPEN_READWRITE | (may_create ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(path, &database->file, flags, NULL);
    awp_need_block(database->file);
    if (code != SQLITE_OK) {
        fail(database);
        return database;
    }
    sqlite3_extended_result_codes(database->file, 0);
    sqlite3_busy_timeout(database->file, BUSY_MS);
    distrust(database);
    return database;
}

void awp_database_close(struct awp_database *database) {
    sqlite3_close(database->file);
    free(database);
}

const char *awp_database_failure(const struct awp_database *database) {
    return database->has_failed ? database->failure : NULL;
}

bool awp_database_is_malformed(const struct awp_database *database) {
    return database->is_malformed;
}

bool awp_database_run(struct awp_database *database, const char *statements) {
    if (database->has_failed) {
        return false;
    }
    return sqlite3_exec(database->file, statements, NULL, NULL, NULL) == SQLITE_OK ||
           fail(database);
}

int64_t awp_database_number(struct awp_database *database, const char *statement) {
    struct awp_query *query = awp_query_open(database, statement);
    const bool is_there = awp_query_next(query);
    const int64_t number = is_there ? awp_query_number(query, 0) : -1;
    awp_query_end(query);
    return number;
}

struct awp_query *awp_query_open(struct awp_database *database, const char *statement) {
    struct awp_query *query = awp_need_block(calloc(1, sizeof(*query)));
    query->database = database;
    if (!database->has_failed &&
        sqlite3_prepare_v2(database->file, statement, -1, &query->statement, NULL) != SQLITE_OK) {
        fail(database);
    }
    return query;
}

void awp_query_end(struct awp_query *query) {
    sqlite3_finalize(query->statement);
    free(query);
}

static bool is_ready(const struct awp_query *query) {
    return query->statement != NULL && !query->database->has_failed;
}

void awp_query_set_text(struct awp_query *query, int place, struct awp_bytes text) {
    /* A NULL pointer would be SQL's NULL, which is no text. */
    const char *start = text.len == 0 ? "" : (const char *)text.ptr;
    if (is_ready(query) && sqlite3_bind_text64(query->statement, place, start, text.len,
                                               SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK) {
        fail(query->database);
    }
}

void awp_query_set_number(struct awp_query *query, int place, int64_t number) {
    if (is_ready(query) && sqlite3_bind_int64(query->statement, place, number) != SQLITE_OK) {
        fail(query->database);
    }
}

bool awp_query_next(struct awp_query *query) {
    if (!is_ready(query)) {
        return false;
    }
    const int code = sqlite3_step(query->statement);
    return code == SQLITE_ROW || (code != SQLITE_DONE && fail(query->database));
}

bool awp_query_run(struct awp_query *query) {
    while (awp_query_next(query)) {
    }
    awp_query_reset(query);
    return is_ready(query);
}

void awp_query_reset(struct awp_query *query) { sqlite3_reset(query->statement); }

int64_t awp_query_number(struct awp_query *query, int column) {
    return sqlite3_column_int64(query->statement, column);
}

struct awp_bytes awp_query_text(struct awp_query *query, int column) {
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    if (text == NULL) { /* no memory: the columns that we ask for are never NULL */
        return (struct awp_bytes){0};
    }
    return (struct awp_bytes){text, (size_t)sqlite3_column_bytes(query->statement, column)};
}
