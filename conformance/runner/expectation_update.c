/* SPDX-License-Identifier: Apache-2.0 */
/* A file of expectations, written anew from what a run saw. */
#include <stdlib.h>
#include <string.h>

#include "expectation.h"
#include "text.h"

/* A line of the new file, with the comments that stand above it. */
struct line {
    struct awp_bytes pattern;
    struct awp_bytes text;
    const struct awp_bytes *comments;
    size_t comment_count;
    size_t order; /* among equal patterns */
};

/* A file that is being written. */
struct update {
    const struct awp_expectations *expectations;
    struct awp_arena *arena;
    struct line *lines;
    size_t count;
};

const char *awp_expectations_refusal(const struct awp_expectations *expectations) {
    static const struct {
        enum awp_verdict verdict;
        const char *reason;
    } refused[] = {
        {AWP_VERDICT_INFRASTRUCTURE, "the testee could not be run"},
        {AWP_VERDICT_NOT_RUN, "the run ended before its end"},
        {AWP_VERDICT_CRASH, "the testee crashed"},
        {AWP_VERDICT_HANG, "the testee hung"},
        {AWP_VERDICT_PROTOCOL_ERROR, "the testee broke the protocol"},
        {AWP_VERDICT_FLAKY, "a case came to different verdicts"},
    };
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        size_t count = expectations->verdicts[refused[i].verdict];
        for (const struct awp_sighting *seen = expectations->sightings; seen != NULL;
             seen = seen->next) {
            /* What somebody has listed by hand is no surprise. */
            count -= seen->verdict == refused[i].verdict && seen->entry != NULL &&
                     awp_expectation_allows(seen->entry, seen->verdict, seen->class_name);
        }
        if (count > 0) {
            return refused[i].reason;
        }
    }
    return NULL;
}

static void add(struct update *update, struct awp_bytes pattern, struct awp_bytes text) {
    update->lines[update->count] =
        (struct line){.pattern = pattern, .text = text, .order = update->count};
    update->count++;
}

static struct awp_bytes until_text(const struct awp_expectation *entry, struct awp_arena *arena) {
    return entry->until.len == 0
               ? (struct awp_bytes){0}
               : awp_text_format(arena, " until=%.*s", AWP_TEXT_ARGS(entry->until));
}

/* A case that an entry listed together with others which are no failures any more. */
static void add_narrowed(struct update *update, const struct awp_sighting *seen) {
    const struct awp_expectation *entry = seen->entry;
    const struct awp_bytes until = until_text(entry, update->arena);
    add(update, seen->id,
        awp_text_format(update->arena, "%.*s %s %.*s # %.*s%s%.*s%.*s", AWP_TEXT_ARGS(seen->id),
                        awp_verdict_name(entry->verdict), AWP_TEXT_ARGS(entry->class_name),
                        AWP_TEXT_ARGS(entry->reason), entry->place.len > 0 ? " " : "",
                        AWP_TEXT_ARGS(entry->place), AWP_TEXT_ARGS(until)));
}

/* The reason without what the testee itself said, which could pass for an address or an option. */
static struct awp_bytes own_words(struct awp_bytes reason) {
    const uint8_t *quote = reason.len == 0 ? NULL : memchr(reason.ptr, '"', reason.len);
    if (quote != NULL) {
        reason.len = (size_t)(quote - reason.ptr);
    }
    while (reason.len > 0 &&
           (reason.ptr[reason.len - 1] == ' ' || reason.ptr[reason.len - 1] == ':')) {
        reason.len--;
    }
    return reason;
}

/* A failure that no entry lists: its reason is for somebody to write. */
static void add_unexplained(struct update *update, const struct awp_sighting *seen) {
    const struct awp_bytes reason = own_words(seen->reason);
    add(update, seen->id,
        awp_text_format(update->arena, "%.*s %s %.*s # TODO %.*s", AWP_TEXT_ARGS(seen->id),
                        awp_verdict_name(seen->verdict), AWP_TEXT_ARGS(seen->class_name),
                        AWP_TEXT_ARGS(reason)));
}

static bool is_failure(const struct awp_sighting *seen) { return seen->class_name.len > 0; }

static bool is_listed(const struct awp_sighting *seen) {
    return seen->entry != NULL &&
           awp_expectation_allows(seen->entry, seen->verdict, seen->class_name);
}

/* An entry stays as it is unless it is wrong about a case, or about none that is there. */
static bool stays(const struct awp_expectation *entry) {
    const bool is_about_cases = entry->matched > entry->unclaimed ||
                                memchr(entry->pattern.ptr, '~', entry->pattern.len) != NULL;
    return is_about_cases && !entry->is_wrong;
}

static void add_sightings(struct update *update) {
    for (const struct awp_sighting *seen = update->expectations->sightings; seen != NULL;
         seen = seen->next) {
        if (!is_failure(seen)) {
            continue;
        }
        if (!is_listed(seen)) {
            add_unexplained(update, seen);
        } else if (!stays(seen->entry)) {
            add_narrowed(update, seen);
        }
    }
}

static void add_entries(struct update *update) {
    for (size_t i = 0; i < update->expectations->count; i++) {
        const struct awp_expectation *entry = &update->expectations->items[i];
        if (stays(entry)) {
            add(update, entry->pattern, entry->text);
            update->lines[update->count - 1].comments = entry->comments;
            update->lines[update->count - 1].comment_count = entry->comment_count;
        }
    }
}

static int compare_lines(const void *a, const void *b) {
    const struct line *first = a;
    const struct line *second = b;
    const size_t len =
        first->pattern.len < second->pattern.len ? first->pattern.len : second->pattern.len;
    const int order = memcmp(first->pattern.ptr, second->pattern.ptr, len);
    if (order != 0) {
        return order;
    }
    if (first->pattern.len != second->pattern.len) {
        return first->pattern.len < second->pattern.len ? -1 : 1;
    }
    return first->order < second->order ? -1 : 1;
}

static void write_line(struct awp_buffer *out, struct awp_bytes text) {
    awp_buffer_append(out, text);
    awp_buffer_append_string(out, "\n");
}

static void write_comments(struct awp_buffer *out, const struct awp_bytes *comments, size_t count) {
    for (size_t i = 0; i < count; i++) {
        write_line(out, comments[i]);
    }
}

/* The comments that head the file: those that belong to no entry, or to one that goes. */
static void write_head(const struct awp_expectations *expectations, bool is_all,
                       struct awp_buffer *out) {
    write_comments(out, expectations->comments, expectations->comment_count);
    for (size_t i = 0; i < expectations->count; i++) {
        if (!stays(&expectations->items[i])) {
            write_comments(out, expectations->items[i].comments,
                           expectations->items[i].comment_count);
        }
    }
    if (out->len > 0 && !is_all) {
        awp_buffer_append_string(out, "\n");
    }
}

static size_t most_lines(const struct awp_expectations *expectations) {
    size_t count = expectations->count;
    for (const struct awp_sighting *seen = expectations->sightings; seen != NULL;
         seen = seen->next) {
        count++;
    }
    return count;
}

struct awp_bytes awp_expectations_updated(const struct awp_expectations *expectations) {
    struct awp_arena *arena = expectations->arena;
    struct update update = {
        .expectations = expectations,
        .arena = arena,
        .lines = awp_need_array(arena, most_lines(expectations), sizeof(*update.lines)),
    };
    struct awp_buffer out = {.arena = arena};
    struct awp_bytes text = {0};
    add_entries(&update);
    add_sightings(&update);
    if (update.count > 1) {
        qsort(update.lines, update.count, sizeof(*update.lines), compare_lines);
    }
    write_head(expectations, update.count == 0, &out);
    for (size_t i = 0; i < update.count; i++) {
        write_comments(&out, update.lines[i].comments, update.lines[i].comment_count);
        write_line(&out, update.lines[i].text);
    }
    awp_need(awp_buffer_finish(&out, &text));
    return text;
}
