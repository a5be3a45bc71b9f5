/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run takes variants of its cases, and the making of them. */
#ifndef AWP_CLI_VARIANTS_H
#define AWP_CLI_VARIANTS_H

#include "cli.h"
#include "variant_cases.h"

/** What a run is told about variants: filled by awp_cli_variants_argp, a child parser. */
struct awp_cli_variants {
    bool are_wanted;
    bool has_seed;
    struct awp_variant_wish wish;
};
extern const struct argp awp_cli_variants_argp;

/**
 * Puts the variants that are wanted behind the run's cases, and their counts on standard error.
 * False: there are none, which was said there.
 */
bool awp_cli_add_variants(struct awp_cli_variants *variants, struct awp_run_options *run,
                          struct awp_arena *arena);

#endif
