/* SPDX-License-Identifier: Apache-2.0 */
/* Many cases put to several processes of one testee at once, and handed on in their order. */
#ifndef AWP_RUNNER_ENGINE_H
#define AWP_RUNNER_ENGINE_H

#include "attempt.h"

/** How testees are kept. */
struct awp_engine_options {
    struct awp_testee_options testee; /* its ids are the engine's */
    size_t jobs;                      /* processes, at most AWP_MAX_TESTEES */
    size_t max_restarts;
};

/**
 * Takes a finished attempt; it and all of its arena end with the call. NULL: go on; else why to
 * stop here: what comes after it is then not run, whatever was asked already.
 */
typedef const char *awp_engine_finished(void *context, struct awp_attempt *attempt,
                                        size_t position);

/** What is to be put to them. */
struct awp_engine_work {
    struct awp_attempt_setting setting;
    const struct awp_case *const *cases;
    size_t case_count;
    size_t repeat;   /* each case so often, one after the other: positions count all */
    size_t jobs;     /* processes, at most as many as the engine has */
    bool in_windows; /* several requests open at once, where the testee has pipelining */
    bool fresh;      /* a process for each question */
    awp_engine_finished *finished; /* called once for each position, in order */
    void *context;
};

/** What came of it all, so far. */
struct awp_engine_sums {
    const char *stopped; /* why it ended early; else NULL */
    bool was_stopped;    /* by a signal */
    bool lost_testee;    /* it could not be started again */
    size_t restarts;     /* after a fault, or to make sure of one */
    size_t noise_lines;
    struct awp_bytes note;  /* how a testee ended after bye, if not well: the first time */
    size_t note_count;      /* how often */
    size_t unblamed_faults; /* which no case could be blamed for */
};

struct awp_engine;

/** Starts the first process. NULL: it cannot be; `*reason` and `*errors` (the end of its standard
 * error) are in the arena, which outlives the engine. */
struct awp_engine *awp_engine_open(const struct awp_engine_options *options,
                                   struct awp_arena *arena, struct awp_bytes *reason,
                                   struct awp_bytes *errors);

/** What the first process said of itself; until the engine is run. */
const struct awp_hello *awp_engine_hello(const struct awp_engine *engine);

/** Ends the first process until the engine is run, and keeps what it said of itself. */
void awp_engine_rest(struct awp_engine *engine);

/**
 * Does the work, and ends every process in the end. After a crash, a hang or a protocol error the
 * requests that were open are asked again one by one in a new process; a fault that comes again is
 * the case's verdict, one that does not makes it flaky. Once the engine has stopped early, all
 * further work is not run.
 */
void awp_engine_run(struct awp_engine *engine, const struct awp_engine_work *work);

/** The sums so far; texts live as long as the arena. */
const struct awp_engine_sums *awp_engine_sums(const struct awp_engine *engine);

/** Ends it, and what runs. NULL is allowed. */
void awp_engine_close(struct awp_engine *engine);

#endif
