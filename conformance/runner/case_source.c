/* SPDX-License-Identifier: Apache-2.0 */
/* A path -> the case files at it, in memory. */
#include "case_source.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* A case file holds recipes, never large bodies. */
#define MAX_FILE_BYTES ((size_t)16 << 20)

struct source {
    struct awp_arena *arena;
    FILE *errors;
    const char *root;
    struct awp_case_text *files;
    size_t count;
    size_t room;
    bool failed;
};

static void fail(struct source *source, const char *file, const char *reason) {
    fprintf(source->errors, "%s: %s\n", file, reason);
    source->failed = true;
}

/* A file's path below the given one, so that it is the same everywhere. */
static struct awp_bytes path_below(const char *root, const char *path) {
    const size_t len = strlen(root);
    const char *below =
        strncmp(path, root, len) == 0 && path[len] != '\0' ? path + len : strrchr(path, '/');
    below = below == NULL ? path : below;
    return awp_bytes_of_string(below + strspn(below, "/"));
}

static void add_file(struct source *source, const char *path) {
    if (source->count == source->room) {
        const size_t room = source->room == 0 ? 64 : source->room * 2;
        struct awp_case_text *larger = awp_need_array(source->arena, room, sizeof(*larger));
        if (source->count > 0) {
            memcpy(larger, source->files, source->count * sizeof(*larger));
        }
        source->files = larger;
        source->room = room;
    }
    const char *name = awp_text_cstring(source->arena, awp_bytes_of_string(path));
    source->files[source->count++] = (struct awp_case_text){.name = awp_bytes_of_string(name),
                                                            .path = path_below(source->root, name)};
}

static bool is_json_name(const char *name) {
    const size_t len = strlen(name);
    return len > 5 && name[0] != '.' && strcmp(name + len - 5, ".json") == 0;
}

static void visit(struct source *source, const FTSENT *entry) {
    const unsigned info = entry->fts_info;
    if (info == FTS_DNR || info == FTS_ERR || info == FTS_NS) {
        fail(source, entry->fts_path, strerror(entry->fts_errno));
    } else if (info == FTS_DC) {
        fail(source, entry->fts_path, "the folder holds itself");
    } else if ((info == FTS_F || info == FTS_DEFAULT) &&
               (entry->fts_level == FTS_ROOTLEVEL || is_json_name(entry->fts_name))) {
        add_file(source, entry->fts_path);
    }
}

static int by_path(const void *a, const void *b) {
    return strcmp((const char *)((const struct awp_case_text *)a)->path.ptr,
                  (const char *)((const struct awp_case_text *)b)->path.ptr);
}

static void find_files(struct source *source, const char *path) {
    char *const roots[] = {awp_text_cstring(source->arena, awp_bytes_of_string(path)), NULL};
    FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    if (tree == NULL) {
        fail(source, path, strerror(errno));
        return;
    }
    const FTSENT *entry;
    while ((entry = fts_read(tree)) != NULL) {
        visit(source, entry);
    }
    fts_close(tree);
    if (source->count > 0) {
        qsort(source->files, source->count, sizeof(*source->files), by_path);
    } else if (!source->failed) {
        fail(source, path, "no case file (*.json) in this folder");
    }
}

static void read_file(struct source *source, struct awp_case_text *entry) {
    const char *path = (const char *)entry->name.ptr;
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        fail(source, path, strerror(errno));
        return;
    }
    struct awp_buffer out = {.arena = source->arena};
    uint8_t block[16384];
    size_t len;
    while (out.len <= MAX_FILE_BYTES && (len = fread(block, 1, sizeof(block), file)) > 0) {
        awp_buffer_append(&out, (struct awp_bytes){block, len});
    }
    const bool broken = ferror(file) != 0;
    const int error = errno;
    fclose(file);
    awp_need(awp_buffer_finish(&out, &entry->text));
    if (broken || entry->text.len > MAX_FILE_BYTES) {
        fail(source, path, broken ? strerror(error) : "a case file of more than 16 MiB");
    }
}

bool awp_case_source_read(const char *path, struct awp_arena *arena, FILE *errors,
                          const struct awp_case_text **files, size_t *count) {
    struct source source = {.arena = arena, .errors = errors, .root = path};
    find_files(&source, path);
    for (size_t i = 0; i < source.count; i++) {
        read_file(&source, &source.files[i]);
    }
    *files = source.files;
    *count = source.count;
    return !source.failed;
}
