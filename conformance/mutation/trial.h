/* SPDX-License-Identifier: Apache-2.0 */
/* Golden cases made ready to be put to many mutants: bodies made once, good answers known. */
#ifndef AWP_MUTATION_TRIAL_H
#define AWP_MUTATION_TRIAL_H

#include "case.h"

/** A case, and all that is needed to see whether a decoder passes it. */
struct awp_trial {
    const struct awp_case *golden;
    struct awp_bytes operation; /* "service.Name" */
    struct awp_bytes body;      /* a page that cannot be touched follows its last byte */
    struct awp_bytes answer;    /* the good one, by awp_trial_write */
    uint64_t reference_us;      /* processor time that the reference took */
};

/** How many tiers the trials are run in: most mutants die in the first, which takes no time. */
#define AWP_TIER_COUNT 3

/** All of them, the fastest first. */
struct awp_trials {
    struct awp_trial *items;
    size_t count;
    size_t tier_ends[AWP_TIER_COUNT]; /* the index behind each tier's last trial */
};

/**
 * Loads the cases of a file or folder and decodes each with the reference that is linked in, which
 * must pass: its answers are what mutants are held against. False after lines on standard error.
 * Everything lives in the arena, the bodies in pages that are never given back.
 */
bool awp_trials_load(const char *path, struct awp_arena *arena, struct awp_trials *trials);

/**
 * Appends what the judge compares of an outcome: kind, code, value. (Unknown's raw text is held
 * against the body itself.) False where the outcome's kind is none; a value that cannot be written
 * fails the buffer.
 */
bool awp_trial_write(const struct awp_outcome *outcome, struct awp_buffer *out);

/** Processor time of this process, in microseconds. */
uint64_t awp_trial_clock_us(void);

#endif
