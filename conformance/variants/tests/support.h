/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of variants share: making them, and whether a document is still the same. */
#ifndef AWP_VARIANTS_TEST_SUPPORT_H
#define AWP_VARIANTS_TEST_SUPPORT_H

#include "variant.h"

/** How many seeds a property is tried with. */
#define AWP_TEST_SEEDS 200

/** The text in a heap block of exactly its size, so that a one-byte over-read is seen. */
struct awp_bytes awp_test_exact(struct awp_bytes text);
void awp_test_release(struct awp_bytes exact);

/** A document that stands alone. */
struct awp_specimen awp_test_document(enum awp_variant_format format, struct awp_bytes body);

/** The variant of this kind; the test fails where memory does. */
enum awp_variant_end awp_test_make(const char *kind, const struct awp_specimen *specimen,
                                   uint64_t seed, struct awp_arena *arena,
                                   struct awp_specimen *variant);

/** Whether two texts are documents with the same content. Members of the first must be in the
 * second, those of one name in their order; the second may have unknown members besides. */
bool awp_test_same_document(enum awp_variant_format format, struct awp_bytes before,
                            struct awp_bytes after, struct awp_arena *arena);

/**
 * Makes variants of a text by all seeds, and asserts that each is the same document, and that the
 * same seed makes it again. How many were made. Where `wanted` is not NULL, one has that in it.
 */
size_t awp_test_keeps(const char *kind, struct awp_bytes text, const char *wanted);

/** Asserts that nothing is made of the text, for this reason, by any seed. */
void awp_test_makes_none(const char *kind, struct awp_bytes text, enum awp_variant_end end);

#endif
