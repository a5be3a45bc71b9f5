/* SPDX-License-Identifier: Apache-2.0 */
/* Measuring: both sides over every family and size, a line of JSON each. */
#ifndef AWP_BENCH_MEASURE_H
#define AWP_BENCH_MEASURE_H

#include "worker.h"

enum { AWP_LEAST_BODY_BYTES = 1024, AWP_MOST_BODY_BYTES = 16 * 1024 * 1024 };

/** What is measured. */
struct awp_plan {
    const struct awp_family *family; /* NULL: each */
    size_t most_bytes;
    size_t step;  /* from size to size */
    char *bodies; /* AWP_MOST_BODY_BYTES of shared memory */
    struct awp_worker ours;
    struct awp_worker bare;
};

/** Processor time of one body: both sides in turn, pair by pair. */
void awp_measure_times(struct awp_plan *plan);

/** Memory in use at the most while one body is gone over, in a process of its own. */
void awp_measure_memory(struct awp_plan *plan);

#endif
