/* SPDX-License-Identifier: Apache-2.0 */
/* Cases -> docs/TRACEABILITY.md. */
#include <stdlib.h>
#include <string.h>

#include "clause.h"
#include "lint.h"
#include "text.h"

static void write_id(struct awp_buffer *out, const struct awp_case *golden, size_t before) {
    awp_buffer_append_string(out, before > 0 ? ", `" : "`");
    awp_buffer_append(out, golden->id);
    awp_buffer_append_string(out, "`");
}

static size_t write_cases_of_clause(const struct awp_cases *cases, struct awp_bytes clause,
                                    struct awp_buffer *out) {
    size_t count = 0;
    for (size_t i = 0; i < cases->count; i++) {
        if (awp_texts_hold(cases->items[i].rules, clause)) {
            write_id(out, &cases->items[i], count++);
        }
    }
    return count;
}

static struct awp_bytes finish(struct awp_buffer *out) {
    struct awp_bytes text = {0};
    awp_need(awp_buffer_finish(out, &text));
    return text;
}

static void write_clauses(const struct awp_cases *cases, struct awp_buffer *out) {
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_clause *clause = &awp_clauses[i];
        struct awp_buffer ids = {.arena = out->arena};
        const size_t count = write_cases_of_clause(cases, clause->id, &ids);
        const struct awp_bytes list = finish(&ids);
        awp_buffer_append(out,
                          awp_text_format(out->arena, "- **%.*s** %s, ", AWP_TEXT_ARGS(clause->id),
                                          awp_level_name(clause->level)));
        if (clause->shown_by.len > 0) {
            awp_buffer_append(out, awp_text_format(out->arena, "no case, but [a test](../%.*s)\n",
                                                   AWP_TEXT_ARGS(clause->shown_by)));
        } else {
            awp_buffer_append(out, awp_text_format(out->arena, "%zu: ", count));
            awp_buffer_append(out, list);
            awp_buffer_append_string(out, "\n");
        }
    }
}

/* A source of a case. */
struct incident {
    struct awp_bytes url;
    const struct awp_case *golden;
};

static int by_url(const void *a, const void *b) {
    const struct incident *one = a;
    const struct incident *two = b;
    const size_t len = one->url.len < two->url.len ? one->url.len : two->url.len;
    const int order = memcmp(one->url.ptr, two->url.ptr, len);
    if (order != 0 || one->url.len != two->url.len) {
        return order != 0 ? order : (one->url.len > two->url.len) - (one->url.len < two->url.len);
    }
    return (one->golden > two->golden) - (one->golden < two->golden);
}

static struct incident *find_incidents(const struct awp_cases *cases, struct awp_arena *arena,
                                       size_t *count) {
    size_t room = 0;
    for (size_t i = 0; i < cases->count; i++) {
        room += cases->items[i].sources.count;
    }
    struct incident *incidents = awp_need_array(arena, room, sizeof(*incidents));
    *count = 0;
    for (size_t i = 0; i < cases->count; i++) {
        const struct awp_texts sources = cases->items[i].sources;
        for (size_t j = 0; j < sources.count; j++) {
            if (!awp_bytes_equal(sources.items[j], AWP_BYTES("spec"))) {
                incidents[(*count)++] = (struct incident){sources.items[j], &cases->items[i]};
            }
        }
    }
    qsort(incidents, *count, sizeof(*incidents), by_url);
    return incidents;
}

static void write_incidents(const struct awp_cases *cases, struct awp_buffer *out) {
    size_t count;
    const struct incident *incidents = find_incidents(cases, out->arena, &count);
    for (size_t i = 0; i < count; i++) {
        const bool is_new = i == 0 || !awp_bytes_equal(incidents[i - 1].url, incidents[i].url);
        if (is_new) {
            awp_buffer_append(out, awp_text_format(out->arena, "%s- <%.*s>: ", i > 0 ? "\n" : "",
                                                   AWP_TEXT_ARGS(incidents[i].url)));
        }
        write_id(out, incidents[i].golden, !is_new);
    }
    awp_buffer_append_string(out, "\n");
}

static void write_cases(const struct awp_cases *cases, struct awp_buffer *out) {
    for (size_t i = 0; i < cases->count; i++) {
        const struct awp_case *golden = &cases->items[i];
        if (i == 0 || !awp_bytes_equal(cases->items[i - 1].topic, golden->topic)) {
            awp_buffer_append(out, awp_text_format(out->arena, "%s### %.*s\n\n", i > 0 ? "\n" : "",
                                                   AWP_TEXT_ARGS(golden->topic)));
        }
        awp_buffer_append_string(out, "- ");
        write_id(out, golden, 0);
        awp_buffer_append(out, awp_text_format(out->arena, " %s:", awp_level_name(golden->level)));
        for (size_t j = 0; j < golden->rules.count; j++) {
            awp_buffer_append_string(out, " ");
            awp_buffer_append(out, golden->rules.items[j]);
        }
        awp_buffer_append_string(out, "\n");
    }
}

struct awp_bytes awp_lint_traceability(const struct awp_cases *cases, struct awp_arena *arena) {
    struct awp_buffer out = {.arena = arena};
    awp_buffer_append_string(
        &out,
        "# Traceability\n\n"
        "Made by `awsproof lint --fix` from docs/SPEC.md and conformance/cases; not edited by "
        "hand.\n\n"
        "## From a clause to its cases\n\n");
    write_clauses(cases, &out);
    awp_buffer_append_string(&out, "\n## From an incident to its cases\n\n");
    write_incidents(cases, &out);
    awp_buffer_append_string(&out, "\n## From a case to its clauses\n\n");
    write_cases(cases, &out);
    return finish(&out);
}
