/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a matrix: the cases of a run, grouped by the first rule that each rests on. */
#include "rows.h"

#include <assert.h>

#include "clause.h"
#include "place.h"
#include "result.h"
#include "text.h"

/* The most that is kept of an input, and of what is expected of it. */
enum { INPUT_BYTES = 2048, WANT_BYTES = 2048 };

static void take_clauses(struct awp_matrix_rule *rule, struct awp_bytes id,
                         struct awp_arena *arena) {
    struct awp_matrix_clause *clauses = awp_need_array(arena, awp_clause_count, sizeof(*clauses));
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_clause *clause = &awp_clauses[i];
        if (awp_bytes_equal(awp_rule_of(clause->id)->id, id)) {
            clauses[rule->clause_count++] =
                (struct awp_matrix_clause){.id = awp_report_text_of(clause->id),
                                           .level = clause->level,
                                           .text = awp_report_text_of(clause->text)};
        }
    }
    rule->clauses = clauses;
}

const struct awp_matrix_rule *awp_matrix_rules(struct awp_arena *arena) {
    struct awp_matrix_rule *rules = awp_need_array(arena, awp_rule_count, sizeof(*rules));
    for (size_t i = 0; i < awp_rule_count; i++) {
        rules[i] = (struct awp_matrix_rule){.id = awp_report_text_of(awp_rules[i].id),
                                            .title = awp_report_text_of(awp_rules[i].title)};
        take_clauses(&rules[i], awp_rules[i].id, arena);
    }
    return rules;
}

/* At most so much of a text, in the arena. */
static struct awp_report_text keep(struct awp_report_text text, size_t max_bytes,
                                   struct awp_arena *arena) {
    struct awp_bytes kept = {(const uint8_t *)text.ptr, text.len};
    kept.len = kept.len > max_bytes ? max_bytes : kept.len;
    awp_need(awp_arena_copy(arena, kept, &kept));
    return awp_report_text_of(kept);
}

/* Input and expected outcome as a run's reports have them; a body may be large, and goes again. */
static void take_input(struct awp_matrix_case *row, const struct awp_case *golden,
                       struct awp_arena *arena) {
    static const struct awp_judgement none = {.verdict = AWP_VERDICT_PASS};
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_result_source source = {
        .golden = golden, .judgement = &none, .body = awp_body_make(&golden->body, scratch)};
    const struct awp_report_result result = awp_result_make(&source, scratch);
    row->input = keep(result.input, INPUT_BYTES, arena);
    row->input_bytes = result.input.len;
    row->want = keep(result.want, WANT_BYTES, arena);
    awp_arena_destroy(scratch);
}

static const struct awp_report_text *texts_of(struct awp_texts texts, struct awp_arena *arena) {
    struct awp_report_text *items = awp_need_array(arena, texts.count, sizeof(*items));
    for (size_t i = 0; i < texts.count; i++) {
        items[i] = awp_report_text_of(texts.items[i]);
    }
    return items;
}

static struct awp_matrix_case row_of(const struct awp_case *golden, size_t rule, const char *out,
                                     struct awp_arena *arena) {
    struct awp_matrix_case row = {
        .id = awp_report_text_of(golden->id),
        .title = awp_report_text_of(golden->title),
        .level = golden->level,
        .rules = texts_of(golden->rules, arena),
        .rule_count = golden->rules.count,
        .why = awp_report_text_of(golden->why),
        .sources = texts_of(golden->sources, arena),
        .source_count = golden->sources.count,
        .flags = texts_of(golden->flags, arena),
        .flag_count = golden->flags.count,
        .file = awp_report_text_of(golden->file),
        .line = golden->line,
        .link = awp_report_text_of(awp_matrix_link(out, golden->file, golden->line, arena)),
        .rule = rule,
    };
    take_input(&row, golden, arena);
    return row;
}

static size_t rule_of(const struct awp_case *golden) {
    const struct awp_rule *rule = awp_rule_of(golden->rules.items[0]);
    assert(rule != NULL && "a case names rules that there are, at least one");
    return (size_t)(rule - awp_rules);
}

void awp_matrix_rows_make(const struct awp_case *const *cases, size_t count, const char *out,
                          struct awp_arena *arena, struct awp_matrix_rows *rows) {
    struct awp_matrix_case *items = awp_need_array(arena, count, sizeof(*items));
    size_t *places = awp_need_array(arena, count, sizeof(*places));
    *rows = (struct awp_matrix_rows){.rules = awp_matrix_rules(arena),
                                     .rule_count = awp_rule_count,
                                     .cases = items,
                                     .row_of = places};
    for (size_t rule = 0; rule < rows->rule_count; rule++) {
        for (size_t i = 0; i < count; i++) {
            if (rule_of(cases[i]) == rule) {
                places[i] = rows->count;
                items[rows->count++] = row_of(cases[i], rule, out, arena);
            }
        }
    }
}
