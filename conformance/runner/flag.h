/* SPDX-License-Identifier: Apache-2.0 */
/* Flags: the closed vocabulary of what goes wrong in decoders (conformance/cases/flags.json). */
#ifndef AWP_RUNNER_FLAG_H
#define AWP_RUNNER_FLAG_H

#include "texts.h"

/** A kind of defect. */
struct awp_flag {
    struct awp_bytes name;     /* a slug */
    struct awp_bytes bug_type; /* one of awp_bug_types */
    struct awp_texts effects;  /* of awp_effects */
    struct awp_bytes description;
    struct awp_texts links;
    struct awp_texts cves;
};

/** A vocabulary. */
struct awp_flags {
    const struct awp_flag *items;
    size_t count;
};

/** The kinds of bugs, and what they do to users. */
extern const struct awp_texts awp_bug_types;
extern const struct awp_texts awp_effects;

/** The flag of this name, or NULL. */
const struct awp_flag *awp_flag_find(const struct awp_flags *flags, struct awp_bytes name);

/** Reads flags.json. False after complaints. */
bool awp_flags_read(struct awp_complaints *complaints, const struct awp_json_node *root,
                    struct awp_flags *flags);

#endif
