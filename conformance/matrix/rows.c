/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a matrix: the cases of a run, grouped by the first rule that each rests on. */
#include "rows.h"

#include <assert.h>
#include <stdlib.h>

#include "clause.h"
#include "place.h"
#include "result.h"
#include "text.h"

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

static void take_rules(struct awp_matrix_rows *rows, struct awp_arena *arena) {
    struct awp_matrix_rule *rules = awp_need_array(arena, awp_rule_count, sizeof(*rules));
    for (size_t i = 0; i < awp_rule_count; i++) {
        rules[i] = (struct awp_matrix_rule){.id = awp_report_text_of(awp_rules[i].id),
                                            .title = awp_report_text_of(awp_rules[i].title)};
        take_clauses(&rules[i], awp_rules[i].id, arena);
    }
    rows->rules = rules;
    rows->rule_count = awp_rule_count;
}

/* "../../conformance/cases/json-size.json#L12"; empty where there is no such file here. */
static struct awp_bytes link_of(const struct awp_case *golden, const char *out,
                                struct awp_arena *arena) {
    char *path = realpath(awp_text_cstring(arena, golden->file), NULL);
    struct awp_bytes way = {0};
    if (path != NULL) {
        way = awp_matrix_way(out, path, arena);
        free(path);
    }
    return way.len == 0 ? way
                        : awp_text_format(arena, "%.*s#L%u", AWP_TEXT_ARGS(way), golden->line);
}

static struct awp_matrix_case row_of(const struct awp_case *golden, size_t rule, const char *out,
                                     struct awp_arena *arena) {
    struct awp_report_text *ids = awp_need_array(arena, golden->rules.count, sizeof(*ids));
    for (size_t i = 0; i < golden->rules.count; i++) {
        ids[i] = awp_report_text_of(golden->rules.items[i]);
    }
    return (struct awp_matrix_case){
        .id = awp_report_text_of(golden->id),
        .title = awp_report_text_of(golden->title),
        .level = golden->level,
        .rules = ids,
        .rule_count = golden->rules.count,
        .file = awp_report_text_of(golden->file),
        .line = golden->line,
        .link = awp_report_text_of(link_of(golden, out, arena)),
        .rule = rule,
    };
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
    *rows = (struct awp_matrix_rows){.cases = items, .row_of = places};
    take_rules(rows, arena);
    for (size_t rule = 0; rule < rows->rule_count; rule++) {
        for (size_t i = 0; i < count; i++) {
            if (rule_of(cases[i]) == rule) {
                places[i] = rows->count;
                items[rows->count++] = row_of(cases[i], rule, out, arena);
            }
        }
    }
}
