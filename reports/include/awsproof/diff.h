/* SPDX-License-Identifier: Apache-2.0 */
/* How two reports differ, as plain data, and the writers that show it. */
#ifndef AWSPROOF_DIFF_H
#define AWSPROOF_DIFF_H

#include "awsproof/report.h"

/** What a report says of a case. */
struct awp_diff_side {
    bool is_there;
    enum awp_verdict verdict;
    struct awp_report_text failure; /* the class of a failure; else empty */
    struct awp_report_text choice;  /* the alternative that a pass chose; else empty */
};

/** How the two sides differ. */
enum awp_diff_kind {
    AWP_DIFF_CHANGED,
    AWP_DIFF_ADDED,
    AWP_DIFF_REMOVED,
    AWP_DIFF_UNCHANGED,
    AWP_DIFF_KIND_COUNT
};

/** Which way a change goes. */
enum awp_diff_way { AWP_DIFF_NEITHER, AWP_DIFF_WORSE, AWP_DIFF_BETTER, AWP_DIFF_WAY_COUNT };

/** A case; it is there on one side at least. */
struct awp_diff_line {
    struct awp_report_text id;
    struct awp_diff_side before;
    struct awp_diff_side after;
};

/** A decoder, and its cases on both sides. */
struct awp_diff_testee {
    struct awp_report_text key;    /* empty: the reports are of one decoder each */
    struct awp_report_text before; /* its name and version: "botocore 1.44.5" */
    struct awp_report_text after;
    bool is_in_old;
    bool is_in_new;
    const struct awp_diff_line *lines;
    size_t line_count;
};

/** Two reports, held against each other. */
struct awp_diff {
    struct awp_report_text old_path;
    struct awp_report_text new_path;
    struct awp_report_text old_cases; /* the SHA-256 of the cases */
    struct awp_report_text new_cases;
    const struct awp_diff_testee *testees;
    size_t testee_count;
};

/** Counts of lines. */
struct awp_diff_sums {
    size_t kinds[AWP_DIFF_KIND_COUNT];
    size_t ways[AWP_DIFF_KIND_COUNT][AWP_DIFF_WAY_COUNT];
    size_t worse;
};

/** How the sides of a line differ: in being there, in verdict, class or choice. */
enum awp_diff_kind awp_diff_kind(const struct awp_diff_line *line);

/**
 * Worse: a pass that is none any more; a failure that was none, also of a case that was not there;
 * a fault (crash, hang, protocol error) that was a plain failure. A known failure is what it would
 * be if nobody knew it, but is not worse where the case is new. Another class, another alternative
 * or a case that is gone is neither worse nor better.
 */
enum awp_diff_way awp_diff_way(const struct awp_diff_line *line);

/** The sums of a decoder; nothing of one that is on one side alone is worse or better. */
struct awp_diff_sums awp_diff_sum(const struct awp_diff_testee *testee);

/** How a diff is shown: "text" for people at a terminal, "markdown" for a comment at GitHub. */
struct awp_diff_writer {
    const char *name;
    void (*write)(FILE *out, const struct awp_diff *diff, bool shows_all);
};

/** The writer of this name, or NULL. */
const struct awp_diff_writer *awp_diff_writer_find(const char *name);

#endif
