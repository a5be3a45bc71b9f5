/* SPDX-License-Identifier: Apache-2.0 */
/* The one way in which a case file is written. */
#ifndef AWP_LINT_CANONICAL_H
#define AWP_LINT_CANONICAL_H

#include "awsproof/document.h"

/**
 * Appends the document in canonical form: two blanks a level; an object or array on one line where
 * that ends within 100 columns, else an item a line; fields of the format in the format's order; in
 * strings ASCII only, so that no character can hide or pass for another. Ends with a line feed.
 */
void awp_canonical_write(const struct awp_json_node *root, struct awp_buffer *out);

#endif
