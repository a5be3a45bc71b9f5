/* SPDX-License-Identifier: Apache-2.0 */
/* The names that the decoder's branches hang on, out of the shape tables. */
#ifndef AWSPROOF_MUTATORS_WORDS_H
#define AWSPROOF_MUTATORS_WORDS_H

#include "awsproof/bytes.h"
#include "dice.h"
#include "draft.h"

struct awp_word_list {
    const struct awp_bytes *words;
    size_t count; /* at least 1 */
};

/** Of all operations that the library brings; written by the tool `dictionary`. */
struct awp_words {
    struct awp_word_list errors;     /* names and query codes of modeled errors */
    struct awp_word_list members;    /* of structures, as JSON and XML name them */
    struct awp_word_list elements;   /* of lists, and the wrapper that awsQuery puts around */
    struct awp_word_list operations; /* "InviteMembers" */
};

extern const struct awp_words awp_shape_words;

/** One of the list. */
struct awp_bytes awp_words_pick(struct awp_dice *dice, struct awp_word_list list);

/** Any name of the tables. */
struct awp_bytes awp_words_any(struct awp_dice *dice);

/** The name that a member of an error or of a response may have, or one that looks like it. */
struct awp_bytes awp_words_member(struct awp_dice *dice);

/** Appends a code: one of the operation's, or near one; `decorated` as services do (`ns#Code:uri`).
 */
void awp_words_code(struct awp_dice *dice, bool decorated, struct awp_draft *out);

#endif
