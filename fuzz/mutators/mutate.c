/* SPDX-License-Identifier: Apache-2.0 */
/* Structure-aware mutation: a few mutations in a row, each of which reads the text anew. */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#include "site.h"

/* One mutation in so many is of bytes. */
#define RAW_ONCE_IN 4

/* A tree with room for every part of the text, within the bound; without nodes: no memory. */
static struct awp_parts tree_for(struct awp_bytes text) {
    const size_t wanted = text.len < AWP_PARTS_NODES / 2 ? 2 * text.len + 4 : AWP_PARTS_NODES;
    struct awp_parts tree = {.nodes = malloc(wanted * sizeof(struct awp_node))};
    tree.capacity = tree.nodes == NULL ? 0 : (uint32_t)wanted;
    return tree;
}

/* Mostly one. */
static size_t mutations(struct awp_dice *dice) {
    static const uint8_t counts[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4};
    return AWP_PICK(dice, counts);
}

static void note(const struct awp_mutate_options *options, const char *name) {
    if (options->done != NULL && options->done->count < AWP_MUTATE_STACK) {
        options->done->names[options->done->count++] = name;
    }
}

/* Some byte where there is none, or where there is no room to do anything else. */
static void mutate_byte(struct awp_site *site) {
    if (site->draft->len == 0) {
        site->draft->len = 1;
        site->draft->ptr[0] = ' ';
    }
    site->draft->ptr[0] ^= (uint8_t)(1 + awp_dice_below(site->dice, 255));
}

static void mutate_raw(const struct awp_mutate_options *options, struct awp_site *site) {
    struct awp_draft *draft = site->draft;
    if (options->engine != NULL && awp_dice_once_in(site->dice, 2)) {
        const size_t len = options->engine(draft->ptr, draft->len, draft->max);
        if (len > 0 && len <= draft->max) {
            draft->len = len;
            note(options, "raw-engine");
            return;
        }
    }
    site->format = &awp_raw_grammar;
    if (awp_site_mutate(site)) {
        note(options, site->done->name);
        return;
    }
    mutate_byte(site);
    note(options, "raw-byte");
}

/* Reads the draft, and the donor; false: no memory. */
static bool read_trees(struct awp_site *site) {
    *site->tree = tree_for(awp_draft_bytes(site->draft));
    *site->donor_tree = (struct awp_parts){0};
    if (site->tree->nodes == NULL) {
        return false;
    }
    site->format->read(awp_draft_bytes(site->draft), site->tree);
    if (site->donor.len > 0) {
        *site->donor_tree = tree_for(site->donor);
        if (site->donor_tree->nodes == NULL) {
            site->donor.len = 0;
        } else {
            site->format->read(site->donor, site->donor_tree);
        }
    }
    return true;
}

static void drop_trees(struct awp_site *site) {
    free(site->tree->nodes);
    free(site->donor_tree->nodes);
}

/* Splices in the whole, or in a response's body. */
static bool cross(struct awp_site *site) {
    struct awp_site inner;
    struct awp_draft draft;
    const bool in_body =
        site->format == &awp_grammars[AWP_MUTATE_HTTP] && awp_dice_once_in(site->dice, 2);
    if (!in_body || !awp_site_enter_body(site, &inner, &draft)) {
        return awp_site_splice(site);
    }
    const size_t head = site->draft->len - draft.len;
    const bool done = awp_site_splice(&inner);
    site->draft->len = head + draft.len;
    return done;
}

/* One mutation that knows the format. False: there was none, and nothing has changed. */
static bool mutate_structure(const struct awp_mutate_options *options, struct awp_site *site,
                             bool is_cross) {
    struct awp_parts trees[2];
    site->format = &awp_grammars[options->format];
    site->donor = options->donor;
    site->tree = &trees[0];
    site->donor_tree = &trees[1];
    bool done = false;
    if (read_trees(site)) {
        done = is_cross ? cross(site) : awp_site_mutate(site);
    }
    if (done) {
        note(options, is_cross ? "splice" : site->done->name);
    }
    drop_trees(site);
    return done;
}

static struct awp_draft draft_of(uint8_t *buf, size_t len, size_t max) {
    return (struct awp_draft){buf, len < max ? len : max, max};
}

size_t awp_mutate(const struct awp_mutate_options *options, uint8_t *buf, size_t len, size_t max) {
    struct awp_draft draft = draft_of(buf, len, max);
    struct awp_dice dice = awp_dice_of(options->seed);
    struct awp_site site = {.draft = &draft, .dice = &dice};
    if (options->done != NULL) {
        options->done->count = 0;
    }
    if (max == 0) {
        return 0;
    }
    for (size_t i = mutations(&dice); i > 0; i--) {
        if (awp_dice_once_in(&dice, RAW_ONCE_IN) || !mutate_structure(options, &site, false)) {
            mutate_raw(options, &site);
        }
    }
    if (draft.len == 0) {
        mutate_byte(&site); /* an engine may take nothing for a failure */
    }
    return draft.len;
}

size_t awp_mutate_cross(const struct awp_mutate_options *options, uint8_t *buf, size_t len,
                        size_t max) {
    struct awp_draft draft = draft_of(buf, len, max);
    struct awp_dice dice = awp_dice_of(~(uint64_t)options->seed);
    struct awp_site site = {.draft = &draft, .dice = &dice};
    if (options->done != NULL) {
        options->done->count = 0;
    }
    if (max > 0 && options->donor.len > 0 && mutate_structure(options, &site, true) &&
        draft.len > 0) {
        return draft.len;
    }
    return awp_mutate(options, buf, draft.len, max);
}

void awp_mutation_describe(const struct awp_mutation *mutation, char *out, size_t size) {
    size_t len = 0;
    for (size_t i = 0; i < mutation->count && size > 0; i++) {
        const size_t name = strlen(mutation->names[i]);
        const size_t gap = i > 0 ? 1 : 0;
        if (len + gap + name >= size) {
            break;
        }
        memset(out + len, '+', gap);
        memcpy(out + len + gap, mutation->names[i], name);
        len += gap + name;
    }
    if (size > 0) {
        out[len] = '\0';
    }
}
