/* SPDX-License-Identifier: Apache-2.0 */
/* A failing case made as small as it can be while a testee fails in the same way. */
#ifndef AWP_RUNNER_SHRINK_H
#define AWP_RUNNER_SHRINK_H

#include "judge.h"
#include "over_http.h"
#include "testee.h"

/** How shrinking ended. */
enum awp_shrink_end {
    AWP_SHRINK_MINIMAL,    /* no byte of the body, no header and no byte of one can be left out */
    AWP_SHRINK_LIMIT,      /* max_tests was reached: smaller perhaps, but not minimal */
    AWP_SHRINK_STOPPED,    /* likewise, by the stop descriptor; the judgement is the case's */
    AWP_SHRINK_NO_FAILURE, /* the case passes, or is not claimed */
    AWP_SHRINK_UNSTABLE,   /* asked twice it failed in two ways */
    AWP_SHRINK_NO_TESTEE   /* it cannot be started */
};

/** What to shrink, and how. */
struct awp_shrink_options {
    const struct awp_case *golden;
    struct awp_testee_options testee;
    enum awp_transport transport;
    size_t max_tests;
    /* Called after each test with what is left; NULL: not wanted. */
    void (*progress)(void *context, size_t tests, size_t body_bytes, size_t header_count);
    void *progress_context;
};

/** The smallest input that was found, and what came of it. Texts are in the arena. */
struct awp_shrunk {
    enum awp_shrink_end end;
    struct awp_bytes reason;  /* of the last three ends */
    struct awp_case smallest; /* the case with the shorter body and headers, and what the reference
                                 makes of these as its expectation */
    struct awp_bytes body;
    struct awp_judgement judgement;
    bool has_answer;
    struct awp_answer answer;
    struct awp_bytes line;   /* what came instead of an answer */
    struct awp_bytes errors; /* the end of standard error */
    size_t tests;
    size_t starts;
};

/**
 * Removes bytes of the body, then headers, then bytes of their values, as delta debugging does,
 * while the testee fails in the same way: the same verdict and class, the same kinds of outcome
 * wanted and given, the same class of exception. What is wanted of each shorter input is what the
 * reference makes of it; others than the reference may also do what the case accepts where the
 * outcome is still the case's, and else what docs/SPEC.md grants to all.
 */
void awp_shrink(const struct awp_shrink_options *options, struct awp_arena *arena,
                struct awp_shrunk *shrunk);

#endif
