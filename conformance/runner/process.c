/* SPDX-License-Identifier: Apache-2.0 */
/* A command in a process group of its own: started, watched, ended, always reaped. */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

/* How often a process that has no descriptor to poll is looked at. */
#define TICK_MS 5
#define SCRIPT_BYTES 256

int64_t awp_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_if_open(int *descriptor) {
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

static void close_all(int descriptors[6]) {
    for (size_t i = 0; i < 6; i++) {
        close_if_open(&descriptors[i]);
    }
}

/* pipes: input's two ends, output's, errors'; reading end first. */
static int open_pipes(int pipes[6]) {
    for (size_t i = 0; i < 6; i++) {
        pipes[i] = -1;
    }
    for (size_t i = 0; i < 6; i += 2) {
        if (pipe2(&pipes[i], O_CLOEXEC) != 0) {
            return errno;
        }
    }
    return 0;
}

/*
 * The command as the shell's arguments. Limits are set by a first shell, for posix_spawn cannot; it
 * gives way to a second one, which gets the command as a word of its own.
 */
static void write_arguments(const char *command, const struct awp_process_limits *limits,
                            char script[SCRIPT_BYTES], char *arguments[5]) {
    static char shell[] = "/bin/sh";
    static char option[] = "-c";
    FILE *out = fmemopen(script, SCRIPT_BYTES, "w");
    awp_need_block(out);
    if (limits->cpu_seconds > 0) {
        fprintf(out, "ulimit -S -t %u && ulimit -H -t %u && ", limits->cpu_seconds,
                limits->cpu_seconds + 1);
    }
    if (limits->memory_mib > 0) {
        fprintf(out, "ulimit -v %llu && ", (unsigned long long)limits->memory_mib * 1024);
    }
    if (limits->files > 0) {
        fprintf(out, "ulimit -n %u && ", limits->files);
    }
    const bool is_limited = ftell(out) > 0;
    fprintf(out, "exec /bin/sh -c \"$0\"");
    fclose(out);
    char *const text = (char *)(uintptr_t)command;
    arguments[0] = shell;
    arguments[1] = option;
    arguments[2] = is_limited ? script : text;
    arguments[3] = is_limited ? text : NULL;
    arguments[4] = NULL;
}

static int spawn(const char *command, const struct awp_process_limits *limits, const int pipes[6],
                 pid_t *pid) {
    extern char **environ;
    char script[SCRIPT_BYTES];
    char *arguments[5];
    write_arguments(command, limits, script, arguments);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, pipes[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[3], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[5], STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_setflags(
        &attributes, (short)(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    const int error = posix_spawn(pid, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static bool set_non_blocking(int descriptor) {
    const int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0;
}

int awp_process_start(const char *command, const struct awp_process_limits *limits,
                      struct awp_process *process) {
    int pipes[6];
    int error = open_pipes(pipes);
    *process = (struct awp_process){0, -1, -1, -1};
    if (error == 0 &&
        !(set_non_blocking(pipes[1]) && set_non_blocking(pipes[2]) && set_non_blocking(pipes[4]))) {
        error = errno;
    }
    if (error == 0) {
        error = spawn(command, limits, pipes, &process->pid);
    }
    if (error != 0) {
        process->pid = 0;
        close_all(pipes);
        return error;
    }
    close(pipes[0]);
    close(pipes[3]);
    close(pipes[5]);
    process->input = pipes[1];
    process->output = pipes[2];
    process->errors = pipes[4];
    return 0;
}

bool awp_process_has_ended(const struct awp_process *process) {
    siginfo_t info = {0};
    if (process->pid == 0) {
        return true;
    }
    return waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == process->pid;
}

bool awp_process_wait(const struct awp_process *process, int timeout_ms) {
    const int64_t deadline_ms = awp_now_ms() + timeout_ms;
    if (awp_process_has_ended(process)) {
        return true;
    }
    /* Readable when it has ended; -1, and so a mere pause, where the kernel has no such thing. */
    struct pollfd ending = {.fd = pidfd_open(process->pid, 0), .events = POLLIN};
    bool has_ended = false;
    while (!has_ended && awp_now_ms() < deadline_ms) {
        const int64_t left_ms = deadline_ms - awp_now_ms();
        poll(&ending, 1, ending.fd < 0 || left_ms < TICK_MS ? TICK_MS : (int)left_ms);
        has_ended = awp_process_has_ended(process);
    }
    if (ending.fd >= 0) {
        close(ending.fd);
    }
    return has_ended;
}

int awp_process_end(struct awp_process *process, int grace_ms) {
    int wait_status = 0;
    if (process->pid == 0) {
        return 0;
    }
    if (!awp_process_has_ended(process)) {
        kill(-process->pid, SIGTERM);
        awp_process_wait(process, grace_ms);
    }
    /* The leader is not reaped yet, so the group's id cannot be another's; this reaches what it
     * left. */
    kill(-process->pid, SIGKILL);
    while (waitpid(process->pid, &wait_status, 0) < 0 && errno == EINTR) {
    }
    close_if_open(&process->input);
    close_if_open(&process->output);
    close_if_open(&process->errors);
    process->pid = 0;
    return wait_status;
}

static struct awp_bytes signal_name(int number, struct awp_arena *arena) {
    const char *name = sigabbrev_np(number);
    return name == NULL ? awp_text_format(arena, "signal %d", number)
                        : awp_text_format(arena, "SIG%s", name);
}

struct awp_bytes awp_process_ending(int wait_status, struct awp_arena *arena) {
    if (WIFSIGNALED(wait_status)) {
        const struct awp_bytes name = signal_name(WTERMSIG(wait_status), arena);
        return awp_text_format(arena, "killed by %.*s", AWP_TEXT_ARGS(name));
    }
    const int status = WEXITSTATUS(wait_status);
    if (status > 128 && sigabbrev_np(status - 128) != NULL) {
        const struct awp_bytes name = signal_name(status - 128, arena);
        return awp_text_format(arena, "exit status %d, a shell's word for %.*s", status,
                               AWP_TEXT_ARGS(name));
    }
    return awp_text_format(arena, "exit status %d", status);
}
