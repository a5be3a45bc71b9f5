/* SPDX-License-Identifier: Apache-2.0 */
/* Mutations of bytes that know no format: what structure would never think of. */
#include "site.h"
#include "words.h"

/* Blocks are mostly short. */
static size_t block(struct awp_dice *dice, size_t most) {
    const size_t bound = awp_dice_once_in(dice, 4) ? most : 8;
    return 1 + awp_dice_below(dice, bound < most ? bound : most);
}

static bool flip_bit(struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (draft->len == 0) {
        return false;
    }
    draft->ptr[awp_dice_below(site->dice, draft->len)] ^=
        (uint8_t)(1U << awp_dice_below(site->dice, 8));
    return true;
}

static bool set_byte(struct awp_site *site) {
    static const uint8_t odd[] = {0x00, 0x01, 0x09, 0x0A, 0x0D, 0x1F, ' ',  '"',  '#',  '&',  '<',
                                  '>',  '\\', '{',  '}',  '[',  ']',  ':',  ',',  0x7F, 0x80, 0xBF,
                                  0xC0, 0xC1, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF8, 0xFE, 0xFF};
    struct awp_draft *draft = site->draft;
    if (draft->len == 0) {
        return false;
    }
    draft->ptr[awp_dice_below(site->dice, draft->len)] =
        awp_dice_once_in(site->dice, 3) ? (uint8_t)awp_dice_below(site->dice, 256)
                                        : AWP_PICK(site->dice, odd);
    return true;
}

static bool insert_bytes(struct awp_site *site) {
    uint8_t bytes[16];
    const size_t count = block(site->dice, sizeof bytes);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (uint8_t)awp_dice_below(site->dice, 256);
    }
    return awp_draft_insert(site->draft, awp_dice_below(site->dice, site->draft->len + 1),
                            (struct awp_bytes){bytes, count});
}

static bool delete_bytes(struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (draft->len < 2) {
        return false; /* nothing at all is one input alone, and engines know it */
    }
    const size_t begin = awp_dice_below(site->dice, draft->len);
    const size_t most = draft->len - begin < draft->len ? draft->len - begin : draft->len - 1;
    awp_draft_remove(draft, begin, begin + block(site->dice, most));
    return true;
}

static bool double_bytes(struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (draft->len == 0) {
        return false;
    }
    const size_t begin = awp_dice_below(site->dice, draft->len);
    return awp_draft_copy(draft, begin, begin, begin + block(site->dice, draft->len - begin));
}

static bool swap_bytes(struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (draft->len < 2) {
        return false;
    }
    const size_t middle = 1 + awp_dice_below(site->dice, draft->len - 1);
    const size_t before = block(site->dice, middle);
    const size_t after = block(site->dice, draft->len - middle);
    awp_draft_swap(draft, middle - before, middle, middle, middle + after);
    return true;
}

static bool insert_word(struct awp_site *site) {
    return awp_draft_insert(site->draft, awp_dice_below(site->dice, site->draft->len + 1),
                            awp_words_any(site->dice));
}

static bool cut_off(struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (draft->len < 2) {
        return false;
    }
    draft->len = 1 + awp_dice_below(site->dice, draft->len - 1);
    return true;
}

static const struct awp_mutator mutators[] = {
    {"raw-bit", 2, true, flip_bit},        {"raw-byte", 3, true, set_byte},
    {"raw-insert", 2, true, insert_bytes}, {"raw-delete", 2, true, delete_bytes},
    {"raw-double", 2, true, double_bytes}, {"raw-swap", 1, true, swap_bytes},
    {"raw-word", 2, true, insert_word},    {"raw-cut", 1, true, cut_off},
};

const struct awp_mutator_list awp_raw_mutators = {mutators, AWP_COUNT(mutators)};
