/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of cases against one another, and of the whole set. */
#include <stdlib.h>
#include <string.h>

#include "case_wire.h"
#include "clause.h"
#include "lint.h"
#include "text.h"

/* A case under a key; cases of equal keys are neighbours once sorted. */
struct keyed {
    const struct awp_case *golden;
    struct awp_bytes key;
};

static int by_key(const void *a, const void *b) {
    const struct keyed *one = a;
    const struct keyed *two = b;
    const size_t len = one->key.len < two->key.len ? one->key.len : two->key.len;
    const int order = len == 0 ? 0 : memcmp(one->key.ptr, two->key.ptr, len);
    if (order != 0 || one->key.len != two->key.len) {
        return order != 0 ? order : (one->key.len > two->key.len) - (one->key.len < two->key.len);
    }
    return (one->golden > two->golden) - (one->golden < two->golden);
}

static struct awp_bytes title_of(const struct awp_case *golden, struct awp_arena *arena) {
    (void)arena;
    return golden->title;
}

static struct awp_bytes why_of(const struct awp_case *golden, struct awp_arena *arena) {
    (void)arena;
    return golden->why;
}

/* All of the input but the body's bytes, and their number; each text with its length before it. */
static struct awp_bytes input_of(const struct awp_case *golden, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes key = {0};
    awp_buffer_append(&out, golden->operation->name);
    awp_buffer_append_string(&out, " ");
    awp_buffer_append(&out, awp_case_subject(golden));
    awp_buffer_append(&out, awp_text_format(arena, " %u %zu %zu:", golden->status, golden->body.len,
                                            golden->code.len));
    awp_buffer_append(&out, golden->code);
    for (size_t i = 0; i < golden->header_count; i++) {
        const struct awp_header *header = &golden->headers[i];
        awp_buffer_append(&out,
                          awp_text_format(arena, "%zu,%zu:", header->name.len, header->value.len));
        awp_buffer_append(&out, header->name);
        awp_buffer_append(&out, header->value);
    }
    awp_wire_write(&golden->wire, &out);
    awp_need(awp_buffer_finish(&out, &key));
    return key;
}

static bool always(const struct awp_case *one, const struct awp_case *two) {
    (void)one;
    (void)two;
    return true;
}

/* Made only where all else is equal: bodies are up to 64 MiB. */
static bool has_same_body(const struct awp_case *one, const struct awp_case *two) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const bool same =
        awp_bytes_equal(awp_body_make(&one->body, arena), awp_body_make(&two->body, arena));
    awp_arena_destroy(arena);
    return same;
}

static const struct {
    const char *complaint;
    struct awp_bytes (*key)(const struct awp_case *golden, struct awp_arena *arena);
    bool (*is_same)(const struct awp_case *one, const struct awp_case *two);
} pairs[] = {{"its title is that of", title_of, always},
             {"its why is that of", why_of, always},
             {"its input is that of", input_of, has_same_body}};

void awp_lint_pairs(struct awp_lint *lint) {
    const size_t count = lint->cases->count;
    struct keyed *keyed = awp_need_array(lint->arena, count, sizeof(*keyed));
    for (size_t pair = 0; pair < sizeof(pairs) / sizeof(pairs[0]); pair++) {
        for (size_t i = 0; i < count; i++) {
            const struct awp_case *golden = &lint->cases->items[i];
            keyed[i] = (struct keyed){golden, pairs[pair].key(golden, lint->arena)};
        }
        qsort(keyed, count, sizeof(*keyed), by_key);
        for (size_t i = 1; i < count; i++) {
            for (size_t j = i; j > 0 && awp_bytes_equal(keyed[j - 1].key, keyed[i].key); j--) {
                if (pairs[pair].is_same(keyed[j - 1].golden, keyed[i].golden)) {
                    awp_lint_complain(lint, keyed[i].golden, "%s %.*s", pairs[pair].complaint,
                                      AWP_TEXT_ARGS(keyed[j - 1].golden->id));
                    break;
                }
            }
        }
    }
}

static bool has_file(const struct awp_cases *cases, const char *path) {
    for (size_t i = 0; i < cases->file_count; i++) {
        if (awp_bytes_equal(cases->files[i].path, awp_bytes_of_string(path))) {
            return true;
        }
    }
    return false;
}

static const struct awp_case *case_of_clause(const struct awp_cases *cases, struct awp_bytes id) {
    for (size_t i = 0; i < cases->count; i++) {
        if (awp_texts_hold(cases->items[i].rules, id)) {
            return &cases->items[i];
        }
    }
    return NULL;
}

static void check_clauses(struct awp_lint *lint) {
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_clause *clause = &awp_clauses[i];
        const struct awp_case *golden = case_of_clause(lint->cases, clause->id);
        if (golden == NULL && clause->shown_by.len == 0) {
            awp_lint_complain_of_file(lint, NULL, "no case rests on clause %.*s",
                                      AWP_TEXT_ARGS(clause->id));
        } else if (golden != NULL && clause->shown_by.len > 0) {
            awp_lint_complain(lint, golden,
                              "rests on clause %.*s, of which docs/SPEC.md says that no case can "
                              "show it",
                              AWP_TEXT_ARGS(clause->id));
        }
    }
}

static bool is_used(const struct awp_cases *cases, struct awp_bytes flag) {
    for (size_t i = 0; i < cases->count; i++) {
        if (awp_texts_hold(cases->items[i].flags, flag)) {
            return true;
        }
    }
    return false;
}

static void check_flags(struct awp_lint *lint) {
    for (size_t i = 0; i < lint->cases->flags.count; i++) {
        const struct awp_bytes name = lint->cases->flags.items[i].name;
        if (!is_used(lint->cases, name)) {
            awp_lint_complain_of_file(lint, NULL, "flags.json: no case has the flag \"%.*s\"",
                                      AWP_TEXT_ARGS(name));
        }
    }
}

static bool has_id(const struct awp_cases *cases, struct awp_bytes id) {
    for (size_t i = 0; i < cases->count; i++) {
        if (awp_bytes_equal(cases->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void check_renames(struct awp_lint *lint) {
    const struct awp_renames *renames = &lint->cases->renames;
    for (size_t i = 0; i < renames->count; i++) {
        const struct awp_rename *entry = &renames->items[i];
        if (has_id(lint->cases, entry->from)) {
            awp_lint_complain_of_file(lint, NULL, "renamed.json: a case has the former id \"%.*s\"",
                                      AWP_TEXT_ARGS(entry->from));
        }
        if (entry->to.present && !has_id(lint->cases, entry->to.bytes) &&
            (awp_rename_find(renames, entry->to.bytes) == NULL ||
             awp_bytes_equal(entry->to.bytes, entry->from))) {
            awp_lint_complain_of_file(lint, NULL,
                                      "renamed.json: \"%.*s\" was renamed to \"%.*s\", which no "
                                      "case has",
                                      AWP_TEXT_ARGS(entry->from), AWP_TEXT_ARGS(entry->to.bytes));
        }
    }
}

void awp_lint_set(struct awp_lint *lint) {
    static const char *const needed[] = {"flags.json", "renamed.json"};
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        if (!has_file(lint->cases, needed[i])) {
            awp_lint_complain_of_file(lint, NULL, "%s is missing", needed[i]);
        }
    }
    check_clauses(lint);
    check_flags(lint);
    check_renames(lint);
}
