/* SPDX-License-Identifier: Apache-2.0 */
/* A process that goes over bodies for one side, so that neither side's hooks, heap or caches are
   the other's. */
#ifndef AWP_BENCH_WORKER_H
#define AWP_BENCH_WORKER_H

#include <sys/types.h>

#include "side.h"

struct awp_worker {
    const struct awp_side *side;
    pid_t process;
    int questions;
    int answers;
};

/** What one question came to. */
struct awp_measure {
    double ns_of_one;  /* processor time of going over the body once */
    size_t peak_bytes; /* of a worker that counts: memory in use at the most, since it began */
    bool is_right;     /* the body came to what its family says */
};

/** Starts a worker over bodies at `bodies`, which is shared memory. Ends the program if it cannot.
 */
struct awp_worker awp_worker_start(const struct awp_side *side, bool counted, const char *bodies);

/** Goes `times` times over the `size` bytes at the start of the bodies. */
struct awp_measure awp_worker_ask(const struct awp_worker *worker, const struct awp_family *family,
                                  size_t size, unsigned times);

void awp_worker_stop(struct awp_worker *worker);

/** Goes over the body once: what callgrind counts, found by its name. */
bool awp_bench_counted(const struct awp_side *side, void *kept, const struct awp_family *family,
                       struct awp_bytes body);

#endif
