/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the cases a command is about: patterns over ids, levels, flags, tags, rules. */
#ifndef AWP_RUNNER_FILTER_H
#define AWP_RUNNER_FILTER_H

#include "case.h"

/** What to select. An empty list selects everything; several kinds narrow each other. */
struct awp_filter {
    struct awp_texts patterns; /* globs (awp_text_glob) over ids; with a `/` over TOPIC/ID */
    struct awp_texts levels;   /* "must", "should", "may" */
    struct awp_texts flags;
    struct awp_texts tags;
    struct awp_texts rules; /* "R5", being all its clauses, or a clause: "R5.2" */
};

/**
 * Puts the selected cases into `*selected`, in order, in the arena. False after one line on
 * `errors` that names what selects nothing: each pattern, level, flag, tag and rule must match a
 * case by itself, and together they must leave one. Of an id that was renamed it says so.
 */
bool awp_filter_select(const struct awp_filter *filter, const struct awp_cases *cases,
                       struct awp_arena *arena, FILE *errors,
                       const struct awp_case *const **selected, size_t *count);

/** The filter as one text, for reports: patterns, then level:L, flag:F, tag:T and rule:R, joined by
 * blanks.
 */
struct awp_bytes awp_filter_text(const struct awp_filter *filter, struct awp_arena *arena);

#endif
