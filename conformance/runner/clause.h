/* SPDX-License-Identifier: Apache-2.0 */
/* The clauses of docs/SPEC.md, taken into the binary when it is built. */
#ifndef AWP_RUNNER_CLAUSE_H
#define AWP_RUNNER_CLAUSE_H

#include "awsproof/bytes.h"
#include "awsproof/report.h"

/** A rule: a heading of the specification, with its clauses below it. */
struct awp_rule {
    struct awp_bytes id; /* "R5" */
    struct awp_bytes title;
};

/** All rules, in the specification's order. */
extern const struct awp_rule awp_rules[];
extern const size_t awp_rule_count;

/** A clause: one line of the specification. */
struct awp_clause {
    struct awp_bytes id; /* "R5.2" */
    enum awp_level level;
    struct awp_bytes text;
    struct awp_bytes shown_by; /* the test that shows it, where no case can; else empty */
};

/** All clauses, in the specification's order. */
extern const struct awp_clause awp_clauses[];
extern const size_t awp_clause_count;

/** The clause of this id, or NULL. */
const struct awp_clause *awp_clause_find(struct awp_bytes id);

/** The rule of this id, or of the clause of this id; NULL: there is none. */
const struct awp_rule *awp_rule_of(struct awp_bytes id);

/** Whether this is a rule's id: "R5", the part of a clause's id before its point. */
bool awp_clause_is_rule(struct awp_bytes id);

#endif
