/* SPDX-License-Identifier: Apache-2.0 */
/* Which testees a matrix holds: those of a folder, and those that were named. */
#include "entries.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

/* A folder that holds this file holds what testees share, and is none. */
#define NO_TESTEE "NOT-A-TESTEE"

/* A search for testees. */
struct search {
    const struct awp_matrix_wish *wish;
    struct awp_arena *arena;
    FILE *errors;
    struct awp_matrix_entry *items;
    size_t count;
    bool is_good;
};

static void complain(struct search *search, const char *what, struct awp_bytes name,
                     const char *why) {
    const struct awp_bytes quoted = awp_text_quoted(search->arena, name);
    fprintf(search->errors, "awsproof: %s %.*s%s\n", what, AWP_TEXT_ARGS(quoted), why);
    search->is_good = false;
}

static bool is_wanted(const struct search *search, struct awp_bytes key) {
    return search->wish->only.count == 0 || awp_texts_hold(search->wish->only, key);
}

/* Names files are made of, and tables: nothing that needs quotes there. */
static bool is_key(struct awp_bytes text) {
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "._-";
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\0' || strchr(allowed, text.ptr[i]) == NULL) {
            return false;
        }
    }
    return text.len > 0 && text.ptr[0] != '.' && text.ptr[0] != '-';
}

static void add(struct search *search, struct awp_bytes key, const char *command,
                const char *expectations) {
    if (!is_key(key)) {
        complain(search, "a testee's name is made of letters, digits, '.', '_' and '-', not", key,
                 "");
        return;
    }
    for (size_t i = 0; i < search->count; i++) {
        if (awp_bytes_equal(search->items[i].key, key)) {
            complain(search, "two testees are called", key, "");
            return;
        }
    }
    search->items[search->count++] = (struct awp_matrix_entry){key, command, expectations};
}

/* What begins with a dot is some tool's. */
static int is_shown(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static const char *path_of(struct search *search, const char *name, const char *file) {
    return awp_text_cstring(
        search->arena, awp_text_format(search->arena, "%s/%s%s", search->wish->folder, name, file));
}

static void look_at(struct search *search, const char *name) {
    struct stat about;
    struct awp_bytes key = {0};
    if (stat(path_of(search, name, ""), &about) != 0 || !S_ISDIR(about.st_mode)) {
        return;
    }
    awp_need(awp_arena_copy(search->arena, awp_bytes_of_string(name), &key));
    if (!is_wanted(search, key) || access(path_of(search, name, "/" NO_TESTEE), F_OK) == 0) {
        return;
    }
    const char *run = path_of(search, name, "/run");
    if (stat(run, &about) != 0 || !S_ISREG(about.st_mode) || access(run, X_OK) != 0) {
        complain(search, "no executable file `run` in the testee's folder",
                 awp_bytes_of_string(path_of(search, name, "")), "");
        return;
    }
    const char *list = path_of(search, name, "/expectations.txt");
    const struct awp_bytes word = awp_text_shell(search->arena, awp_bytes_of_string(run));
    add(search, key, awp_text_cstring(search->arena, word), access(list, F_OK) == 0 ? list : NULL);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void look_into_folder(struct search *search) {
    struct dirent **names;
    const int count = scandir(search->wish->folder, &names, is_shown, by_name);
    if (count < 0) {
        complain(search, "cannot read the folder of testees",
                 awp_bytes_of_string(search->wish->folder),
                 awp_text_cstring(search->arena,
                                  awp_text_format(search->arena, ": %s", strerror(errno))));
        return;
    }
    search->items = awp_need_array(search->arena, (size_t)count + search->wish->named.count,
                                   sizeof(*search->items));
    for (int i = 0; i < count; i++) {
        look_at(search, names[i]->d_name);
        free(names[i]);
    }
    free(names);
}

static void take_named(struct search *search, struct awp_bytes text) {
    const uint8_t *equals = memchr(text.ptr, '=', text.len);
    if (equals == NULL || equals + 1 == text.ptr + text.len) {
        complain(search, "--testee is NAME=COMMAND, not", text, "");
        return;
    }
    const struct awp_bytes key = {text.ptr, (size_t)(equals - text.ptr)};
    const struct awp_bytes command = {equals + 1, text.len - key.len - 1};
    if (is_wanted(search, key)) {
        add(search, key, awp_text_cstring(search->arena, command), NULL);
    }
}

/* Says which of `only` are not there. */
static void check_only(struct search *search) {
    const struct awp_texts only = search->wish->only;
    for (size_t i = 0; i < only.count; i++) {
        size_t at = 0;
        while (at < search->count && !awp_bytes_equal(search->items[at].key, only.items[i])) {
            at++;
        }
        if (at == search->count) {
            complain(search, "no testee is called", only.items[i], "");
        }
    }
}

bool awp_matrix_entries_find(const struct awp_matrix_wish *wish, struct awp_arena *arena,
                             FILE *errors, const struct awp_matrix_entry **entries, size_t *count) {
    struct search search = {.wish = wish, .arena = arena, .errors = errors, .is_good = true};
    search.items = awp_need_array(arena, wish->named.count, sizeof(*search.items));
    if (wish->folder != NULL) {
        look_into_folder(&search);
    }
    for (size_t i = 0; i < wish->named.count; i++) {
        take_named(&search, wish->named.items[i]);
    }
    if (search.is_good) {
        check_only(&search);
    }
    if (search.is_good && search.count == 0) {
        complain(&search, "there is no testee in",
                 awp_bytes_of_string(wish->folder == NULL ? "--testee" : wish->folder), "");
    }
    *entries = search.items;
    *count = search.count;
    return search.is_good;
}
