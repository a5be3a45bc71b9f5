/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs, medians, and peaks: what the workers say, put together. */
#include "measure.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LEAST_PAIRS = 5,
    MOST_PAIRS = 51,
    BATCH_NS = 400 * 1000,        /* of one side in a pair, at the least */
    FAMILY_NS = 100 * 1000 * 1000 /* of all pairs of a family and size, at about */
};

static int by_value(const void *a, const void *b) {
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, by_value);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* How often one side goes over the body in a pair, by how long the slower one takes. */
static unsigned times_of(double ns_of_one) {
    const double times = BATCH_NS / ns_of_one;
    return times < 1 ? 1 : (unsigned)times + 1;
}

static void time_pairs(const struct awp_plan *plan, const struct awp_family *family, size_t size) {
    double ours[MOST_PAIRS];
    double bare[MOST_PAIRS];
    double ratios[MOST_PAIRS];
    (void)awp_worker_ask(&plan->bare, family, size, 1);
    (void)awp_worker_ask(&plan->ours, family, size, 1);
    const double first_bare = awp_worker_ask(&plan->bare, family, size, 1).ns_of_one;
    const double first_ours = awp_worker_ask(&plan->ours, family, size, 1).ns_of_one;
    const unsigned bare_times = times_of(first_bare);
    const unsigned ours_times = times_of(first_ours);
    const double pair_ns = bare_times * first_bare + ours_times * first_ours;
    size_t pairs = (size_t)(FAMILY_NS / pair_ns);
    pairs = pairs < LEAST_PAIRS ? LEAST_PAIRS : pairs > MOST_PAIRS ? MOST_PAIRS : pairs;
    for (size_t i = 0; i < pairs; i++) {
        const bool ours_first = i % 2 == 0;
        const struct awp_worker *first = ours_first ? &plan->ours : &plan->bare;
        const struct awp_worker *second = ours_first ? &plan->bare : &plan->ours;
        const double a =
            awp_worker_ask(first, family, size, ours_first ? ours_times : bare_times).ns_of_one;
        const double b =
            awp_worker_ask(second, family, size, ours_first ? bare_times : ours_times).ns_of_one;
        ours[i] = ours_first ? a : b;
        bare[i] = ours_first ? b : a;
        ratios[i] = ours[i] / bare[i];
    }
    printf("{\"measure\":\"time\",\"family\":\"%s\",\"format\":\"%s\",\"is_document\":%s,"
           "\"bytes\":%zu,\"pairs\":%zu,\"ours_ns\":%.0f,\"bare_ns\":%.0f,\"ratio\":%.4f}\n",
           family->name, family->is_xml ? "xml" : "json", family->is_document ? "true" : "false",
           size, pairs, median(ours, pairs), median(bare, pairs), median(ratios, pairs));
    fflush(stdout);
}

static void measure_memory(const struct awp_plan *plan, const struct awp_family *family,
                           size_t size) {
    struct awp_worker ours = awp_worker_start(&awp_side_ours, true, plan->bodies);
    struct awp_worker bare = awp_worker_start(&awp_side_bare, true, plan->bodies);
    const size_t ours_peak = awp_worker_ask(&ours, family, size, 1).peak_bytes;
    const size_t bare_peak = awp_worker_ask(&bare, family, size, 1).peak_bytes;
    awp_worker_stop(&ours);
    awp_worker_stop(&bare);
    printf("{\"measure\":\"memory\",\"family\":\"%s\",\"format\":\"%s\",\"is_document\":%s,"
           "\"bytes\":%zu,\"ours_peak\":%zu,\"bare_peak\":%zu}\n",
           family->name, family->is_xml ? "xml" : "json", family->is_document ? "true" : "false",
           size, ours_peak, bare_peak);
    fflush(stdout);
}

typedef void measure_size(const struct awp_plan *plan, const struct awp_family *family,
                          size_t size);

static void measure_family(const struct awp_plan *plan, const struct awp_family *family,
                           measure_size *measure) {
    const size_t fixed = awp_family_fixed_bytes(family);
    if (plan->family != NULL && plan->family != family) {
        return;
    }
    for (size_t size = fixed != 0 ? fixed : AWP_LEAST_BODY_BYTES; size <= plan->most_bytes;
         size *= plan->step) {
        awp_family_write(family, size, plan->bodies);
        measure(plan, family, size);
        if (fixed != 0) {
            return;
        }
    }
}

static void measure_all(const struct awp_plan *plan, measure_size *measure) {
    for (size_t i = 0; i < awp_json_family_count; i++) {
        measure_family(plan, &awp_json_families[i], measure);
    }
    for (size_t i = 0; i < awp_xml_family_count; i++) {
        measure_family(plan, &awp_xml_families[i], measure);
    }
}

/* One processor for all: what runs beside slows both sides alike. */
static void stay_on_this_processor(void) {
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET((unsigned)sched_getcpu(), &here);
    (void)sched_setaffinity(0, sizeof here, &here);
}

void awp_measure_times(struct awp_plan *plan) {
    stay_on_this_processor();
    plan->ours = awp_worker_start(&awp_side_ours, false, plan->bodies);
    plan->bare = awp_worker_start(&awp_side_bare, false, plan->bodies);
    measure_all(plan, time_pairs);
    awp_worker_stop(&plan->ours);
    awp_worker_stop(&plan->bare);
}

void awp_measure_memory(struct awp_plan *plan) { measure_all(plan, measure_memory); }
