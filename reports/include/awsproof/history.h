/* SPDX-License-Identifier: Apache-2.0 */
/* What runs of the same decoders came to in the course of time, as plain data, and the writers that
 * show it. Knows nothing of decoding, nor of where runs are kept. */
#ifndef AWSPROOF_HISTORY_H
#define AWSPROOF_HISTORY_H

#include "awsproof/diff.h"
#include "awsproof/matrix.h"

/** A run of one decoder. */
struct awp_history_run {
    uint64_t number;                   /* in the store, from 1 */
    struct awp_report_text started_at; /* RFC 3339, UTC */
    struct awp_report_text version;    /* the decoder's */
    struct awp_report_text runtime;    /* its own; may be empty */
    struct awp_report_text suite_version;
    struct awp_report_text cases_sha256;
    struct awp_report_text filter;  /* may be empty */
    struct awp_report_text options; /* may be empty */
    struct awp_report_text seed;    /* of the order of the cases; may be empty */
    struct awp_report_text trouble; /* why it was not judged to the end; empty: it was */
    bool is_partial;                /* it was interrupted */
    struct awp_matrix_sums sums;
};

/** A case that the newest run judged. */
struct awp_history_line {
    struct awp_report_text id;
    enum awp_level level;
    struct awp_report_text flags; /* slugs with blanks between; empty where no report says */
    struct awp_diff_side before;  /* when it was judged last, at the run that is compared with, or
                                     before that; not there: it never was */
    struct awp_diff_side after;
    uint64_t before_run; /* the number of the run of `before` */
};

/** How a line's sides differ. */
enum awp_history_kind {
    AWP_HISTORY_NEWLY_FAILING,   /* it passed */
    AWP_HISTORY_NEWLY_PASSING,   /* it failed */
    AWP_HISTORY_FAILS_OTHERWISE, /* it failed, by another verdict or class */
    AWP_HISTORY_NEW,             /* it was never judged before */
    AWP_HISTORY_SAME,
    AWP_HISTORY_KIND_COUNT
};

/** A case that did not always come out the same for one version of the decoder and one set of
 * cases, or of which a run said so. */
struct awp_history_flaky {
    struct awp_report_text id;
    struct awp_report_text version;
    struct awp_report_text cases_sha256;
    size_t seen[AWP_VERDICT_COUNT]; /* runs by what was seen */
    bool has_other_options;         /* these runs were not all run in the same way */
};

/** A decoder. */
struct awp_history_testee {
    struct awp_report_text name;
    const struct awp_history_run *runs; /* the oldest first; one at least */
    size_t run_count;
    size_t base;      /* the run that the newest is compared with; run_count: none */
    size_t first;     /* the first run that is to be shown */
    size_t not_asked; /* cases that were judged up to the base, and not in the newest run */
    const struct awp_history_line *lines; /* by id; none where there is no base */
    size_t line_count;
    const struct awp_history_flaky *flaky; /* by id */
    size_t flaky_count;
};

/** A history. */
struct awp_history {
    struct awp_report_text store; /* its file */
    struct awp_report_text
        since; /* what the newest runs are compared with; empty: the run before */
    const struct awp_history_testee *testees; /* by name */
    size_t testee_count;
};

/** The kind of a line. */
enum awp_history_kind awp_history_kind(const struct awp_history_line *line);

/** "newly failing", ... */
const char *awp_history_kind_name(enum awp_history_kind kind);

/** How many lines of each kind a decoder has; of those that are new, `*new_failing` fail. */
void awp_history_count(const struct awp_history_testee *testee,
                       size_t counts[AWP_HISTORY_KIND_COUNT], size_t *new_failing);

/** How many cases fail newly, of all decoders. */
size_t awp_history_newly_failing(const struct awp_history *history);

/** The first decoder of which the newest run judged nothing, though there is one to compare it
 * with; NULL: there is none. */
const struct awp_history_testee *awp_history_mute(const struct awp_history *history);

/** How a history is shown: "text", "markdown", "jsonl", "html". `shows_all`: nothing is left out
 * for want of room. */
struct awp_history_writer {
    const char *name;
    void (*write)(FILE *out, const struct awp_history *history, bool shows_all);
};

/** The writer of this name, or NULL. */
const struct awp_history_writer *awp_history_writer_find(const char *name);

#endif
