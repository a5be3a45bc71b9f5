/* SPDX-License-Identifier: Apache-2.0 */
/* Disagreements of two parsers, held against the table of those that are known. */
#ifndef AWP_SECOND_OPINION_TALLY_H
#define AWP_SECOND_OPINION_TALLY_H

#include "texts.h"

/** How two parsers differ about a text. */
enum awp_disagreement_kind {
    AWP_AGREED,
    AWP_ONLY_OURS_ACCEPTS,
    AWP_ONLY_OTHER_ACCEPTS,
    AWP_TREES_DIFFER /* both accept, and read different things */
};

/** What both said of a text. `facts` is what the other parser tells beside yes and no. */
struct awp_opinion {
    struct awp_bytes text;
    enum awp_disagreement_kind kind;
    const char *our_reason;   /* of a refusal, else NULL */
    const char *other_reason; /* likewise; of two trees: what differs */
    const void *facts;
};

/** A known disagreement. It `applies` by what is in the text, never by what we said of it. */
struct awp_disagreement {
    const char *name;
    enum awp_disagreement_kind kind;
    bool (*applies)(const struct awp_opinion *opinion);
    const char *reason;
};

#define AWP_TALLY_MAX_ROWS 32

/** The count of a whole comparison. */
struct awp_tally {
    const struct awp_disagreement *rows;
    size_t row_count;
    FILE *out;                       /* what no row covers is printed there; NULL: nowhere */
    size_t seen[AWP_TALLY_MAX_ROWS]; /* texts, by the first row that applies */
    size_t agreed_accepted;
    size_t agreed_refused;
    size_t unlisted;
};

/** Counts an opinion; the first 20 that no row covers are printed. */
void awp_tally_count(struct awp_tally *tally, const struct awp_opinion *opinion,
                     const struct awp_text_origin *origin);

/** Prints the sums, and each row that nothing needed. How many of those there are. */
size_t awp_tally_report(const struct awp_tally *tally, const char *what);

#endif
