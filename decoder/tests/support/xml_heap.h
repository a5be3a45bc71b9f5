/* SPDX-License-Identifier: Apache-2.0 */
/* libxml2's own memory under test: counted, and failing on demand. */
#ifndef AWP_TEST_XML_HEAP_H
#define AWP_TEST_XML_HEAP_H

#include <stdbool.h>
#include <stddef.h>

/**
 * From now on: counts libxml2's allocations from 0 and lets number `fail_at` fail (counted from 1,
 * 0: none), and with `ever_after` all that follow it.
 */
void awp_test_xml_heap_start(size_t fail_at, bool ever_after);

/** No allocation fails any more; returns how many there were since the start. */
size_t awp_test_xml_heap_stop(void);

/**
 * Blocks that libxml2 holds now; compare two of these after a first parse, which sets up what
 * stays.
 */
size_t awp_test_xml_heap_live_blocks(void);

#endif
