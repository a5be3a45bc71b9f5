/* SPDX-License-Identifier: Apache-2.0 */
/* A mutant run over the trials in a process of its own, which may crash, hang or eat memory. */
#ifndef AWP_MUTATION_SANDBOX_H
#define AWP_MUTATION_SANDBOX_H

#include "library.h"

/** What became of a trial. */
enum awp_trial_end {
    AWP_TRIAL_NOT_RUN,
    AWP_TRIAL_SAME,    /* the good answer */
    AWP_TRIAL_DIFFERS, /* another one */
    AWP_TRIAL_STATUS,  /* none: a status other than AWP_OK */
    AWP_TRIAL_CRASH,   /* a signal */
    AWP_TRIAL_HANG     /* its time was over */
};

/** The end as written: "differs". */
const char *awp_trial_end_name(enum awp_trial_end end);

/** Whether a mutant that ends a trial so is killed by it. */
bool awp_trial_end_kills(enum awp_trial_end end);

/** A place where the ends of all trials are told, shared with the child processes. */
struct awp_sandbox {
    const struct awp_trials *trials;
    struct awp_sandbox_report *report; /* private */
};

/** Makes the shared place, or ends the program as awp_need does. */
void awp_sandbox_init(struct awp_sandbox *sandbox, const struct awp_trials *trials);

/** How a mutant is run. */
struct awp_sandbox_plan {
    unsigned patience; /* times the usual limit of time, for a slow build */
    size_t stop_after; /* faults (crash, hang) after which the mutant is given up */
    bool every_tier;   /* all of them, whatever the first ones found */
};

/**
 * Runs the shared library at `path` over the trials, tier by tier, until two or more have killed
 * it; `ends[i]` is what became of trial i. False after a line on standard error where it could not
 * be run at all.
 */
bool awp_sandbox_run(const struct awp_sandbox *sandbox, const char *path,
                     struct awp_sandbox_plan plan, enum awp_trial_end *ends);

#endif
