/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of history/store.c: what is kept, what is refused, and that a kill leaves nothing half
 * done. */
#include "store.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "made_report.h"
#include "text.h"

/* ---- a process that dies at a given step of SQLite's ---- */

/* Steps that change a file, counted in the process that is to die; 0: nobody is. */
static size_t step;
static size_t last_step;

static bool is_last(void) { return last_step > 0 && ++step == last_step; }

__attribute__((visibility("default"))) ssize_t pwrite64(int descriptor, const void *data,
                                                        size_t len, off64_t offset) {
    const bool dies = is_last();
    /* Half of what it wrote last is there. */
    const ssize_t written =
        (ssize_t)syscall(SYS_pwrite64, descriptor, data, dies ? len / 2 : len, offset);
    if (dies) {
        raise(SIGKILL);
    }
    return written;
}

__attribute__((visibility("default"))) int unlink(const char *path) {
    if (is_last()) {
        raise(SIGKILL);
    }
    return (int)syscall(SYS_unlink, path);
}

__attribute__((visibility("default"))) int ftruncate64(int descriptor, off64_t len) {
    if (is_last()) {
        raise(SIGKILL);
    }
    return (int)syscall(SYS_ftruncate, descriptor, len);
}

/* Adds in a process that dies at this step. Whether it died. */
static bool add_and_die(const struct awp_made_store *made, const struct awp_report_file *file,
                        size_t at) {
    const pid_t child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        struct awp_store store;
        struct awp_store_added added;
        last_step = at;
        const bool good = awp_store_open(&store, made->path, true) &&
                          awp_store_add(&store, file, "made", stderr, &added) &&
                          awp_store_commit(&store);
        awp_store_close(&store, stderr);
        _exit(good ? 0 : 1);
    }
    int status;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

static void copy(const char *from, const char *to) {
    static char data[1 << 20];
    const int in = open(from, O_RDONLY);
    const int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const ssize_t len = read(in, data, sizeof(data));
    cr_assert(len > 0 && (size_t)len < sizeof(data));
    cr_assert_eq(write(out, data, (size_t)len), len);
    close(in);
    close(out);
}

/* A report of so many results that several pages are written. */
static struct awp_report_file big_report(struct awp_arena *arena, const char *moment) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    for (int i = 0; i < 300; i++) {
        fprintf(out, "%scase-number-%s-%03d fail escape", i == 0 ? "" : "|", moment, i);
    }
    fclose(out);
    struct awp_report_file file = awp_made_report(arena, moment, "1", "c1", text);
    free(text);
    return file;
}

Test(store, a_kill_at_any_step_leaves_it_as_before_or_after) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file one = big_report(arena, "2026-01-01T00:00:00Z");
    const struct awp_report_file two = big_report(arena, "2026-01-02T00:00:00Z");
    char before[128];
    size_t seen[2] = {0, 0};
    size_t at = 1;
    snprintf(before, sizeof(before), "%s.before", made.path);
    awp_made_store_add(&made, &one);
    copy(made.path, before);
    for (; add_and_die(&made, &two, at); at++) {
        const int64_t runs = awp_made_store_runs(&made);
        cr_assert(runs == 1 || runs == 2, "step %zu: %ld runs", at, (long)runs);
        seen[runs - 1]++;
        /* It can be added to as ever, and then all of it is there once. */
        awp_made_store_add(&made, &two);
        cr_assert_eq(awp_made_store_runs(&made), 2);
        copy(before, made.path);
    }
    cr_assert_eq(awp_made_store_runs(&made), 2);
    cr_expect_gt(at, 20, "only %zu steps: the kills hit nothing", at);
    cr_expect_gt(seen[0], 20);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, a_kill_while_it_is_made_leaves_a_file_that_can_be_added_to) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file one = big_report(arena, "2026-01-01T00:00:00Z");
    size_t at = 1;
    for (; add_and_die(&made, &one, at); at++) {
        awp_made_store_add(&made, &one);
        cr_assert_eq(awp_made_store_runs(&made), 1);
        cr_assert_eq(unlink(made.path), 0);
    }
    cr_expect_gt(at, 20);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

/* ---- what is kept ---- */

Test(store, without_a_commit_nothing_is_kept) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file one =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    const struct awp_report_file two =
        awp_made_report(arena, "2026-01-02T00:00:00Z", "1", "c1", "a pass");
    struct awp_store store;
    struct awp_store_added added;
    awp_made_store_add(&made, &one);
    cr_assert(awp_store_open(&store, made.path, true));
    cr_assert(awp_store_add(&store, &two, "made", stderr, &added));
    awp_store_close(&store, stderr);
    cr_expect_eq(awp_made_store_runs(&made), 1);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, a_run_is_kept_once_and_the_numbers_are_told) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b fail escape");
    struct awp_store_added added = awp_made_store_add(&made, &file);
    cr_expect(added.added == 1 && added.there == 0 && added.first == 1 && added.last == 1);
    added = awp_made_store_add(&made, &file);
    cr_expect(added.added == 0 && added.there == 1 && added.first == 1 && added.last == 1);
    /* What was done to the report's other texts makes no other run of it. */
    file.options = AWP_BYTES("--jobs 2");
    added = awp_made_store_add(&made, &file);
    cr_expect_eq(added.there, 1);
    /* Anything that was seen does. */
    file.entries[1].side.verdict = AWP_VERDICT_PASS;
    added = awp_made_store_add(&made, &file);
    cr_expect(added.added == 1 && added.first == 2);
    cr_expect_eq(awp_made_store_runs(&made), 2);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, of_a_matrix_the_decoders_that_are_new_are_added) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    struct awp_report_testee testees[] = {{.key = AWP_BYTES("x")},
                                          {.key = AWP_BYTES("y"), .name = AWP_BYTES("sdk")},
                                          {.key = AWP_BYTES("z"), .name = AWP_BYTES("sdk")}};
    struct awp_report_entry entries[] = {file.entries[0], file.entries[0], file.entries[0]};
    entries[1].testee = 1;
    entries[2].testee = 2;
    file.is_matrix = true;
    file.testees = testees;
    file.entries = entries;
    file.testee_count = file.entry_count = 2;
    struct awp_store_added added = awp_made_store_add(&made, &file);
    cr_expect(added.added == 2 && added.first == 1 && added.last == 2);
    file.testee_count = file.entry_count = 3;
    added = awp_made_store_add(&made, &file);
    cr_expect(added.added == 1 && added.there == 2 && added.first == 3 && added.last == 3);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, texts_of_any_bytes_are_kept_whole) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    file.testees[0].version = AWP_BYTES("1\0'); DROP TABLE run; --\xe2\x80\xae");
    awp_made_store_add(&made, &file);
    struct awp_store store;
    cr_assert(awp_store_open(&store, made.path, false));
    struct awp_query *query = awp_query_open(store.database, "SELECT version FROM run");
    cr_assert(awp_query_next(query));
    cr_expect(awp_bytes_equal(awp_query_text(query, 0), file.testees[0].version));
    awp_query_end(query);
    awp_store_close(&store, stderr);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

/* ---- reports that lack something ---- */

static void expect_refused(struct awp_report_file *file, const char *reason) {
    const struct awp_made_store made = awp_made_store();
    char said[512] = "";
    FILE *errors = fmemopen(said, sizeof(said), "w");
    struct awp_store store;
    struct awp_store_added added;
    cr_assert(awp_store_open(&store, made.path, true));
    cr_expect_not(awp_store_add(&store, file, "run.jsonl", errors, &added));
    cr_expect_eq(awp_store_exit_status(&store, 7), 7, "the store itself is well");
    awp_store_close(&store, errors);
    fclose(errors);
    cr_expect_str_eq(said, reason);
    awp_made_store_remove(&made);
}

Test(store, a_report_that_lacks_what_a_history_needs_is_refused) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const char *const moments[] = {"", "yesterday", "2026-01-01T00:00:00+01:00",
                                   "2026-01-01t00:00:00Z", "2026-1-01T00:00:000Z"};
    for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
        struct awp_report_file file = awp_made_report(arena, moments[i], "1", "c1", "a pass");
        expect_refused(&file,
                       "run.jsonl:1: \"started_at\" is no moment like 2026-01-31T23:59:59Z: its "
                       "place in time is not known\n");
    }
    struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass|b pass");
    file.entries[1].level = (struct awp_bytes){0};
    file.entries[1].line = 5;
    expect_refused(&file, "run.jsonl:5: a case without a level\n");
    file.entries[1].level = AWP_BYTES("must");
    file.testees[0].name = (struct awp_bytes){0};
    expect_refused(&file, "run.jsonl:1: a decoder that never said its name\n");
    file.testee_count = 0;
    file.entry_count = 0;
    expect_refused(&file, "run.jsonl:1: a report of no decoder\n");
    awp_arena_destroy(arena);
}

/* ---- files that are no store ---- */

static void write_file(const struct awp_made_store *made, const char *text) {
    FILE *out = fopen(made->path, "w");
    cr_assert_not_null(out);
    fputs(text, out);
    fclose(out);
}

static void expect_complaint(const struct awp_made_store *made, bool is_to_write,
                             const char *reason, int wanted) {
    char said[512] = "";
    char line[640];
    int status;
    snprintf(line, sizeof(line), "awsproof: the store %s: %s\n", made->path, reason);
    cr_expect_str_eq(awp_made_store_complaint(made, is_to_write, said, &status), line);
    cr_expect_eq(status, wanted);
}

/* A database of these statements, made as any program makes one. */
static void make_database(const struct awp_made_store *made, const char *statements) {
    struct awp_database *database = awp_database_open(made->path, true);
    cr_assert(awp_database_run(database, statements), "%s", awp_database_failure(database));
    awp_database_close(database);
}

Test(store, what_is_no_store_is_refused_and_left_alone) {
    const struct awp_made_store made = awp_made_store();
    char text[64] = "";
    write_file(&made, "a text that is long enough, and no database at all: 0123456789");
    expect_complaint(&made, false, "file is not a database", 2);
    expect_complaint(&made, true, "file is not a database", 2);
    FILE *in = fopen(made.path, "r");
    cr_expect_not_null(fgets(text, 7, in));
    fclose(in);
    cr_expect_str_eq(text, "a text");
    unlink(made.path);
    write_file(&made, "");
    expect_complaint(&made, false, "there is no store in it yet", 2);
    unlink(made.path);
    make_database(&made, "CREATE TABLE another (program TEXT)");
    expect_complaint(&made, false, "it is no store of awsproof", 2);
    expect_complaint(&made, true, "it is no store of awsproof", 2);
    awp_made_store_remove(&made);
}

/* A store with a run, changed by these statements. */
static struct awp_made_store changed_store(const char *statements) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    awp_made_store_add(&made, &file);
    make_database(&made, statements);
    awp_arena_destroy(arena);
    return made;
}

Test(store, another_format_is_refused_with_its_number) {
    struct awp_made_store made = changed_store("PRAGMA user_version = 2");
    expect_complaint(&made, false,
                     "it is from a newer awsproof: its format is 2, and this one knows those up "
                     "to 1",
                     2);
    expect_complaint(&made, true,
                     "it is from a newer awsproof: its format is 2, and this one knows those up "
                     "to 1",
                     2);
    awp_made_store_remove(&made);
    made = changed_store("PRAGMA user_version = 0");
    expect_complaint(&made, false, "it has no format that there is: 0", 2);
    awp_made_store_remove(&made);
}

Test(store, tables_that_are_not_ours_are_refused) {
    static const char *const changes[] = {
        "ALTER TABLE run ADD COLUMN more TEXT", "DROP TABLE result", "CREATE TABLE more (x TEXT)",
        "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM result; END",
        "CREATE VIEW v AS SELECT 1"};
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        const struct awp_made_store made = changed_store(changes[i]);
        expect_complaint(&made, false, "its tables are not those of a store", 2);
        awp_made_store_remove(&made);
    }
}

Test(store, every_cut_of_a_store_is_refused_with_a_line) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file file = big_report(arena, "2026-01-01T00:00:00Z");
    struct stat about;
    size_t cuts = 0;
    awp_made_store_add(&made, &file);
    cr_assert_eq(stat(made.path, &about), 0);
    for (off_t len = about.st_size - 1; len > 0; len -= len > 8192 ? 1777 : 311) {
        char said[512] = "";
        int status;
        cr_assert_eq(truncate(made.path, len), 0);
        awp_made_store_complaint(&made, false, said, &status);
        cr_expect_eq(status, 2, "%ld of %ld bytes", (long)len, (long)about.st_size);
        cr_expect(strlen(said) > 0 && strchr(said, '\n') == said + strlen(said) - 1, "%s", said);
        cuts++;
    }
    cr_expect_gt(cuts, 40);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, bytes_that_were_changed_are_refused_or_do_no_harm) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_made_store made = awp_made_store();
    const struct awp_report_file file = big_report(arena, "2026-01-01T00:00:00Z");
    char before[128];
    struct stat about;
    size_t refused = 0;
    snprintf(before, sizeof(before), "%s.before", made.path);
    awp_made_store_add(&made, &file);
    copy(made.path, before);
    cr_assert_eq(stat(made.path, &about), 0);
    for (off_t at = 0; at < about.st_size; at += at < 200 ? 1 : 409) {
        char said[512] = "";
        int status;
        const int descriptor = open(made.path, O_WRONLY);
        cr_assert_eq(pwrite(descriptor, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, at), 8);
        close(descriptor);
        awp_made_store_complaint(&made, false, said, &status);
        refused += said[0] != '\0';
        copy(before, made.path);
    }
    cr_expect_gt(refused, 30);
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}

Test(store, what_cannot_be_opened_is_the_systems_fault) {
    struct awp_made_store made = awp_made_store();
    char path[96];
    memcpy(path, made.path, sizeof(path));
    expect_complaint(&made, false, "unable to open database file", 3);
    snprintf(made.path, sizeof(made.path), "%s/none/runs.sqlite", made.folder);
    expect_complaint(&made, true, "unable to open database file", 3);
    memcpy(made.path, made.folder, sizeof(made.folder));
    expect_complaint(&made, true, "unable to open database file", 3);
    memcpy(made.path, path, sizeof(path));
    awp_made_store_remove(&made);
}

Test(store, names_that_sqlite_has_meanings_for_are_files) {
    const struct awp_made_store made = awp_made_store();
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_report_file file =
        awp_made_report(arena, "2026-01-01T00:00:00Z", "1", "c1", "a pass");
    static const char *const names[] = {":memory:", "file:x?mode=memory"};
    cr_assert_eq(chdir(made.folder), 0);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct awp_store store;
        struct awp_store_added added;
        cr_assert(awp_store_open(&store, names[i], true) &&
                  awp_store_add(&store, &file, "made", stderr, &added) && awp_store_commit(&store));
        awp_store_close(&store, stderr);
        cr_expect_eq(unlink(names[i]), 0, "%s is no file", names[i]);
    }
    awp_made_store_remove(&made);
    awp_arena_destroy(arena);
}
