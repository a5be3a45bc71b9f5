/* SPDX-License-Identifier: Apache-2.0 */
/* An SQLite file: opened, asked and changed; its first failure stays and stops all that follows. */
#ifndef AWP_HISTORY_DATABASE_H
#define AWP_HISTORY_DATABASE_H

#include "awsproof/arena.h"

/** An open file. After its first failure every call does nothing, and says that it failed. */
struct awp_database;

/** A statement with places for values, `?1` and so on, counted from 1. */
struct awp_query;

/**
 * Opens a file, for as long as another program writes to it waiting some seconds. `may_create`: a
 * file that is not there begins empty; else that is a failure. Never NULL, and to be closed even
 * after a failure; without memory the program ends.
 */
struct awp_database *awp_database_open(const char *path, bool may_create);
void awp_database_close(struct awp_database *database);

/** The first failure in one line; NULL: none. It lives as long as the database. */
const char *awp_database_failure(const struct awp_database *database);

/** Whether what failed is the file's contents; else it is the system: no room, no rights, busy. */
bool awp_database_is_malformed(const struct awp_database *database);

/** Makes a failure of the contents, in these words, unless there is one already; always false. */
bool awp_database_refuse(struct awp_database *database, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Runs statements that give nothing. */
bool awp_database_run(struct awp_database *database, const char *statements);

/** The number that a statement without values gives in its first row; -1 after a failure. */
int64_t awp_database_number(struct awp_database *database, const char *statement);

/** Prepares a statement, which must end before the database is closed. Never NULL; after a failure
 * it gives no row. */
struct awp_query *awp_query_open(struct awp_database *database, const char *statement);
void awp_query_end(struct awp_query *query);

/** Gives a place its value. A text is not copied: it must stay until the next reset. */
void awp_query_set_text(struct awp_query *query, int place, struct awp_bytes text);
void awp_query_set_number(struct awp_query *query, int place, int64_t number);

/** Goes to the next row. False: there is none, or it failed. */
bool awp_query_next(struct awp_query *query);

/** Runs the statement to its end and makes it ready for other values. False: it failed. */
bool awp_query_run(struct awp_query *query);

/** Makes the statement ready to be run again, its values kept. */
void awp_query_reset(struct awp_query *query);

/** A column of the row, from 0; a text is valid until the next row. */
int64_t awp_query_number(struct awp_query *query, int column);
struct awp_bytes awp_query_text(struct awp_query *query, int column);

#endif
