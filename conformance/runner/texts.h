/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of texts, as cases have many of, and the strict reading of them from JSON. */
#ifndef AWP_RUNNER_TEXTS_H
#define AWP_RUNNER_TEXTS_H

#include "object.h"

/** A list of texts. */
struct awp_texts {
    const struct awp_bytes *items;
    size_t count;
};

/** Whether the list holds this text. */
bool awp_texts_hold(struct awp_texts texts, struct awp_bytes text);

/** A text's check: NULL, or what is wrong with it, in words that a quoted text can follow. */
typedef const char *awp_text_check(struct awp_bytes text);

/** The check of a slug: [a-z0-9]+(-[a-z0-9]+)*. */
awp_text_check awp_text_check_slug;

/** The check of an address: https:// and printable ASCII without blanks. */
awp_text_check awp_text_check_url;
/** The check of a finding's path below the project's root: reports/findings/a-slug.md. */
awp_text_check awp_text_check_finding;

/** Reads an array of different strings that all pass the check. False after complaints. */
bool awp_texts_read(struct awp_complaints *complaints, const struct awp_json_node *array,
                    const char *name, bool may_be_empty, awp_text_check *check,
                    struct awp_texts *texts);

/** Reads a string that is not empty. False after a complaint. */
bool awp_prose_read(struct awp_complaints *complaints, const struct awp_json_node *node,
                    const char *name, struct awp_bytes *text);

/** Reads a slug. False after a complaint. */
bool awp_slug_read(struct awp_complaints *complaints, const struct awp_json_node *node,
                   struct awp_bytes *text);

#endif
