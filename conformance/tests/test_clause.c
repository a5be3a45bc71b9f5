/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/clause.c: the specification's clauses as they came into the binary. */
#include <criterion/criterion.h>

#include "clause.h"

Test(clause, knows_clauses_and_rules_and_tells_them_apart) {
    const struct awp_clause *clause = awp_clause_find(AWP_BYTES("R5.4"));
    cr_assert_not_null(clause);
    cr_assert_eq(clause->level, AWP_LEVEL_MAY);
    cr_assert_gt(clause->text.len, 20);
    cr_assert_eq(clause->shown_by.len, 0);
    cr_assert_null(awp_clause_find(AWP_BYTES("R5")));
    cr_assert(awp_clause_is_rule(AWP_BYTES("R5")));
    cr_assert_not(awp_clause_is_rule(AWP_BYTES("R5.4")));
    cr_assert_not(awp_clause_is_rule(AWP_BYTES("R")));
    cr_assert_not(awp_clause_is_rule(AWP_BYTES("")));
}

Test(clause, has_each_once_and_says_what_shows_it_elsewhere) {
    cr_assert_geq(awp_clause_count, 70);
    for (size_t i = 0; i < awp_clause_count; i++) {
        cr_expect_eq(awp_clause_find(awp_clauses[i].id), &awp_clauses[i]);
    }
    cr_assert_gt(awp_clause_find(AWP_BYTES("D5.2"))->shown_by.len, 0);
}

Test(clause, each_belongs_to_a_rule_that_has_a_title) {
    cr_assert_geq(awp_rule_count, 25);
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_rule *rule = awp_rule_of(awp_clauses[i].id);
        cr_assert_not_null(rule);
        cr_expect_gt(rule->title.len, 3);
        cr_expect_eq(awp_rule_of(rule->id), rule);
    }
    cr_assert(awp_bytes_equal(awp_rule_of(AWP_BYTES("R12.3"))->id, AWP_BYTES("R12")));
    cr_assert(awp_bytes_equal(awp_rule_of(AWP_BYTES("R1"))->title, AWP_BYTES("The input")));
    cr_assert_null(awp_rule_of(AWP_BYTES("R")));
    cr_assert_null(awp_rule_of(AWP_BYTES("R99")));
    cr_assert_null(awp_rule_of(AWP_BYTES("")));
}
