/* SPDX-License-Identifier: Apache-2.0 */
/* Forks a child for a mutant, which tells the end of each trial in shared memory before the next.
 */
#include "sandbox.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

#define MAX_CHILD_BYTES ((rlim_t)2 << 30)
#define LEAST_LIMIT_US 100000 /* of processor time, for a trial */
#define LIMIT_FACTOR 20       /* times what the reference took, on top of it */
#define MAX_WALL_SECONDS 60   /* for a trial that waits instead of computing */
#define EXIT_NOT_OPENED 3

struct awp_sandbox_report {
    size_t at;            /* the trial that is running, or the end of the range */
    unsigned char ends[]; /* enum awp_trial_end */
};

const char *awp_trial_end_name(enum awp_trial_end end) {
    static const char *const names[] = {
        [AWP_TRIAL_NOT_RUN] = "not run", [AWP_TRIAL_SAME] = "same",
        [AWP_TRIAL_DIFFERS] = "differs", [AWP_TRIAL_STATUS] = "status",
        [AWP_TRIAL_CRASH] = "crash",     [AWP_TRIAL_HANG] = "hang"};
    return names[end];
}

bool awp_trial_end_kills(enum awp_trial_end end) { return end > AWP_TRIAL_SAME; }

void awp_sandbox_init(struct awp_sandbox *sandbox, const struct awp_trials *trials) {
    const size_t bytes = sizeof *sandbox->report + trials->count;
    void *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *sandbox = (struct awp_sandbox){.trials = trials,
                                    .report = awp_need_block(shared == MAP_FAILED ? NULL : shared)};
}

/* Processor time against computing for ever, real time against waiting for ever. */
static void set_timers(uint64_t reference_us, unsigned patience) {
    const uint64_t limit_us = patience * (LEAST_LIMIT_US + LIMIT_FACTOR * reference_us);
    const struct itimerval computing = {
        .it_value = {(time_t)(limit_us / 1000000), (suseconds_t)(limit_us % 1000000)}};
    const struct itimerval waiting = {.it_value = {MAX_WALL_SECONDS, 0}};
    setitimer(ITIMER_PROF, &computing, NULL);
    setitimer(ITIMER_REAL, &waiting, NULL);
}

static void stop_timers(void) {
    const struct itimerval never = {0};
    setitimer(ITIMER_PROF, &never, NULL);
    setitimer(ITIMER_REAL, &never, NULL);
}

/* The answer against the good one. `scratch` is the reference's arena, not the mutant's. */
static enum awp_trial_end compare(const struct awp_trial *trial, const struct awp_outcome *outcome,
                                  struct awp_arena *scratch) {
    struct awp_buffer out = {.arena = scratch};
    struct awp_bytes text;
    if (!awp_trial_write(outcome, &out) || awp_buffer_finish(&out, &text) != AWP_OK ||
        !awp_bytes_equal(text, trial->answer)) {
        return AWP_TRIAL_DIFFERS;
    }
    if (outcome->kind == AWP_OUTCOME_UNKNOWN &&
        (outcome->raw.present != (trial->body.len > 0) ||
         !awp_bytes_equal(outcome->raw.bytes, trial->body))) {
        return AWP_TRIAL_DIFFERS;
    }
    return AWP_TRIAL_SAME;
}

static enum awp_trial_end try_one(const struct awp_library *library, const struct awp_trial *trial,
                                  struct awp_arena *arena, struct awp_arena *scratch) {
    struct awp_outcome outcome;
    enum awp_trial_end end = AWP_TRIAL_STATUS;
    if (awp_library_decode(library, trial, arena, &outcome) == AWP_OK) {
        end = compare(trial, &outcome, scratch);
    }
    library->arena_reset(arena);
    awp_arena_reset(scratch);
    return end;
}

/* How much more a child may map than it has; a sanitizer has mapped terabytes before it begins. */
static rlim_t memory_limit(void) {
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL || fscanf(file, "%llu", &pages) != 1) {
        pages = 0;
    }
    if (file != NULL) {
        fclose(file);
    }
    return pages * (rlim_t)sysconf(_SC_PAGESIZE) + MAX_CHILD_BYTES;
}

static void limit_child(void) {
    const rlim_t bytes = memory_limit();
    const struct rlimit memory = {bytes, bytes};
    const struct rlimit no_core = {0, 0};
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CORE, &no_core);
    if (null >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO); /* of its assertions */
    }
}

static int run_child(const struct awp_sandbox *sandbox, const char *path,
                     struct awp_sandbox_plan plan, size_t from, size_t to) {
    struct awp_library library;
    if (!awp_library_open(path, &library)) {
        return EXIT_NOT_OPENED;
    }
    struct awp_arena *scratch = awp_need_block(awp_arena_create(NULL, 0));
    limit_child();
    /* One arena for all, as in a run of the suite. */
    struct awp_arena *arena = library.arena_create(NULL, 0);
    if (arena == NULL) {
        sandbox->report->at = from;
        return 0;
    }
    for (size_t i = from; i < to; i++) {
        const struct awp_trial *trial = &sandbox->trials->items[i];
        sandbox->report->at = i;
        set_timers(trial->reference_us, plan.patience);
        sandbox->report->ends[i] = (unsigned char)try_one(&library, trial, arena, scratch);
    }
    sandbox->report->at = to;
    set_timers(0, plan.patience);
    library.arena_destroy(arena);
    stop_timers();
    dlclose(library.handle); /* an instrumented one writes down what it counted */
    return 0;
}

static enum awp_trial_end end_of_signal(int signal) {
    return signal == SIGPROF || signal == SIGALRM ? AWP_TRIAL_HANG : AWP_TRIAL_CRASH;
}

/* Runs the trials [from, to), again behind each that ends its process. */
static bool run_range(const struct awp_sandbox *sandbox, const char *path,
                      struct awp_sandbox_plan plan, size_t from, size_t to) {
    size_t faults = 0;
    while (from < to && faults < plan.stop_after) {
        sandbox->report->at = from;
        const pid_t child = fork();
        if (child < 0) {
            fprintf(stderr, "mutant-run: fork: %s\n", strerror(errno));
            return false;
        }
        if (child == 0) {
            _exit(run_child(sandbox, path, plan, from, to));
        }
        int status;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NOT_OPENED) {
            return false;
        }
        from = sandbox->report->at;
        if (from < to) {
            sandbox->report->ends[from++] =
                (unsigned char)(WIFSIGNALED(status) ? end_of_signal(WTERMSIG(status))
                                                    : AWP_TRIAL_CRASH);
            faults++;
        }
    }
    return true;
}

static size_t count_kills(const struct awp_sandbox *sandbox) {
    size_t kills = 0;
    for (size_t i = 0; i < sandbox->trials->count; i++) {
        kills += awp_trial_end_kills((enum awp_trial_end)sandbox->report->ends[i]) ? 1 : 0;
    }
    return kills;
}

bool awp_sandbox_run(const struct awp_sandbox *sandbox, const char *path,
                     struct awp_sandbox_plan plan, enum awp_trial_end *ends) {
    const struct awp_trials *trials = sandbox->trials;
    memset(sandbox->report->ends, AWP_TRIAL_NOT_RUN, trials->count);
    size_t from = 0;
    for (size_t tier = 0; tier < AWP_TIER_COUNT; tier++) {
        if (!run_range(sandbox, path, plan, from, trials->tier_ends[tier])) {
            return false;
        }
        from = trials->tier_ends[tier];
        if (!plan.every_tier && count_kills(sandbox) >= 2) {
            break;
        }
    }
    for (size_t i = 0; i < trials->count; i++) {
        ends[i] = (enum awp_trial_end)sandbox->report->ends[i];
    }
    return true;
}
