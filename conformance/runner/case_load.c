/* SPDX-License-Identifier: Apache-2.0 */
/* Case files in memory -> cases: parses them, and looks over all of them together. */
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "case_source.h"
#include "text.h"

/* What one run of the loader works on. */
struct loader {
    struct awp_arena *arena;
    FILE *errors;
    struct awp_cases *cases;
    struct awp_case *items;
    size_t count;
    size_t room;
    struct sha256_ctx digest;
    bool failed;
};

static void say(struct awp_complaints *complaints, const struct awp_json_node *where,
                struct awp_bytes reason) {
    const struct awp_case_file *file = (const struct awp_case_file *)complaints;
    fprintf(file->errors, "%.*s:%u: %.*s\n", AWP_TEXT_ARGS(file->name),
            awp_case_file_line(file, where), AWP_TEXT_ARGS(reason));
}

static void digest_file(struct loader *loader, const struct awp_case_text *entry) {
    char len[32];
    snprintf(len, sizeof(len), "%zu", entry->text.len);
    sha256_update(&loader->digest, entry->path.len, entry->path.ptr);
    sha256_update(&loader->digest, 1, (const uint8_t *)"");
    sha256_update(&loader->digest, strlen(len) + 1, (const uint8_t *)len);
    sha256_update(&loader->digest, entry->text.len, entry->text.ptr);
}

static bool parse(struct loader *loader, const struct awp_case_text *entry,
                  struct awp_case_file *file) {
    struct awp_fault fault = {0};
    *file = (struct awp_case_file){.complaints = {.say = say, .arena = loader->arena},
                                   .name = entry->name,
                                   .text = entry->text,
                                   .flags = &loader->cases->flags,
                                   .errors = loader->errors};
    awp_need(awp_json_parse(entry->text, loader->arena, &file->root, &fault));
    if (file->root == NULL) {
        fprintf(loader->errors, "%.*s:%u: not JSON: %s\n", AWP_TEXT_ARGS(entry->name),
                awp_case_line_of_offset(entry->text, fault.offset), fault.reason);
        loader->failed = true;
        return false;
    }
    awp_case_file_find_places(file);
    return true;
}

static void load_flags(struct loader *loader, const struct awp_case_text *entry) {
    struct awp_case_file file;
    if (parse(loader, entry, &file) &&
        !awp_flags_read(&file.complaints, file.root, &loader->cases->flags)) {
        loader->failed = true;
    }
}

static void load_renames(struct loader *loader, const struct awp_case_text *entry) {
    struct awp_case_file file;
    if (parse(loader, entry, &file) &&
        !awp_renames_read(&file.complaints, file.root, &loader->cases->renames)) {
        loader->failed = true;
    }
}

static void load_manifest(struct loader *loader, const struct awp_case_text *entry) {
    loader->cases->manifest = entry->text;
}

/* The files beside the cases. */
static const struct {
    const char *path;
    void (*load)(struct loader *loader, const struct awp_case_text *entry);
} others[] = {
    {"flags.json", load_flags}, {"renamed.json", load_renames}, {"manifest.json", load_manifest}};
#define OTHER_COUNT (sizeof(others) / sizeof(others[0]))

static size_t find_other(const struct awp_case_text *entry) {
    size_t i = 0;
    while (i < OTHER_COUNT && !awp_bytes_equal(entry->path, awp_bytes_of_string(others[i].path))) {
        i++;
    }
    return i;
}

static void load_cases(struct loader *loader, const struct awp_case_text *entry) {
    struct awp_case_file file;
    struct awp_case *cases = NULL;
    size_t count = 0;
    digest_file(loader, entry);
    if (!parse(loader, entry, &file)) {
        return;
    }
    if (!awp_case_file_read(&file, &cases, &count)) {
        loader->failed = true;
        return;
    }
    if (loader->count + count > loader->room) {
        loader->room = (loader->count + count) * 2;
        struct awp_case *larger = awp_need_array(loader->arena, loader->room, sizeof(*larger));
        if (loader->count > 0) {
            memcpy(larger, loader->items, loader->count * sizeof(*larger));
        }
        loader->items = larger;
    }
    memcpy(loader->items + loader->count, cases, count * sizeof(*cases));
    loader->count += count;
}

static int by_id(const void *a, const void *b) {
    const struct awp_case *one = *(const struct awp_case *const *)a;
    const struct awp_case *two = *(const struct awp_case *const *)b;
    const size_t len = one->id.len < two->id.len ? one->id.len : two->id.len;
    const int order = memcmp(one->id.ptr, two->id.ptr, len);
    if (order != 0 || one->id.len != two->id.len) {
        return order != 0 ? order : (one->id.len > two->id.len) - (one->id.len < two->id.len);
    }
    return (one > two) - (one < two);
}

static void check_ids(struct loader *loader) {
    const struct awp_case **sorted = awp_need_array(loader->arena, loader->count, sizeof(*sorted));
    for (size_t i = 0; i < loader->count; i++) {
        sorted[i] = &loader->items[i];
    }
    qsort(sorted, loader->count, sizeof(*sorted), by_id);
    for (size_t i = 1; i < loader->count; i++) {
        if (awp_bytes_equal(sorted[i - 1]->id, sorted[i]->id)) {
            fprintf(loader->errors, "%.*s:%u: the id \"%.*s\" is taken by %.*s:%u\n",
                    AWP_TEXT_ARGS(sorted[i]->file), sorted[i]->line, AWP_TEXT_ARGS(sorted[i]->id),
                    AWP_TEXT_ARGS(sorted[i - 1]->file), sorted[i - 1]->line);
            loader->failed = true;
        }
    }
}

static void write_digest(struct loader *loader, char hex[65]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&loader->digest, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
}

bool awp_cases_load_texts(const struct awp_case_text *files, size_t count, struct awp_arena *arena,
                          FILE *errors, struct awp_cases *cases) {
    struct loader loader = {.arena = arena, .errors = errors, .cases = cases};
    *cases = (struct awp_cases){.files = files, .file_count = count};
    sha256_init(&loader.digest);
    for (size_t i = 0; i < count; i++) { /* first: the cases are held to the vocabulary */
        const size_t other = find_other(&files[i]);
        if (other < OTHER_COUNT) {
            others[other].load(&loader, &files[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (find_other(&files[i]) == OTHER_COUNT) {
            load_cases(&loader, &files[i]);
        }
    }
    check_ids(&loader);
    cases->items = loader.items;
    cases->count = loader.count;
    write_digest(&loader, cases->sha256);
    if (loader.count == 0 && !loader.failed) {
        fprintf(errors, "%.*s: no case in this file or beside it\n", AWP_TEXT_ARGS(files[0].name));
        loader.failed = true;
    }
    return !loader.failed;
}

bool awp_cases_load(const char *path, struct awp_arena *arena, FILE *errors,
                    struct awp_cases *cases) {
    const struct awp_case_text *files;
    size_t count;
    return awp_case_source_read(path, arena, errors, &files, &count) &&
           awp_cases_load_texts(files, count, arena, errors, cases);
}
