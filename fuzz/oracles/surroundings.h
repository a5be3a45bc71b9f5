/* SPDX-License-Identifier: Apache-2.0 */
/* What a decoder must leave as it is: the standard streams, errno, the locale, the libraries. */
#ifndef AWSPROOF_FUZZ_SURROUNDINGS_H
#define AWSPROOF_FUZZ_SURROUNDINGS_H

#include <stdio.h>

#include "counting_heap.h"
#include "oracle.h"

/** How things stood before a decoding. */
struct awp_surroundings {
    FILE *out;
    FILE *err;
    int errno_before;
    size_t written;
    size_t xml_blocks;
};

/**
 * Begins the watch; errno becomes one of two values, by the input. The streams stdout and stderr
 * are ours until its end; what goes to them is counted, and still comes out on standard error.
 * Nothing else may print or call libxml2 meanwhile.
 */
void awp_surroundings_begin(struct awp_surroundings *before, const struct awp_run *run);

/**
 * Ends the watch; fails by `output`, `errno`, `globals` or `live-blocks` (libxml2's own). A failed
 * allocation may leave its errno.
 */
void awp_surroundings_end(const struct awp_surroundings *before, const struct awp_run *run,
                          const struct awp_counting_heap *heap);

#endif
