/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of golden cases beyond what their format demands: one function a group of checks. */
#ifndef AWP_LINT_LINT_H
#define AWP_LINT_LINT_H

#include "case.h"

/** A lint that is under way. */
struct awp_lint {
    const struct awp_cases *cases;
    struct awp_arena *arena;
    FILE *errors; /* complaints: `FILE:LINE: reason` */
    size_t count; /* of them */
};

/** Complains of a case, in one line. */
void awp_lint_complain(struct awp_lint *lint, const struct awp_case *golden, const char *format,
                       ...) __attribute__((format(printf, 3, 4)));

/** Complains of a file, or of the whole set where `file` is NULL. */
void awp_lint_complain_of_file(struct awp_lint *lint, const struct awp_case_text *file,
                               const char *format, ...) __attribute__((format(printf, 3, 4)));

/**
 * Each case by itself: it names clauses, not rules; its level is one that a clause of it has, and
 * no stricter one; a MAY names what else was seen; it has a flag; its title and reason are prose.
 */
void awp_lint_each(struct awp_lint *lint);

/** Cases against one another: no two with the same input, title or reason. */
void awp_lint_pairs(struct awp_lint *lint);

/**
 * The whole set: flags.json and renamed.json are there; each clause has a case, each flag too; what
 * was renamed is gone, and what it was renamed to is there.
 */
void awp_lint_set(struct awp_lint *lint);

/** The canonical text of a file that was loaded. */
struct awp_bytes awp_lint_canonical(const struct awp_case_text *file, struct awp_arena *arena);

/**
 * manifest.json as it should be: the version as it stands in the present one, the counts as they
 * are. False: the present one has no version (semver); it was complained of.
 */
bool awp_lint_manifest(struct awp_lint *lint, struct awp_bytes *text);

/** docs/TRACEABILITY.md: clause to cases, incident to cases, case to clauses. */
struct awp_bytes awp_lint_traceability(const struct awp_cases *cases, struct awp_arena *arena);

#endif
