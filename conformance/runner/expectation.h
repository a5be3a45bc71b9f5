/* SPDX-License-Identifier: Apache-2.0 */
/* Expectations: the failures of a decoder that are known, each with its reason, and the run's
 * results held against them (docs/EXPECTATIONS.md). */
#ifndef AWP_RUNNER_EXPECTATION_H
#define AWP_RUNNER_EXPECTATION_H

#include "judge.h"

/** How many cases an entry may match that does not say max=N. */
#define AWP_EXPECTATION_DEFAULT_MAX 20

/** A case that an entry is wrong about, and how. */
struct awp_expectation_remark {
    struct awp_expectation_remark *next;
    struct awp_bytes text;
};

/** An entry of the file. */
struct awp_expectation {
    unsigned line;                    /* in the file, from 1 */
    struct awp_bytes text;            /* the line as it stands */
    const struct awp_bytes *comments; /* the lines of comment directly above it */
    size_t comment_count;

    struct awp_bytes pattern;    /* over ids, `*` being any run */
    enum awp_verdict verdict;    /* FAIL, CRASH, HANG, PROTOCOL_ERROR; FLAKY: it comes and goes */
    struct awp_bytes class_name; /* "*": any */
    struct awp_bytes reason;
    struct awp_bytes place; /* address or finding; empty only where the reason is TODO */
    struct awp_bytes until; /* "2027-01-31", the last day; empty: for ever */
    unsigned max;           /* how many cases it may match; 0: the default */

    size_t matched;   /* cases of the set, and of the run where that has more */
    size_t unclaimed; /* of the run, and unsupported by the testee */
    struct awp_expectation_remark *remarks; /* in the order of the run */
    struct awp_expectation_remark *last_remark;
    bool is_wrong; /* about a case that was judged: it passes, or fails otherwise */
};

/** A result as it was before the expectations were held against it: for the update. */
struct awp_sighting {
    struct awp_sighting *next;
    struct awp_bytes id;
    enum awp_verdict verdict;
    struct awp_bytes class_name;
    struct awp_bytes reason;
    struct awp_expectation *entry; /* that is about the case, or NULL */
};

/** A file of expectations, and what a run made of it. */
struct awp_expectations {
    struct awp_arena *arena; /* holds all of it */
    const char *path;
    struct awp_bytes text;         /* the file as it stands; empty: there is none */
    struct awp_bytes today;        /* "2026-11-22", by which until=DATE is judged */
    bool has_chosen_transport;     /* set before the run: not to be claimed over it is no news */
    bool keeps_sightings;          /* set before the run: there will be an update */
    struct awp_expectation *items; /* in the file's order */
    size_t count;
    const struct awp_bytes *comments; /* lines of comment that belong to no entry */
    size_t comment_count;
    struct awp_sighting *sightings;     /* the last first */
    size_t verdicts[AWP_VERDICT_COUNT]; /* as they came, before they were excused */
    size_t known_failing;               /* results that were excused: not counting the flaky */
    size_t known_flaky;
};

/** Whether a date is one, written 2027-01-31. */
bool awp_expectation_date_is_valid(struct awp_bytes date);

/**
 * Reads a file. `*expectations` has its arena and its `today`; they, `path` and the text outlive
 * it. False after lines `FILE:LINE: reason` on `errors`, one for each line that is no entry.
 */
bool awp_expectations_parse(struct awp_expectations *expectations, const char *path,
                            struct awp_bytes text, FILE *errors);

/** As awp_expectations_parse, of the file at `path`. One that is not there may be taken for empty.
 */
bool awp_expectations_load(struct awp_expectations *expectations, const char *path,
                           bool may_be_missing, FILE *errors);

/**
 * Counts what each entry matches: in all cases of the set, and in the run's. A pattern without `~`
 * is about no variant; one with it is not counted in a run without variants.
 */
void awp_expectations_bind(struct awp_expectations *expectations, const struct awp_cases *cases,
                           const struct awp_case *const *selected, size_t selected_count);

/**
 * Holds a result against the first entry about its case. A failure as listed becomes
 * expected_failure, with the entry's reason; a pass, where a failure is listed, becomes
 * unexpected_pass. Every result of the run is given, once. Texts go to `arena`.
 */
void awp_expectations_judge(struct awp_expectations *expectations, const struct awp_case *golden,
                            struct awp_judgement *judgement, struct awp_arena *arena);

/**
 * Writes what is wrong with the file after a run, as lines `FILE:LINE: reason`: stale, unmatched,
 * over-wide, contradictory, expired and unexplained entries. How many lines.
 */
size_t awp_expectations_check(const struct awp_expectations *expectations,
                              const struct awp_renames *renames, FILE *errors);

/** Whether an entry is about the case of this id. */
bool awp_expectation_matches(const struct awp_expectation *entry, struct awp_bytes id);

/** Whether a failure is the one that an entry lists. */
bool awp_expectation_allows(const struct awp_expectation *entry, enum awp_verdict verdict,
                            struct awp_bytes class_name);

/** Whether the entry's reason is still to be written: it begins with "TODO". */
bool awp_expectation_is_unexplained(const struct awp_expectation *entry);

/**
 * The file as the run's results would have it, in the arena: entries sorted by their patterns,
 * those that are stale or match nothing left out, failures that are not listed added with a reason
 * still to be written; no comment is lost.
 */
struct awp_bytes awp_expectations_updated(const struct awp_expectations *expectations);

/** Why these results are nothing to make a file from, in words; NULL: they are. */
const char *awp_expectations_refusal(const struct awp_expectations *expectations);

#endif
