/* SPDX-License-Identifier: Apache-2.0 */
/* A run: every selected case put to the decoder under test, judged, and reported. */
#ifndef AWP_RUNNER_RUN_H
#define AWP_RUNNER_RUN_H

#include "case.h"
#include "expectation.h"
#include "over_http.h"
#include "testee.h"

/** The exit statuses of a run (docs/TESTEE.md). */
enum awp_exit {
    AWP_EXIT_PASS = 0,
    AWP_EXIT_FAILURE = 1,        /* a required case failed */
    AWP_EXIT_USAGE = 2,          /* also: a filter that matches nothing, a malformed case file */
    AWP_EXIT_INFRASTRUCTURE = 3, /* no testee, nothing that could be judged, a report not written */
    AWP_EXIT_EXPECTATIONS = 4,   /* the list of known failures is not true (any more) */
    AWP_EXIT_STOPPED = 130       /* by SIGINT or SIGTERM */
};

/** A report that the run writes. */
struct awp_run_report {
    const struct awp_report_writer *writer;
    FILE *out;
    const char *name; /* of the file, for messages */
    struct awp_report_style style;
    bool skip_without_testee; /* for a reader, who then gets one line on standard error instead */
};

/** Who is told of a run beside its reports, before them. Each function is called as a report's. */
struct awp_run_observer {
    void (*begin)(void *context, const struct awp_report_run *run);
    void (*result)(void *context, const struct awp_report_result *result);
    void (*end)(void *context, const struct awp_report_totals *totals);
    void *context;
};

/** What to run, and how. Everything outlives the run. */
struct awp_run_options {
    struct awp_testee_options testee; /* command NULL: the reference, in process */
    const char *program;              /* for the replay lines; NULL: "awsproof" */
    const char *cases_path;           /* for the replay lines; NULL: the cases inside the binary */
    const char *cases_sha256;
    const struct awp_case *const *cases; /* the selected ones */
    size_t case_count;
    struct awp_bytes filter;     /* for the reports */
    struct awp_bytes started_at; /* RFC 3339 */
    enum awp_level require;
    size_t max_restarts;
    size_t jobs;          /* processes of the testee at once, from 1 to AWP_MAX_TESTEES */
    size_t repeat;        /* each case so often, at least 1 */
    bool is_shuffled;     /* the cases are in an order made of the seed */
    uint64_t seed;        /* also of the order in which isolation is looked at */
    bool no_pipelining;   /* one request at a time, whatever the testee has */
    bool is_exact;        /* a testee is judged as the reference is */
    bool fail_fast;       /* stop after the first failure that counts */
    bool check_isolation; /* compare with runs in other orders, and with each case alone */
    struct awp_bytes replay_options; /* that change what one case comes to; for replay lines */
    struct awp_bytes shown_options;  /* these, and what else shapes the run; for the reports */
    struct awp_expectations *expectations; /* the failures that are known; NULL: none */
    enum awp_transport transport;
    const struct awp_run_report *reports;
    size_t report_count;
    const struct awp_run_observer *observer; /* NULL: none */
};

/** Runs; says on standard error what a report has no place for. An enum awp_exit. */
int awp_run(const struct awp_run_options *options);

#endif
