/* SPDX-License-Identifier: Apache-2.0 */
/* Where things lie, seen from the folder of a matrix: the links in it. */
#include "place.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "text.h"

/* How much of both is the same folder, to the byte behind its name. */
static size_t common(const char *folder, const char *file) {
    size_t end = 0;
    size_t i = 0;
    while (folder[i] != '\0' && folder[i] == file[i]) {
        i++;
        if (folder[i] == '/' && file[i] == '/') {
            end = i;
        }
    }
    return folder[i] == '\0' && file[i] == '/' ? i : end;
}

struct awp_bytes awp_matrix_way(const char *folder, const char *file, struct awp_arena *arena) {
    const size_t shared = common(folder, file);
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes way = {0};
    if (shared == 0) {
        return way;
    }
    for (const char *at = folder + shared; *at != '\0'; at++) {
        if (*at == '/') {
            awp_buffer_append_string(&out, "../");
        }
    }
    awp_buffer_append_string(&out, file + shared + 1);
    awp_need(awp_buffer_finish(&out, &way));
    return way;
}

struct awp_bytes awp_matrix_link(const char *folder, struct awp_bytes file, unsigned line,
                                 struct awp_arena *arena) {
    char *path = realpath(awp_text_cstring(arena, file), NULL);
    struct awp_bytes way = {0};
    if (path != NULL) {
        way = awp_matrix_way(folder, path, arena);
        free(path);
    }
    return way.len == 0 ? way : awp_text_format(arena, "%.*s#L%u", AWP_TEXT_ARGS(way), line);
}

static bool is_about(const char *name, struct awp_bytes key) {
    return strlen(name) > key.len + 1 && memcmp(name, key.ptr, key.len) == 0 &&
           name[key.len] == '-';
}

/* The testee that a file is about, or `count`. */
static size_t owner_of(const char *name, const struct awp_matrix_entry *entries, size_t count) {
    size_t owner = count;
    for (size_t i = 0; i < count; i++) {
        if (is_about(name, entries[i].key) &&
            (owner == count || entries[i].key.len > entries[owner].key.len)) {
            owner = i;
        }
    }
    return owner;
}

static int is_page(const struct dirent *entry) {
    const size_t len = strlen(entry->d_name);
    return len > 3 && strcmp(entry->d_name + len - 3, ".md") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The text of the page's first line behind its "# "; else its name. */
static struct awp_bytes title_of(const char *path, const char *name, struct awp_arena *arena) {
    char line[512] = "";
    FILE *in = fopen(path, "rbe");
    const bool has_line = in != NULL && fgets(line, sizeof(line), in) != NULL;
    if (in != NULL) {
        fclose(in);
    }
    line[strcspn(line, "\n")] = '\0';
    if (!has_line || strncmp(line, "# ", 2) != 0 || line[2] == '\0') {
        return awp_text_format(arena, "%s", name);
    }
    return awp_text_format(arena, "%s", line + 2);
}

const struct awp_matrix_finding *awp_matrix_findings(const char *findings, const char *out,
                                                     const struct awp_matrix_entry *entries,
                                                     size_t entry_count, size_t entry,
                                                     struct awp_arena *arena, size_t *count) {
    struct dirent **names = NULL;
    char *folder = realpath(findings, NULL);
    const int found = folder == NULL ? 0 : scandir(folder, &names, is_page, by_name);
    const size_t room = found > 0 ? (size_t)found : 0;
    struct awp_matrix_finding *items = awp_need_array(arena, room, sizeof(*items));
    *count = 0;
    for (size_t i = 0; i < room; i++) {
        const char *name = names[i]->d_name;
        if (owner_of(name, entries, entry_count) == entry) {
            char *path = awp_text_cstring(arena, awp_text_format(arena, "%s/%s", folder, name));
            items[(*count)++] = (struct awp_matrix_finding){
                .path = awp_report_text_of(awp_matrix_way(out, path, arena)),
                .title = awp_report_text_of(title_of(path, name, arena)),
            };
        }
        free(names[i]);
    }
    free(names);
    free(folder);
    return items;
}
