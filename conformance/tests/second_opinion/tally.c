/* SPDX-License-Identifier: Apache-2.0 */
/* Disagreements of two parsers, held against the table of those that are known. */
#include "tally.h"

#include <assert.h>

#include "text.h"

#define MAX_SHOWN 20

static const char *kind_text(enum awp_disagreement_kind kind) {
    static const char *const texts[] = {
        [AWP_AGREED] = "both agree",
        [AWP_ONLY_OURS_ACCEPTS] = "only ours accepts",
        [AWP_ONLY_OTHER_ACCEPTS] = "only the other accepts",
        [AWP_TREES_DIFFER] = "both accept, the trees differ",
    };
    return texts[kind];
}

static void show(FILE *out, const struct awp_opinion *opinion,
                 const struct awp_text_origin *origin) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    const struct awp_bytes text = awp_text_quoted(arena, opinion->text);
    fprintf(out, "%.*s, %s %zu: %s (ours: %s; other: %s): %.*s\n", AWP_TEXT_ARGS(origin->id),
            origin->alteration, origin->at, kind_text(opinion->kind),
            opinion->our_reason == NULL ? "-" : opinion->our_reason,
            opinion->other_reason == NULL ? "-" : opinion->other_reason, AWP_TEXT_ARGS(text));
    awp_arena_destroy(arena);
}

static void count_disagreement(struct awp_tally *tally, const struct awp_opinion *opinion,
                               const struct awp_text_origin *origin) {
    for (size_t i = 0; i < tally->row_count; i++) {
        if (tally->rows[i].kind == opinion->kind && tally->rows[i].applies(opinion)) {
            tally->seen[i]++;
            return;
        }
    }
    if (tally->unlisted++ < MAX_SHOWN && tally->out != NULL) {
        show(tally->out, opinion, origin);
    }
}

void awp_tally_count(struct awp_tally *tally, const struct awp_opinion *opinion,
                     const struct awp_text_origin *origin) {
    assert(tally->row_count <= AWP_TALLY_MAX_ROWS);
    if (opinion->kind != AWP_AGREED) {
        count_disagreement(tally, opinion, origin);
    } else if (opinion->our_reason == NULL) {
        tally->agreed_accepted++;
    } else {
        tally->agreed_refused++;
    }
}

size_t awp_tally_report(const struct awp_tally *tally, const char *what) {
    size_t unneeded = 0;
    fprintf(stderr, "%s: both accept %zu texts, both refuse %zu; unlisted disagreements %zu\n",
            what, tally->agreed_accepted, tally->agreed_refused, tally->unlisted);
    for (size_t i = 0; i < tally->row_count; i++) {
        fprintf(stderr, "  %6zu %s: %s (%s)\n", tally->seen[i], tally->rows[i].name,
                tally->rows[i].reason, kind_text(tally->rows[i].kind));
        unneeded += tally->seen[i] == 0;
    }
    return unneeded;
}
