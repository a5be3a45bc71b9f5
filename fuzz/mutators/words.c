/* SPDX-License-Identifier: Apache-2.0 */
/* The names that the decoder's branches hang on: how one of them is drawn. */
#include "words.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct awp_bytes awp_words_pick(struct awp_dice *dice, struct awp_word_list list) {
    return list.words[awp_dice_below(dice, list.count)];
}

struct awp_bytes awp_words_any(struct awp_dice *dice) {
    const struct awp_word_list lists[] = {awp_shape_words.errors, awp_shape_words.members,
                                          awp_shape_words.elements, awp_shape_words.operations};
    return awp_words_pick(dice, lists[awp_dice_below(dice, COUNT(lists))]);
}

struct awp_bytes awp_words_member(struct awp_dice *dice) {
    static const struct awp_bytes near[] = {
        AWP_BYTES_INIT("__type"), AWP_BYTES_INIT("code"),         AWP_BYTES_INIT("message"),
        AWP_BYTES_INIT("CODE"),   AWP_BYTES_INIT("errorMessage"), AWP_BYTES_INIT("errorCode"),
        AWP_BYTES_INIT("__Type"), AWP_BYTES_INIT("Type"),         AWP_BYTES_INIT("Error"),
        AWP_BYTES_INIT("Errors"), AWP_BYTES_INIT("RequestId"),    AWP_BYTES_INIT("member"),
        AWP_BYTES_INIT("MESSAGE")};
    return awp_dice_once_in(dice, 2)
               ? awp_words_pick(dice, awp_shape_words.members)
               : near[awp_dice_below(dice, awp_dice_once_in(dice, 2) ? 3 : COUNT(near))];
}

static struct awp_bytes pick_code(struct awp_dice *dice) {
    static const struct awp_bytes foreign[] = {AWP_BYTES_INIT("AccessDeniedException"),
                                               AWP_BYTES_INIT("InternalFailure"),
                                               AWP_BYTES_INIT("internalexception"),
                                               AWP_BYTES_INIT("InternalExceptionX"),
                                               AWP_BYTES_INIT("InternalExceptio"),
                                               AWP_BYTES_INIT("Throttling"),
                                               AWP_BYTES_INIT("503"),
                                               AWP_BYTES_INIT("")};
    return awp_dice_once_in(dice, 4) ? foreign[awp_dice_below(dice, COUNT(foreign))]
                                     : awp_words_pick(dice, awp_shape_words.errors);
}

void awp_words_code(struct awp_dice *dice, bool decorated, struct awp_draft *out) {
    static const struct awp_bytes before[] = {AWP_BYTES_INIT("com.amazonaws.securityhub#"),
                                              AWP_BYTES_INIT("ns#"), AWP_BYTES_INIT(" "),
                                              AWP_BYTES_INIT("#"), AWP_BYTES_INIT("a#b#")};
    static const struct awp_bytes after[] = {
        AWP_BYTES_INIT(":http://internal.amazon.com/coral/"),
        AWP_BYTES_INIT(":"),
        AWP_BYTES_INIT(":a#b"),
        AWP_BYTES_INIT(" "),
        AWP_BYTES_INIT("#InvalidInputException"),
        AWP_BYTES_INIT(",InvalidInputException"),
    };
    bool fits = true;
    if (decorated && awp_dice_once_in(dice, 2)) {
        fits &= awp_draft_append(out, before[awp_dice_below(dice, COUNT(before))]);
    }
    fits &= awp_draft_append(out, pick_code(dice));
    if (decorated && awp_dice_once_in(dice, 2)) {
        fits &= awp_draft_append(out, after[awp_dice_below(dice, COUNT(after))]);
    }
    (void)fits; /* what does not fit is left out: still a code to try */
}
