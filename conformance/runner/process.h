/* SPDX-License-Identifier: Apache-2.0 */
/* A command in a process group of its own: started, watched, ended, always reaped. */
#ifndef AWP_RUNNER_PROCESS_H
#define AWP_RUNNER_PROCESS_H

#include <sys/types.h>

#include "awsproof/arena.h"

/** A running command and our ends of its pipes: non-blocking, close-on-exec. -1: closed. */
struct awp_process {
    pid_t pid; /* also its session and group; 0: none runs */
    int input;
    int output;
    int errors;
};

/** What each process of a command may use; 0: as much as it likes. */
struct awp_process_limits {
    unsigned cpu_seconds; /* SIGXCPU, and SIGKILL a second later */
    unsigned memory_mib;  /* of address space */
    unsigned files;       /* open at once, the three standard ones included */
};

/**
 * Starts `/bin/sh -c command` with default signals and an empty signal mask, under these limits. 0,
 * or the error number of what failed; then nothing is left open.
 */
int awp_process_start(const char *command, const struct awp_process_limits *limits,
                      struct awp_process *process);

/** Whether the command itself has ended; it is not reaped by this, so its group's id stays its own.
 */
bool awp_process_has_ended(const struct awp_process *process);

/** Waits until it has ended, at most this long. */
bool awp_process_wait(const struct awp_process *process, int timeout_ms);

/**
 * Ends it and all of its group: SIGTERM, SIGKILL to what is left after `grace_ms`; reaps, closes
 * the pipes. The wait status; of a command that had ended by itself, its own.
 */
int awp_process_end(struct awp_process *process, int grace_ms);

/** A wait status in words: "killed by SIGSEGV", "exit status 3". */
struct awp_bytes awp_process_ending(int wait_status, struct awp_arena *arena);

/** Milliseconds of the monotonic clock. */
int64_t awp_now_ms(void);

#endif
