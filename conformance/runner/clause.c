/* SPDX-License-Identifier: Apache-2.0 */
/* Ids -> clauses of docs/SPEC.md, taken into the binary when it is built. */
#include "clause.h"

#include <string.h>

const struct awp_clause *awp_clause_find(struct awp_bytes id) {
    for (size_t i = 0; i < awp_clause_count; i++) {
        if (awp_bytes_equal(awp_clauses[i].id, id)) {
            return &awp_clauses[i];
        }
    }
    return NULL;
}

const struct awp_rule *awp_rule_of(struct awp_bytes id) {
    for (size_t i = 0; i < awp_rule_count; i++) {
        const struct awp_bytes rule = awp_rules[i].id;
        if (id.len >= rule.len && memcmp(id.ptr, rule.ptr, rule.len) == 0 &&
            (id.len == rule.len || id.ptr[rule.len] == '.')) {
            return &awp_rules[i];
        }
    }
    return NULL;
}

bool awp_clause_is_rule(struct awp_bytes id) {
    for (size_t i = 0; i < awp_clause_count; i++) {
        const struct awp_bytes clause = awp_clauses[i].id;
        if (clause.len > id.len && clause.ptr[id.len] == '.' &&
            memcmp(clause.ptr, id.ptr, id.len) == 0) {
            return true;
        }
    }
    return false;
}
