/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the cases a command is about: patterns over ids, levels, flags, tags, rules. */
#include "filter.h"

#include <string.h>

#include "text.h"

typedef bool criterion_match(struct awp_bytes wanted, const struct awp_case *golden);

/* A pattern with a `/` is about TOPIC/ID. */
static bool matches_id(struct awp_bytes wanted, const struct awp_case *golden) {
    const uint8_t *slash = wanted.len == 0 ? NULL : memchr(wanted.ptr, '/', wanted.len);
    if (slash == NULL) {
        return awp_text_glob(wanted, golden->id);
    }
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    const bool matched =
        awp_text_glob(wanted, awp_text_format(scratch, "%.*s/%.*s", AWP_TEXT_ARGS(golden->topic),
                                              AWP_TEXT_ARGS(golden->id)));
    awp_arena_destroy(scratch);
    return matched;
}

static bool matches_level(struct awp_bytes wanted, const struct awp_case *golden) {
    return awp_bytes_equal(wanted, awp_bytes_of_string(awp_level_name(golden->level)));
}

static bool matches_flag(struct awp_bytes wanted, const struct awp_case *golden) {
    return awp_texts_hold(golden->flags, wanted);
}

static bool matches_tag(struct awp_bytes wanted, const struct awp_case *golden) {
    return awp_texts_hold(golden->tags, wanted);
}

/* A rule is all of its clauses: R5 is R5.1, R5.2, ... */
static bool matches_rule(struct awp_bytes wanted, const struct awp_case *golden) {
    for (size_t i = 0; i < golden->rules.count; i++) {
        const struct awp_bytes rule = golden->rules.items[i];
        const bool begins = rule.len >= wanted.len && memcmp(rule.ptr, wanted.ptr, wanted.len) == 0;
        if (begins && (rule.len == wanted.len || rule.ptr[wanted.len] == '.')) {
            return true;
        }
    }
    return false;
}

#define CRITERIA 5
static const struct {
    const char *name;   /* in messages */
    const char *prefix; /* in awp_filter_text */
    criterion_match *matches;
} criteria[CRITERIA] = {{"pattern", "", matches_id},
                        {"level", "level:", matches_level},
                        {"flag", "flag:", matches_flag},
                        {"tag", "tag:", matches_tag},
                        {"rule", "rule:", matches_rule}};

static struct awp_texts wanted_of(const struct awp_filter *filter, size_t criterion) {
    const struct awp_texts all[CRITERIA] = {filter->patterns, filter->levels, filter->flags,
                                            filter->tags, filter->rules};
    return all[criterion];
}

static bool check_wanted(size_t criterion, struct awp_bytes wanted, const struct awp_cases *cases,
                         struct awp_arena *arena, FILE *errors) {
    for (size_t i = 0; i < cases->count; i++) {
        if (criteria[criterion].matches(wanted, &cases->items[i])) {
            return true;
        }
    }
    const struct awp_bytes quoted = awp_text_quoted(arena, wanted);
    const struct awp_bytes hint =
        criterion == 0 ? awp_rename_hint(&cases->renames, wanted, arena) : (struct awp_bytes){0};
    fprintf(errors, "awsproof: the %s %.*s matches no case%s%.*s\n", criteria[criterion].name,
            AWP_TEXT_ARGS(quoted), hint.len > 0 ? ": " : "", AWP_TEXT_ARGS(hint));
    return false;
}

static bool passes(const struct awp_filter *filter, const struct awp_case *golden) {
    for (size_t criterion = 0; criterion < CRITERIA; criterion++) {
        const struct awp_texts wanted = wanted_of(filter, criterion);
        bool matched = wanted.count == 0;
        for (size_t i = 0; i < wanted.count && !matched; i++) {
            matched = criteria[criterion].matches(wanted.items[i], golden);
        }
        if (!matched) {
            return false;
        }
    }
    return true;
}

bool awp_filter_select(const struct awp_filter *filter, const struct awp_cases *cases,
                       struct awp_arena *arena, FILE *errors,
                       const struct awp_case *const **selected, size_t *count) {
    bool good = true;
    for (size_t criterion = 0; criterion < CRITERIA; criterion++) {
        const struct awp_texts wanted = wanted_of(filter, criterion);
        for (size_t i = 0; i < wanted.count; i++) {
            good = check_wanted(criterion, wanted.items[i], cases, arena, errors) && good;
        }
    }
    if (!good) {
        return false;
    }
    const struct awp_case **items = awp_need_array(arena, cases->count, sizeof(*items));
    *count = 0;
    for (size_t i = 0; i < cases->count; i++) {
        if (passes(filter, &cases->items[i])) {
            items[(*count)++] = &cases->items[i];
        }
    }
    *selected = items;
    if (*count == 0) {
        fprintf(errors, "awsproof: pattern, level, flag, tag and rule together match no case\n");
    }
    return *count > 0;
}

struct awp_bytes awp_filter_text(const struct awp_filter *filter, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    for (size_t criterion = 0; criterion < CRITERIA; criterion++) {
        const struct awp_texts wanted = wanted_of(filter, criterion);
        for (size_t i = 0; i < wanted.count; i++) {
            awp_buffer_append_string(&out, out.len > 0 ? " " : "");
            awp_buffer_append_string(&out, criteria[criterion].prefix);
            awp_buffer_append(&out, wanted.items[i]);
        }
    }
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}
