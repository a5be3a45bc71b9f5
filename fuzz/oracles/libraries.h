/* SPDX-License-Identifier: Apache-2.0 */
/* The parser libraries under the decoder: their memory, and what they keep for the process. */
#ifndef AWSPROOF_FUZZ_LIBRARIES_H
#define AWSPROOF_FUZZ_LIBRARIES_H

#include "counting_heap.h"

/** The heap that libxml2 allocates from, set up before main. */
struct awp_counting_heap *awp_xml_heap(void);

/**
 * NULL where libxml2 remembers no error and reports by its own functions, and cJSON allocates
 * outside of a parse by malloc and not from `heap`; else what is not so.
 */
const char *awp_libraries_fault(const struct awp_counting_heap *heap);

#endif
