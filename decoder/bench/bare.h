/* SPDX-License-Identifier: Apache-2.0 */
/* What others need of the bare parsers: libxml2's memory, counted, and their versions. */
#ifndef AWP_BENCH_BARE_H
#define AWP_BENCH_BARE_H

/** From here on libxml2 takes its memory from heap.h. */
void awp_bare_count_libxml2(void);

const char *awp_bare_cjson_version(void);
const char *awp_bare_libxml2_version(void);

#endif
