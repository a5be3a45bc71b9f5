/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/process.c: starting, watching, ending; nothing is left. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process.h"
#include "text.h"

static const struct awp_process_limits unlimited = {0};

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(process, .init = set_up, .fini = tear_down);

static size_t open_descriptors(void) {
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    cr_assert_not_null(folder);
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

static void expect_limited_ending(const char *command, struct awp_process_limits limits,
                                  const char *want) {
    struct awp_process process;
    cr_assert_eq(awp_process_start(command, &limits, &process), 0);
    cr_assert(awp_process_wait(&process, 20000), "%s", command);
    const struct awp_bytes ending = awp_process_ending(awp_process_end(&process, 100), arena);
    cr_expect(awp_bytes_equal(ending, awp_bytes_of_string(want)), "%s: %.*s", command,
              AWP_TEXT_ARGS(ending));
}

static void expect_ending(const char *command, const char *want) {
    expect_limited_ending(command, unlimited, want);
}

Test(process, says_how_a_command_ended) {
    expect_ending("exit 0", "exit status 0");
    expect_ending("exit 3", "exit status 3");
    expect_ending("kill -SEGV $$", "killed by SIGSEGV");
    expect_ending("sh -c 'kill -ABRT $$'; exit $?", "exit status 134, a shell's word for SIGABRT");
    expect_ending("/no/such/program 2>/dev/null", "exit status 127");
}

Test(process, ends_one_that_ignores_sigterm_within_its_grace) {
    struct awp_process process;
    cr_assert_eq(awp_process_start("trap '' TERM; echo ready; while :; do sleep 9; done",
                                   &unlimited, &process),
                 0);
    char byte;
    while (read(process.output, &byte, 1) < 0 && errno == EAGAIN) {
        usleep(1000);
    }
    const int64_t start_ms = awp_now_ms();
    const int wait_status = awp_process_end(&process, 100);
    cr_assert(WIFSIGNALED(wait_status) && WTERMSIG(wait_status) == SIGKILL);
    cr_assert_lt(awp_now_ms() - start_ms, 3000);
}

Test(process, ends_the_children_that_a_dead_command_left) {
    struct awp_process process;
    char text[32] = {0};
    cr_assert_eq(awp_process_start("sleep 99 & echo $!", &unlimited, &process), 0);
    cr_assert(awp_process_wait(&process, 5000));
    cr_assert_gt(read(process.output, text, sizeof(text) - 1), 0);
    const pid_t child = (pid_t)atoi(text);
    cr_assert_eq(kill(child, 0), 0);
    awp_process_end(&process, 100);
    /* It is its new parent that reaps it: it may be a zombie for a moment. */
    char state = 'R';
    for (int i = 0; i < 1000 && state != 'Z' && state != 'X'; i++) {
        char path[64];
        snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
        FILE *file = fopen(path, "r");
        if (file == NULL) {
            return;
        }
        cr_assert_eq(fscanf(file, "%*d %*s %c", &state), 1);
        fclose(file);
        usleep(1000);
    }
    cr_assert(state == 'Z' || state == 'X', "still %c", state);
}

Test(process, leaves_no_descriptor_and_no_zombie_after_200_crashes) {
    const size_t before = open_descriptors();
    for (int i = 0; i < 200; i++) {
        struct awp_process process;
        cr_assert_eq(awp_process_start("kill -SEGV $$", &unlimited, &process), 0);
        cr_assert(awp_process_wait(&process, 5000));
        awp_process_end(&process, 100);
    }
    cr_assert_eq(open_descriptors(), before);
    cr_assert(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

Test(process, gives_a_command_no_descriptor_but_its_three) {
    struct awp_process process;
    char text[256] = {0};
    cr_assert_eq(awp_process_start("ls /proc/self/fd | tr '\\n' ' '", &unlimited, &process), 0);
    cr_assert(awp_process_wait(&process, 5000));
    cr_assert_gt(read(process.output, text, sizeof(text) - 1), 0);
    awp_process_end(&process, 100);
    cr_assert_str_eq(text, "0 1 2 3 ", "3 is the listing's own: %s", text);
}

Test(process, holds_a_command_to_its_limits) {
    const struct awp_process_limits all = {.cpu_seconds = 1, .memory_mib = 64, .files = 5};
    expect_limited_ending("while :; do :; done", (struct awp_process_limits){.cpu_seconds = 1},
                          "killed by SIGXCPU");
    expect_limited_ending("trap '' XCPU; while :; do :; done",
                          (struct awp_process_limits){.cpu_seconds = 1}, "killed by SIGKILL");
    expect_limited_ending("[ \"$(ulimit -t) $(ulimit -v) $(ulimit -n)\" = '1 65536 5' ]", all,
                          "exit status 0");
    expect_limited_ending("exec 3<&0 4<&0 && exec 5<&0", (struct awp_process_limits){.files = 5},
                          "exit status 2");
    expect_limited_ending("exec 3<&0 4<&0 && exec 5<&0", (struct awp_process_limits){.files = 6},
                          "exit status 0");
}

Test(process, gives_a_limited_command_to_its_shell_as_it_is) {
    struct awp_process process;
    char text[64] = {0};
    cr_assert_eq(awp_process_start("printf '%s' \"it's $(echo \"$0\")\"; :",
                                   &(struct awp_process_limits){.files = 64}, &process),
                 0);
    cr_assert(awp_process_wait(&process, 5000));
    cr_assert_gt(read(process.output, text, sizeof(text) - 1), 0);
    awp_process_end(&process, 100);
    cr_assert_str_eq(text, "it's /bin/sh");
}
