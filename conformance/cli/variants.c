/* SPDX-License-Identifier: Apache-2.0 */
/* The options by which a run takes variants of its cases, and the making of them. */
#include "variants.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum key { KEY_VARIANTS = 0x300, KEY_VARIANT, KEY_SEED };

#define DEFAULT_SEED 1

static const struct argp_option options[] = {
    {.name = "variants",
     .key = KEY_VARIANTS,
     .arg = "SEED",
     .flags = OPTION_ARG_OPTIONAL,
     .doc = "Run each case also in rewritten forms whose outcome must be the same, and in broken "
            "ones that must never become another error; the same SEED (default: 1) gives the same "
            "forms"},
    {.name = "variant",
     .key = KEY_VARIANT,
     .arg = "KIND",
     .doc = "Run the forms of this kind alone, without the cases themselves; help: list the kinds"},
    {.name = "seed", .key = KEY_SEED, .arg = "SEED", .doc = "The seed of --variant (default: 1)"},
    {0}};

static uint64_t parse_seed(const char *text, struct argp_state *state) {
    char *end = NULL;
    errno = 0;
    const unsigned long long seed = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0) {
        argp_error(state, "a seed is a whole number below 2^64, not: %s", text);
    }
    return seed;
}

static void print_kinds(FILE *out) {
    size_t count;
    const struct awp_variant_kind *kinds = awp_variant_kinds(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%-24s%s (%s)%s\n", kinds[i].name, kinds[i].summary, kinds[i].rules,
                kinds[i].is_broken ? "; the outcome may become Unknown" : "");
    }
}

static const struct awp_variant_kind *parse_kind(const char *name, struct argp_state *state) {
    const struct awp_variant_kind *kind = awp_variant_kind_find(awp_bytes_of_string(name));
    if (strcmp(name, "help") == 0) {
        print_kinds(stdout);
        exit(awp_cli_finish_output(AWP_EXIT_PASS));
    }
    if (kind == NULL) {
        argp_error(state, "no such kind of variant: %s (--variant=help lists them)", name);
    }
    return kind;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct awp_cli_variants *variants = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        variants->wish.seed = DEFAULT_SEED;
        return 0;
    case KEY_VARIANTS:
        variants->are_wanted = true;
        variants->wish.seed = argument == NULL ? DEFAULT_SEED : parse_seed(argument, state);
        return 0;
    case KEY_VARIANT:
        variants->are_wanted = true;
        variants->wish.kind = parse_kind(argument, state);
        return 0;
    case KEY_SEED:
        variants->has_seed = true;
        variants->wish.seed = parse_seed(argument, state);
        return 0;
    case ARGP_KEY_END:
        if (variants->has_seed && variants->wish.kind == NULL) {
            argp_error(state, "--seed is for --variant; --variants=SEED has its own");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp awp_cli_variants_argp = {.options = options, .parser = parse};

bool awp_cli_add_variants(struct awp_cli_variants *variants, struct awp_run_options *run,
                          struct awp_arena *arena) {
    struct awp_variant_counts counts;
    if (!variants->are_wanted) {
        return true;
    }
    variants->wish.is_reference = run->testee.command == NULL;
    awp_variant_cases_make(run->cases, run->case_count, &variants->wish, arena, &run->cases,
                           &run->case_count, &counts);
    awp_variant_counts_write(&counts, &variants->wish, stderr);
    if (counts.made == 0) {
        fprintf(stderr, "awsproof: none of these cases has such a variant\n");
        return false;
    }
    return true;
}
