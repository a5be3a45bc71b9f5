/* SPDX-License-Identifier: Apache-2.0 */
/* Reports and stores that the history's tests make on the spot. */
#include "made_report.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "awsproof/report.h"
#include "result.h"
#include "text.h"

static enum awp_verdict verdict_of(const char *name) {
    for (unsigned i = 0; i < AWP_VERDICT_COUNT; i++) {
        if (strcmp(name, awp_verdict_name((enum awp_verdict)i)) == 0) {
            return (enum awp_verdict)i;
        }
    }
    cr_assert_fail("no verdict %s", name);
    return AWP_VERDICT_COUNT;
}

static struct awp_report_entry entry_of(struct awp_arena *arena, const char *text) {
    char *words[3] = {"", "", ""};
    char *rest = awp_text_cstring(arena, awp_bytes_of_string(text));
    for (size_t i = 0; i < 3 && rest != NULL; i++) {
        words[i] = strsep(&rest, " ");
    }
    return (struct awp_report_entry){
        .id = awp_bytes_of_string(words[0]),
        .level = AWP_BYTES("must"),
        .breaks = strcmp(words[1], "pass") == 0 ? (struct awp_bytes){0} : AWP_BYTES("must"),
        .side = {.is_there = true,
                 .verdict = verdict_of(words[1]),
                 .failure = awp_report_text_of(awp_bytes_of_string(words[2]))},
        .line = 2,
    };
}

struct awp_report_file awp_made_report(struct awp_arena *arena, const char *moment,
                                       const char *version, const char *cases,
                                       const char *results) {
    struct awp_report_testee *testee = awp_need_array(arena, 1, sizeof(*testee));
    struct awp_report_file file = {.started_at = awp_bytes_of_string(moment),
                                   .suite_version = AWP_BYTES("0.1.0"),
                                   .cases_sha256 = awp_bytes_of_string(cases),
                                   .testees = testee,
                                   .testee_count = 1};
    char *rest = awp_text_cstring(arena, awp_bytes_of_string(results));
    testee->name = AWP_BYTES("sdk");
    testee->version = awp_bytes_of_string(version);
    file.entries = awp_need_array(arena, strlen(results) + 1, sizeof(*file.entries));
    while (rest != NULL && rest[0] != '\0') {
        file.entries[file.entry_count++] = entry_of(arena, strsep(&rest, "|"));
    }
    return file;
}

struct awp_made_store awp_made_store(void) {
    struct awp_made_store made = {.folder = "/tmp/awp-store-XXXXXX"};
    cr_assert_not_null(mkdtemp(made.folder));
    snprintf(made.path, sizeof(made.path), "%s/runs.sqlite", made.folder);
    return made;
}

void awp_made_store_remove(const struct awp_made_store *made) {
    static const char *const ends[] = {"", "-journal", "-wal", "-shm", ".before"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        char path[128];
        snprintf(path, sizeof(path), "%s%s", made->path, ends[i]);
        unlink(path);
    }
    cr_assert_eq(rmdir(made->folder), 0, "a file of nobody in %s", made->folder);
}

struct awp_store_added awp_made_store_add(const struct awp_made_store *made,
                                          const struct awp_report_file *file) {
    struct awp_store store;
    struct awp_store_added added = {0};
    const bool good = awp_store_open(&store, made->path, true) &&
                      awp_store_add(&store, file, "made", stderr, &added) &&
                      awp_store_commit(&store);
    awp_store_close(&store, stderr);
    cr_assert(good);
    return added;
}

const char *awp_made_store_complaint(const struct awp_made_store *made, bool is_to_write,
                                     char said[512], int *status) {
    struct awp_store store;
    FILE *errors = fmemopen(said, 512, "w");
    const bool good = awp_store_open(&store, made->path, is_to_write);
    *status = awp_store_exit_status(&store, 0);
    awp_store_close(&store, errors);
    fclose(errors);
    cr_assert_eq(good, said[0] == '\0', "%s", said);
    return said;
}

int64_t awp_made_store_runs(const struct awp_made_store *made) {
    struct awp_store store;
    const bool good = awp_store_open(&store, made->path, false);
    const int64_t runs = awp_database_number(store.database, "SELECT count(*) FROM run");
    awp_store_close(&store, stderr);
    cr_assert(good && runs >= 0);
    return runs;
}
